// Blocks of sums that stay in registers while their terms come in runs: the tiles of convolutions.
#pragma once

#include "CVectorRegisters.h"

/// The most registers of sums: the rest is for a row of B and an element of A.
enum { run_sums = register_count == 32 ? 24 : 12 };
/// The most registers that a row of a tile takes.
enum { run_registers = 2 };

/// Where the terms of a run begin in A and in B.
typedef struct {
  long a;
  long b;
} register_run;

/// A block of C = A·B, the terms of its sums in runs of `k`.
///
/// Row p of a run of B begins at `b + run.b + p·b_row`. Element (i, p) of A lies at `a + run.a + i·a_stride + p` for a tile of places, at
/// `a + run.a + i + p·a_stride` for a tile of channels.
typedef struct {
  const float *_Nonnull a;
  long a_stride;
  const float *_Nonnull b;
  long b_row;
  const register_run *_Nonnull runs;
  long run_count;
  long k;
  float *_Nonnull c;
  long c_row;
  /// The columns of C, at most those of `run_registers` registers.
  long columns;
  /// What is added: to each row, to each element (it lies as C does), and what C holds.
  const float *_Nullable bias;
  const float *_Nullable residual;
  _Bool accumulates;
  /// True if what is negative becomes 0.
  _Bool rectifies;
} register_tile;

/// Element j of a row, of the last register only what is under the mask.
VECTOR_INLINE vector_register register_tile_load(
    const float *_Nonnull p, const int j, const int registers, const _Bool masked, register_mask mask) {
  p += j * register_lanes;
  return masked && j == registers - 1 ? register_load_masked(p, mask) : register_load(p);
}

/// Adds the terms of one run.
VECTOR_INLINE void register_tile_add(
    vector_register *_Nonnull sum, const float *_Nonnull a, long a_stride, const float *_Nonnull b, long b_row, long k,
    const int rows, const int registers, const _Bool places, const _Bool masked, register_mask mask) {
  // B is read ahead of its use, and so is A where its terms are apart.
  const float *b_ahead = register_hide(b + (places ? 16 : 8) * b_row);
  const float *a_ahead = register_hide(a + 8 * a_stride);
  // One pointer reaches three rows, by the stride and twice the stride. Hidden each time round: the compiler would else keep one for
  // each row, more than there are registers.
  const float *group[run_sums / 3];
#pragma clang loop unroll(full)
  for (int g = 0; g < run_sums / 3; g++) {
    if (places && 3 * g < rows) group[g] = a + 3 * g * a_stride;
  }
  do {
    vector_register row[run_registers];
#pragma clang loop unroll(full)
    for (int j = 0; j < registers; j++) {
      row[j] = register_tile_load(b, j, registers, masked, mask);
      register_prefetch(b_ahead + j * register_lanes);
    }
    if (!places) {
      register_prefetch(a_ahead);
      register_prefetch(a_ahead + rows - 1);
      a_ahead += a_stride;
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      if (places && i % 3 == 0) group[i / 3] = register_hide(group[i / 3]);
      vector_register factor = register_spread(places ? group[i / 3][i % 3 * a_stride] : a[i]);
#pragma clang loop unroll(full)
      for (int j = 0; j < registers; j++) {
        sum[i * registers + j] = register_multiply_add(factor, row[j], sum[i * registers + j]);
      }
    }
    if (places) {
#pragma clang loop unroll(full)
      for (int g = 0; g < (rows + 2) / 3; g++) group[g]++;
    } else {
      a += a_stride;
    }
    b += b_row;
    b_ahead += b_row;
  } while (--k);
}

/// Computes a tile of so many rows, of so many registers each.
VECTOR_INLINE void register_tile_compute(
    const register_tile *_Nonnull t, const int rows, const int registers, const _Bool places, const _Bool masked) {
  register_mask mask = register_first(t->columns - (registers - 1) * register_lanes);
  vector_register sum[run_sums];
  // C is asked for while the sums are made: it is in no near cache.
#pragma clang loop unroll(full)
  for (int i = 0; i < rows * registers; i++) {
    register_prefetch(t->c + i / registers * t->c_row + i % registers * register_lanes);
    sum[i] = register_zero();
  }
  if (t->k > 0) {
    for (long run = 0; run < t->run_count; run++) {
      register_tile_add(
          sum, t->a + t->runs[run].a, t->a_stride, t->b + t->runs[run].b, t->b_row, t->k, rows, registers, places,
          masked, mask);
    }
  }
  if (t->accumulates) {
#pragma clang loop unroll(full)
    for (int i = 0; i < rows * registers; i++) {
      sum[i] += register_tile_load(t->c + i / registers * t->c_row, i % registers, registers, 1, mask);
    }
  }
  if (t->bias) {
    vector_register bias[run_registers];
#pragma clang loop unroll(full)
    for (int j = 0; j < registers; j++) bias[j] = register_tile_load(t->bias, j, registers, 1, mask);
#pragma clang loop unroll(full)
    for (int i = 0; i < rows * registers; i++) sum[i] += bias[i % registers];
  }
  if (t->residual) {
#pragma clang loop unroll(full)
    for (int i = 0; i < rows * registers; i++) {
      sum[i] += register_tile_load(t->residual + i / registers * t->c_row, i % registers, registers, 1, mask);
    }
  }
  if (t->rectifies) {
#pragma clang loop unroll(full)
    for (int i = 0; i < rows * registers; i++) sum[i] = register_rectify(sum[i]);
  }
  // Some processors take ten times as long for a store under a mask.
  const _Bool whole = t->columns == registers * register_lanes;
#pragma clang loop unroll(full)
  for (int i = 0; i < rows * registers; i++) {
    float *p = t->c + i / registers * t->c_row + i % registers * register_lanes;
    if (i % registers == registers - 1 && !whole) {
      register_store_masked(p, sum[i], mask);
    } else {
      register_store(p, sum[i]);
    }
  }
}

#define RUN_TILE(rows, registers)                                 \
  case rows:                                                      \
    if (rows * registers <= run_sums) {                           \
      register_tile_compute(t, rows, registers, places, masked);  \
    }                                                             \
    break;
#define RUN_TILES_3(rows, registers) \
  RUN_TILE(rows, registers) RUN_TILE(rows + 1, registers) RUN_TILE(rows + 2, registers)
#define RUN_TILES_12(rows, registers)                                         \
  RUN_TILES_3(rows, registers) RUN_TILES_3(rows + 3, registers)               \
  RUN_TILES_3(rows + 6, registers) RUN_TILES_3(rows + 9, registers)

/// A tile of `rows` rows, each of one register: at most `run_sums` rows.
VECTOR_INLINE void register_tile_single(
    const register_tile *_Nonnull t, long rows, const _Bool places, const _Bool masked) {
  switch (rows) {
    RUN_TILES_12(1, 1)
    RUN_TILES_12(13, 1)
  }
}

/// A tile of `rows` rows, each of two registers: at most half of `run_sums` rows.
VECTOR_INLINE void register_tile_double(
    const register_tile *_Nonnull t, long rows, const _Bool places, const _Bool masked) {
  switch (rows) { RUN_TILES_12(1, 2) }
}
