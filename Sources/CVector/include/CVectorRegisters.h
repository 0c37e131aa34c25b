// Vectors exactly as wide as a register of the instruction set, for kernels that count registers.
#pragma once

#include "CVectorTypes.h"

#if defined(__AVX512F__)
typedef vector_float16 vector_register;
typedef __mmask16 register_mask;
enum { register_lanes = 16 };
#elif defined(__AVX2__)
typedef vector_float8 vector_register;
typedef vector_int8 register_mask;
enum { register_lanes = 8 };
#else
typedef float vector_register __attribute__((ext_vector_type(4)));
typedef long register_mask;
enum { register_lanes = 4 };
#endif

/// The number of vector registers.
#if defined(__AVX512F__) || defined(__aarch64__)
enum { register_count = 32 };
#else
enum { register_count = 16 };
#endif

VECTOR_INLINE vector_register register_zero(void) { return 0; }
/// x in every lane.
VECTOR_INLINE vector_register register_spread(float x) { return x; }

VECTOR_INLINE vector_register register_load(const float *_Nonnull p) {
  vector_register v;
  __builtin_memcpy(&v, p, sizeof v);
  return v;
}

VECTOR_INLINE void register_store(float *_Nonnull p, vector_register v) { __builtin_memcpy(p, &v, sizeof v); }

/// a·b + c, rounded once where the processor can, else twice: never a call of libm.
VECTOR_INLINE vector_register register_multiply_add(vector_register a, vector_register b, vector_register c) {
#if defined(__FMA__) || defined(__aarch64__)
  return __builtin_elementwise_fma(a, b, c);
#else
  return a * b + c;
#endif
}

/// What is negative becomes 0; NaN stays.
VECTOR_INLINE vector_register register_rectify(vector_register v) { return register_zero() > v ? register_zero() : v; }

/// The mask of the first `count` lanes, 0 to `register_lanes`.
VECTOR_INLINE register_mask register_first(long count) {
#if defined(__AVX512F__)
  return (register_mask)((1u << count) - 1);
#elif defined(__AVX2__)
  return (register_mask){0, 1, 2, 3, 4, 5, 6, 7} < (register_mask)(int32_t)count;
#else
  return count;
#endif
}

/// The elements of the mask's lanes and zeros: what lies behind them is not touched.
VECTOR_INLINE vector_register register_load_masked(const float *_Nonnull p, register_mask mask) {
#if defined(__AVX512F__)
  return (vector_register)_mm512_maskz_loadu_ps(mask, p);
#elif defined(__AVX2__)
  return (vector_register)_mm256_maskload_ps(p, (__m256i)mask);
#else
  if (mask == 4) return register_load(p);
  vector_register v = 0;
  if (mask & 2) __builtin_memcpy(&v, p, 8);
  if (mask == 3) v.z = p[2];
  if (mask == 1) v.x = p[0];
  return v;
#endif
}

/// Stores the mask's lanes: what lies behind them is not touched.
VECTOR_INLINE void register_store_masked(float *_Nonnull p, vector_register v, register_mask mask) {
#if defined(__AVX512F__)
  _mm512_mask_storeu_ps(p, mask, (__m512)v);
#elif defined(__AVX2__)
  _mm256_maskstore_ps(p, (__m256i)mask, (__m256)v);
#else
  if (mask == 4) {
    register_store(p, v);
    return;
  }
  if (mask & 2) __builtin_memcpy(p, &v, 8);
  if (mask == 3) p[2] = v.z;
  if (mask == 1) p[0] = v.x;
#endif
}

typedef float vector_float4 __attribute__((ext_vector_type(4)));

/// The sums of the lanes of four registers.
VECTOR_INLINE vector_float4 register_sums(vector_register a, vector_register b, vector_register c, vector_register d) {
#if defined(__AVX512F__)
  vector_float8 a8 = a.lo + a.hi, b8 = b.lo + b.hi, c8 = c.lo + c.hi, d8 = d.lo + d.hi;
  vector_float4 a4 = a8.lo + a8.hi, b4 = b8.lo + b8.hi, c4 = c8.lo + c8.hi, d4 = d8.lo + d8.hi;
#elif defined(__AVX2__)
  vector_float4 a4 = a.lo + a.hi, b4 = b.lo + b.hi, c4 = c.lo + c.hi, d4 = d.lo + d.hi;
#else
  vector_float4 a4 = a, b4 = b, c4 = c, d4 = d;
#endif
  vector_float4 ab = __builtin_shufflevector(a4, b4, 0, 4, 1, 5) + __builtin_shufflevector(a4, b4, 2, 6, 3, 7);
  vector_float4 cd = __builtin_shufflevector(c4, d4, 0, 4, 1, 5) + __builtin_shufflevector(c4, d4, 2, 6, 3, 7);
  return __builtin_shufflevector(ab, cd, 0, 1, 4, 5) + __builtin_shufflevector(ab, cd, 2, 3, 6, 7);
}

/// Stores the first `count` of four numbers, 1 to 4.
VECTOR_INLINE void vector_store_up_to_four(float *_Nonnull p, vector_float4 v, long count) {
  if (count >= 4) {
    __builtin_memcpy(p, &v, 16);
    return;
  }
  if (count & 2) __builtin_memcpy(p, &v, 8);
  if (count == 3) p[2] = v.z;
  if (count == 1) p[0] = v.x;
}

/// The lower halves of a and b, their elements taken in turn.
VECTOR_INLINE vector_register register_zip_low(vector_register a, vector_register b) {
#if defined(__AVX512F__)
  return __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
#elif defined(__AVX2__)
  return __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
#else
  return __builtin_shufflevector(a, b, 0, 4, 1, 5);
#endif
}

/// The upper halves of a and b, their elements taken in turn.
VECTOR_INLINE vector_register register_zip_high(vector_register a, vector_register b) {
#if defined(__AVX512F__)
  return __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
#elif defined(__AVX2__)
  return __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
#else
  return __builtin_shufflevector(a, b, 2, 6, 3, 7);
#endif
}

/// Reads the block of `rows` rows and `columns` columns, at most `register_lanes` each, at `source`: `r[i]` becomes its column i, filled
/// up with zeros.
VECTOR_INLINE void register_load_columns(
    const float *_Nonnull source, long source_row, long rows, long columns, vector_register *_Nonnull r) {
  vector_register z[register_lanes];
  if (rows == register_lanes && columns == register_lanes) {
    for (int i = 0; i < register_lanes; i++) r[i] = register_load(source + i * source_row);
  } else {
    register_mask mask = register_first(columns);
    for (int i = 0; i < register_lanes; i++) {
      r[i] = i < rows ? register_load_masked(source + i * source_row, mask) : register_zero();
    }
  }
  // Zipping each row with the one half a block below moves one bit of the row's number into the column's.
  for (int round = 1; round < register_lanes; round *= 2) {
    for (int i = 0; i < register_lanes / 2; i++) {
      z[2 * i] = register_zip_low(r[i], r[i + register_lanes / 2]);
      z[2 * i + 1] = register_zip_high(r[i], r[i + register_lanes / 2]);
    }
    for (int i = 0; i < register_lanes; i++) r[i] = z[i];
  }
}

/// Transposes the block of `rows` rows and `columns` columns, at most `register_lanes` each, at `source`: `columns` rows of
/// `register_lanes` elements at `target`, those after the first `rows` zeros.
VECTOR_INLINE void register_transpose(
    const float *_Nonnull source, long source_row, long rows, long columns, float *_Nonnull target,
    long target_row) {
  vector_register r[register_lanes];
  register_load_columns(source, source_row, rows, columns, r);
  for (int i = 0; i < register_lanes; i++) {
    if (i < columns) register_store(target + i * target_row, r[i]);
  }
}

/// The same without the zeros: `columns` rows of `rows` elements, of what lies between which nothing is touched.
VECTOR_INLINE void register_transpose_exactly(
    const float *_Nonnull source, long source_row, long rows, long columns, float *_Nonnull target,
    long target_row) {
  vector_register r[register_lanes];
  register_load_columns(source, source_row, rows, columns, r);
  register_mask mask = register_first(rows);
  for (int i = 0; i < register_lanes; i++) {
    if (i < columns) register_store_masked(target + i * target_row, r[i], mask);
  }
}

/// Tells the processor that what lies at `p` will soon be read. Any address will do.
VECTOR_INLINE void register_prefetch(const float *_Nonnull p) { __builtin_prefetch(p); }

/// The same for what will be read later: into the second-level cache.
VECTOR_INLINE void register_prefetch_early(const float *_Nonnull p) { __builtin_prefetch(p, 0, 2); }

/// p. The compiler does not see where it comes from, and so keeps it in a register of its own instead of computing it anew from
/// another pointer each time round a loop: integer additions take the ports that multiply-adds need.
VECTOR_INLINE const float *_Nonnull register_hide(const float *_Nonnull p) {
  __asm__("" : "+r"(p));
  return p;
}
