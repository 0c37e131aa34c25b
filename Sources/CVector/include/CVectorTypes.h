// The vector types, which Swift sees as SIMD16<Float> and so on, and their loads and stores.
#pragma once

#include <stdint.h>

// Every function is inlined: no vector is passed by any ABI.
#pragma clang diagnostic ignored "-Wpsabi"

#if defined(__AVX2__)
#include <immintrin.h>
#endif

#define VECTOR_INLINE static inline __attribute__((always_inline, unused))

typedef float vector_float16 __attribute__((ext_vector_type(16)));
typedef int32_t vector_int16 __attribute__((ext_vector_type(16)));
typedef uint32_t vector_uint16 __attribute__((ext_vector_type(16)));
typedef uint8_t vector_byte16 __attribute__((ext_vector_type(16)));
typedef int8_t vector_signed_byte16 __attribute__((ext_vector_type(16)));
typedef float vector_float4 __attribute__((ext_vector_type(4)));
typedef float vector_float8 __attribute__((ext_vector_type(8)));
typedef int32_t vector_int8 __attribute__((ext_vector_type(8)));
typedef double vector_double8 __attribute__((ext_vector_type(8)));
typedef int64_t vector_long8 __attribute__((ext_vector_type(8)));

/// 16 neighbouring elements, at any address.
VECTOR_INLINE vector_float16 vector_load(const float *_Nonnull p) {
  vector_float16 v;
  __builtin_memcpy(&v, p, sizeof v);
  return v;
}

VECTOR_INLINE vector_int16 vector_load_int(const int32_t *_Nonnull p) {
  vector_int16 v;
  __builtin_memcpy(&v, p, sizeof v);
  return v;
}

VECTOR_INLINE vector_byte16 vector_load_byte(const uint8_t *_Nonnull p) {
  vector_byte16 v;
  __builtin_memcpy(&v, p, sizeof v);
  return v;
}

VECTOR_INLINE vector_double8 vector_load_double(const double *_Nonnull p) {
  vector_double8 v;
  __builtin_memcpy(&v, p, sizeof v);
  return v;
}

VECTOR_INLINE void vector_store(float *_Nonnull p, vector_float16 v) { __builtin_memcpy(p, &v, sizeof v); }
VECTOR_INLINE void vector_store_int(int32_t *_Nonnull p, vector_int16 v) { __builtin_memcpy(p, &v, sizeof v); }
VECTOR_INLINE void vector_store_byte(uint8_t *_Nonnull p, vector_byte16 v) { __builtin_memcpy(p, &v, sizeof v); }
VECTOR_INLINE void vector_store_double(double *_Nonnull p, vector_double8 v) { __builtin_memcpy(p, &v, sizeof v); }

/// Stores past the caches; `p` must be a multiple of 64 bytes.
VECTOR_INLINE void vector_store_streaming(float *_Nonnull p, vector_float16 v) {
  __builtin_nontemporal_store(v, (vector_float16 *)p);
}

/// Tells the processor that what lies at `p` will be read some microseconds later: it should come into the second-level cache, since the
/// first has other work until then. Any address will do.
VECTOR_INLINE void vector_prefetch_far(const float *_Nonnull p) { __builtin_prefetch(p, 0, 2); }

/// Makes streaming stores visible to other threads before what follows.
VECTOR_INLINE void vector_streaming_fence(void) {
#if defined(__x86_64__)
  __builtin_ia32_sfence();
#else
  __atomic_thread_fence(__ATOMIC_SEQ_CST);
#endif
}

/// 0, 1, …, 15.
VECTOR_INLINE vector_int16 vector_lanes(void) {
  return (vector_int16){0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
}

/// −1 in the first `count` lanes, 0 in the others.
VECTOR_INLINE vector_int16 vector_first(long count) { return vector_lanes() < (vector_int16)(int32_t)count; }

#if !defined(__AVX2__)
/// The first `count` elements, at most 4, and zeros; in registers, since a detour by memory would stall.
VECTOR_INLINE vector_float4 vector_load_part(const float *_Nonnull p, long count) {
  if (count >= 4) {
    vector_float4 v;
    __builtin_memcpy(&v, p, sizeof v);
    return v;
  }
  if (count == 3) return (vector_float4){p[0], p[1], p[2], 0};
  if (count == 2) return (vector_float4){p[0], p[1], 0, 0};
  if (count == 1) return (vector_float4){p[0], 0, 0, 0};
  return (vector_float4){0, 0, 0, 0};
}

/// Stores the first `count` lanes, at most 4.
VECTOR_INLINE void vector_store_part(float *_Nonnull p, vector_float4 v, long count) {
  if (count >= 4) {
    __builtin_memcpy(p, &v, sizeof v);
    return;
  }
  if (count >= 1) p[0] = v[0];
  if (count >= 2) p[1] = v[1];
  if (count >= 3) p[2] = v[2];
}
#endif

/// The first `count` elements (0 to 16) and zeros: what lies behind them is not touched.
VECTOR_INLINE vector_float16 vector_load_first(const float *_Nonnull p, long count) {
#if defined(__AVX512F__)
  return (vector_float16)_mm512_maskz_loadu_ps((__mmask16)((1u << count) - 1), p);
#elif defined(__AVX2__)
  vector_int16 mask = vector_first(count);
  union { vector_float16 whole; __m256 half[2]; } v;
  v.half[0] = _mm256_maskload_ps(p, (__m256i)mask.lo);
  v.half[1] = _mm256_maskload_ps(p + 8, (__m256i)mask.hi);
  return v.whole;
#else
  if (count == 16) return vector_load(p);
  return __builtin_shufflevector(
      __builtin_shufflevector(
          vector_load_part(p, count), vector_load_part(p + 4, count - 4), 0, 1, 2, 3, 4, 5, 6, 7),
      __builtin_shufflevector(
          vector_load_part(p + 8, count - 8), vector_load_part(p + 12, count - 12), 0, 1, 2, 3, 4, 5, 6, 7),
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
#endif
}

/// Stores the first `count` lanes (0 to 16): what lies behind them is not touched.
VECTOR_INLINE void vector_store_first(float *_Nonnull p, vector_float16 v, long count) {
#if defined(__AVX512F__)
  _mm512_mask_storeu_ps(p, (__mmask16)((1u << count) - 1), (__m512)v);
#elif defined(__AVX2__)
  vector_int16 mask = vector_first(count);
  _mm256_maskstore_ps(p, (__m256i)mask.lo, (__m256)v.lo);
  _mm256_maskstore_ps(p + 8, (__m256i)mask.hi, (__m256)v.hi);
#else
  if (count == 16) {
    vector_store(p, v);
    return;
  }
  vector_store_part(p, v.lo.lo, count);
  vector_store_part(p + 4, v.lo.hi, count - 4);
  vector_store_part(p + 8, v.hi.lo, count - 8);
  vector_store_part(p + 12, v.hi.hi, count - 12);
#endif
}

VECTOR_INLINE vector_int16 vector_load_first_int(const int32_t *_Nonnull p, long count) {
  return (vector_int16)vector_load_first((const float *)p, count);
}

VECTOR_INLINE void vector_store_first_int(int32_t *_Nonnull p, vector_int16 v, long count) {
  vector_store_first((float *)p, (vector_float16)v, count);
}

/// The first `count` bytes (0 to 16) and zeros.
VECTOR_INLINE vector_byte16 vector_load_first_byte(const uint8_t *_Nonnull p, long count) {
  vector_byte16 v = 0;
  char *to = (char *)&v;
  long at = 0;
  if (count & 16) return vector_load_byte(p);
  if (count & 8) { __builtin_memcpy(to, p, 8); at = 8; }
  if (count & 4) { __builtin_memcpy(to + at, p + at, 4); at += 4; }
  if (count & 2) { __builtin_memcpy(to + at, p + at, 2); at += 2; }
  if (count & 1) to[at] = p[at];
  return v;
}

VECTOR_INLINE void vector_store_first_byte(uint8_t *_Nonnull p, vector_byte16 v, long count) {
  const char *from = (const char *)&v;
  long at = 0;
  if (count & 16) { vector_store_byte(p, v); return; }
  if (count & 8) { __builtin_memcpy(p, from, 8); at = 8; }
  if (count & 4) { __builtin_memcpy(p + at, from + at, 4); at += 4; }
  if (count & 2) { __builtin_memcpy(p + at, from + at, 2); at += 2; }
  if (count & 1) p[at] = from[at];
}

/// The first `count` doubles (0 to 8) and zeros.
VECTOR_INLINE vector_double8 vector_load_first_double(const double *_Nonnull p, long count) {
  return (vector_double8)vector_load_first((const float *)p, 2 * count);
}

VECTOR_INLINE void vector_store_first_double(double *_Nonnull p, vector_double8 v, long count) {
  vector_store_first((float *)p, (vector_float16)v, 2 * count);
}

/// p[0], p[stride], …, p[15·stride]; `stride` in elements, |stride| < 2²⁷.
VECTOR_INLINE vector_float16 vector_load_strided(const float *_Nonnull p, long stride) {
#if defined(__AVX512F__)
  return (vector_float16)_mm512_i32gather_ps((__m512i)(vector_lanes() * (vector_int16)(int32_t)stride), p, 4);
#else
  return (vector_float16){p[0], p[stride], p[2 * stride], p[3 * stride], p[4 * stride], p[5 * stride],
                          p[6 * stride], p[7 * stride], p[8 * stride], p[9 * stride], p[10 * stride],
                          p[11 * stride], p[12 * stride], p[13 * stride], p[14 * stride], p[15 * stride]};
#endif
}

/// p[index[0]], …, p[index[15]].
VECTOR_INLINE vector_float16 vector_gather(const float *_Nonnull p, vector_int16 index) {
#if defined(__AVX512F__)
  return (vector_float16)_mm512_i32gather_ps((__m512i)index, p, 4);
#else
  return (vector_float16){p[index[0]], p[index[1]], p[index[2]], p[index[3]], p[index[4]], p[index[5]],
                          p[index[6]], p[index[7]], p[index[8]], p[index[9]], p[index[10]], p[index[11]],
                          p[index[12]], p[index[13]], p[index[14]], p[index[15]]};
#endif
}

/// p[0], p[stride], … for the first `count` lanes (0 to 16), and zeros: nothing else is read.
VECTOR_INLINE vector_float16 vector_load_strided_first(const float *_Nonnull p, long stride, long count) {
#if defined(__AVX512F__)
  vector_int16 index = vector_lanes() * (vector_int16)(int32_t)stride;
  return (vector_float16)_mm512_mask_i32gather_ps(
      _mm512_setzero_ps(), (__mmask16)((1u << count) - 1), (__m512i)index, p, 4);
#else
  if (count == 16) return vector_load_strided(p, stride);
  union { vector_float16 whole; float lane[16]; } v = {0};
  for (long i = 0; i < count; i++) v.lane[i] = p[i * stride];
  return v.whole;
#endif
}

/// Lane i to p[i·stride], lane after lane, for the first `count` lanes (0 to 16).
VECTOR_INLINE void vector_store_strided_first(float *_Nonnull p, long stride, vector_float16 v, long count) {
  union { vector_float16 whole; float lane[16]; } from = {v};
  for (long i = 0; i < count; i++) p[i * stride] = from.lane[i];
}

/// The lanes from last to first.
VECTOR_INLINE vector_float16 vector_reverse(vector_float16 v) {
  return __builtin_shufflevector(v, v, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
}

/// Lane i moves to lane i + N; the first N lanes are those of `fill`.
#define VECTOR_SHIFT(N, ...)                                                                      \
  VECTOR_INLINE vector_float16 vector_shift_##N(vector_float16 v, vector_float16 fill) {          \
    return __builtin_shufflevector(fill, v, __VA_ARGS__);                                         \
  }
VECTOR_SHIFT(1, 0, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30)
VECTOR_SHIFT(2, 0, 1, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29)
VECTOR_SHIFT(4, 0, 1, 2, 3, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27)
VECTOR_SHIFT(8, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23)

/// The last lane, in each.
VECTOR_INLINE vector_float16 vector_spread_last(vector_float16 v) {
  return __builtin_shufflevector(v, v, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15);
}

/// y[i·rowY + j] = x[j·rowX + i] for i and j below 8.
VECTOR_INLINE void vector_transpose_8x8(const float *_Nonnull x, long rowX, float *_Nonnull y, long rowY) {
  vector_float8 r[8], s[8], t[8];
  for (int i = 0; i < 8; i++) __builtin_memcpy(&r[i], x + i * rowX, sizeof r[i]);
  for (int i = 0; i < 8; i += 2) {
    s[i] = __builtin_shufflevector(r[i], r[i + 1], 0, 8, 1, 9, 4, 12, 5, 13);
    s[i + 1] = __builtin_shufflevector(r[i], r[i + 1], 2, 10, 3, 11, 6, 14, 7, 15);
  }
  for (int i = 0; i < 8; i += 4) {
    t[i] = __builtin_shufflevector(s[i], s[i + 2], 0, 1, 8, 9, 4, 5, 12, 13);
    t[i + 1] = __builtin_shufflevector(s[i], s[i + 2], 2, 3, 10, 11, 6, 7, 14, 15);
    t[i + 2] = __builtin_shufflevector(s[i + 1], s[i + 3], 0, 1, 8, 9, 4, 5, 12, 13);
    t[i + 3] = __builtin_shufflevector(s[i + 1], s[i + 3], 2, 3, 10, 11, 6, 7, 14, 15);
  }
  for (int i = 0; i < 4; i++) {
    vector_float8 low = __builtin_shufflevector(t[i], t[i + 4], 0, 1, 2, 3, 8, 9, 10, 11);
    vector_float8 high = __builtin_shufflevector(t[i], t[i + 4], 4, 5, 6, 7, 12, 13, 14, 15);
    __builtin_memcpy(y + i * rowY, &low, sizeof low);
    __builtin_memcpy(y + (i + 4) * rowY, &high, sizeof high);
  }
}

/// Room on the stack for 16 rows of 15 elements.
typedef struct {
  float elements[240];
} vector_sixteen_rows;

/// Room on the stack for 16 KB of tiles that begin where a cache line does, and for a sixteenth of that.
typedef struct {
  float elements[4112];
} vector_tiles;
typedef struct {
  float elements[272];
} vector_few_tiles;

/// Room on the stack for 16 rows of 128 partial results.
typedef struct {
  float elements[2048];
} vector_partial_rows;
