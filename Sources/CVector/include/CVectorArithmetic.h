// Arithmetic that Swift's SIMD types lack or turn into scalar code.
#pragma once

#include "CVectorTypes.h"

/// a·b + c, rounded once where the processor can, else twice: never a call of libm.
VECTOR_INLINE vector_float16 vector_multiply_add(vector_float16 a, vector_float16 b, vector_float16 c) {
#if defined(__FMA__) || defined(__aarch64__)
  return __builtin_elementwise_fma(a, b, c);
#else
  return a * b + c;
#endif
}

/// a·b − c, as above.
VECTOR_INLINE vector_float16 vector_multiply_subtract(vector_float16 a, vector_float16 b, vector_float16 c) {
  return vector_multiply_add(a, b, -c);
}

VECTOR_INLINE vector_double8 vector_multiply_add_double(vector_double8 a, vector_double8 b, vector_double8 c) {
#if defined(__FMA__) || defined(__aarch64__)
  return __builtin_elementwise_fma(a, b, c);
#else
  return a * b + c;
#endif
}

/// −x, of ±0 and NaN too (Swift's is 0 − x).
VECTOR_INLINE vector_float16 vector_negate(vector_float16 x) { return -x; }
VECTOR_INLINE vector_double8 vector_negate_double(vector_double8 x) { return -x; }
VECTOR_INLINE vector_float16 vector_sqrt(vector_float16 x) { return __builtin_elementwise_sqrt(x); }
VECTOR_INLINE vector_float16 vector_abs(vector_float16 x) { return __builtin_elementwise_abs(x); }

/// The smaller of each pair; b if either is NaN.
VECTOR_INLINE vector_float16 vector_min(vector_float16 a, vector_float16 b) { return a < b ? a : b; }
/// The larger of each pair; b if either is NaN.
VECTOR_INLINE vector_float16 vector_max(vector_float16 a, vector_float16 b) { return a > b ? a : b; }
VECTOR_INLINE vector_double8 vector_min_double(vector_double8 a, vector_double8 b) { return a < b ? a : b; }
VECTOR_INLINE vector_double8 vector_max_double(vector_double8 a, vector_double8 b) { return a > b ? a : b; }

// Masks: −1 where true, 0 where false; any comparison but `not_equal` is false for NaN.
VECTOR_INLINE vector_int16 vector_equal(vector_float16 a, vector_float16 b) { return a == b; }
VECTOR_INLINE vector_int16 vector_not_equal(vector_float16 a, vector_float16 b) { return a != b; }
VECTOR_INLINE vector_int16 vector_less(vector_float16 a, vector_float16 b) { return a < b; }
VECTOR_INLINE vector_int16 vector_less_equal(vector_float16 a, vector_float16 b) { return a <= b; }
VECTOR_INLINE vector_int16 vector_equal_int(vector_int16 a, vector_int16 b) { return a == b; }
VECTOR_INLINE vector_int16 vector_less_int(vector_int16 a, vector_int16 b) { return a < b; }
VECTOR_INLINE vector_int16 vector_is_nan(vector_float16 a) { return a != a; }

/// a where the mask is true, else b.
VECTOR_INLINE vector_float16 vector_select(vector_int16 mask, vector_float16 a, vector_float16 b) {
  return mask ? a : b;
}
VECTOR_INLINE vector_int16 vector_select_int(vector_int16 mask, vector_int16 a, vector_int16 b) {
  return mask ? a : b;
}
VECTOR_INLINE vector_double8 vector_select_double(vector_long8 mask, vector_double8 a, vector_double8 b) {
  return mask ? a : b;
}
VECTOR_INLINE vector_long8 vector_less_double(vector_double8 a, vector_double8 b) { return a < b; }
VECTOR_INLINE vector_long8 vector_not_equal_double(vector_double8 a, vector_double8 b) { return a != b; }

/// True if any lane of the mask is.
VECTOR_INLINE _Bool vector_any(vector_int16 mask) { return __builtin_reduce_or(mask) != 0; }
/// True if lane `lane` of the mask is.
VECTOR_INLINE _Bool vector_lane_is_set(vector_int16 mask, long lane) { return mask[lane] != 0; }

/// The mask as one byte a lane, 1 or 0.
VECTOR_INLINE vector_byte16 vector_mask_bytes(vector_int16 mask) {
  return __builtin_convertvector(mask, vector_byte16) & 1;
}
/// True in the lanes whose byte is not 0.
VECTOR_INLINE vector_int16 vector_bytes_mask(vector_byte16 bytes) {
  return __builtin_convertvector(bytes, vector_int16) != 0;
}

// Bits as they are.
VECTOR_INLINE vector_int16 vector_bits(vector_float16 x) { return (vector_int16)x; }
VECTOR_INLINE vector_float16 vector_from_bits(vector_int16 x) { return (vector_float16)x; }

VECTOR_INLINE vector_long8 vector_bits_double(vector_double8 x) { return (vector_long8)x; }
VECTOR_INLINE vector_double8 vector_from_bits_double(vector_long8 x) { return (vector_double8)x; }

/// |magnitude| with the sign of `sign`.
VECTOR_INLINE vector_float16 vector_copysign(vector_float16 magnitude, vector_float16 sign) {
  vector_int16 mask = (vector_int16)INT32_MIN;
  return (vector_float16)(((vector_int16)magnitude & ~mask) | ((vector_int16)sign & mask));
}

// Conversions.
VECTOR_INLINE vector_float16 vector_from_int(vector_int16 x) { return __builtin_convertvector(x, vector_float16); }
VECTOR_INLINE vector_float16 vector_from_byte(vector_byte16 x) { return __builtin_convertvector(x, vector_float16); }
VECTOR_INLINE vector_int16 vector_int_from_byte(vector_byte16 x) { return __builtin_convertvector(x, vector_int16); }
/// The low byte of each lane.
VECTOR_INLINE vector_byte16 vector_byte_from_int(vector_int16 x) { return __builtin_convertvector(x, vector_byte16); }

/// Toward zero; any value for what no Int32 holds.
VECTOR_INLINE vector_int16 vector_truncate(vector_float16 x) {
#if defined(__AVX512F__)
  return (vector_int16)_mm512_cvttps_epi32((__m512)x);
#elif defined(__AVX2__)
  union { vector_int16 whole; __m256i half[2]; } v;
  v.half[0] = _mm256_cvttps_epi32((__m256)x.lo);
  v.half[1] = _mm256_cvttps_epi32((__m256)x.hi);
  return v.whole;
#elif defined(__x86_64__)
  typedef float float4 __attribute__((vector_size(16)));
  typedef int int4 __attribute__((vector_size(16)));
  union { vector_float16 whole; float4 part[4]; } from = {x};
  union { vector_int16 whole; int4 part[4]; } to;
  for (int i = 0; i < 4; i++) to.part[i] = __builtin_ia32_cvttps2dq(from.part[i]);
  return to.whole;
#else
  return __builtin_convertvector(x, vector_int16);
#endif
}

/// The nearest integer, halves to even, for |x| < 2²².
VECTOR_INLINE vector_float16 vector_nearest(vector_float16 x) {
#if defined(__AVX2__) || defined(__aarch64__)
  return __builtin_elementwise_roundeven(x);
#else
  // Adding 1.5·2²³ leaves no bits behind the point.
  vector_float16 magic = 12582912.0f;
  return (x + magic) - magic;
#endif
}

VECTOR_INLINE vector_double8 vector_nearest_double(vector_double8 x) {
#if defined(__AVX2__) || defined(__aarch64__)
  return __builtin_elementwise_roundeven(x);
#else
  vector_double8 magic = 6755399441055744.0;
  return (x + magic) - magic;
#endif
}

/// The nearest integer, halves to even; NaN, ±∞ and −0 stay.
VECTOR_INLINE vector_float16 vector_round(vector_float16 x) {
#if defined(__AVX2__) || defined(__aarch64__)
  return __builtin_elementwise_roundeven(x);
#else
  vector_float16 magic = 8388608.0f;
  vector_float16 size = vector_abs(x);
  vector_float16 rounded = vector_copysign((size + magic) - magic, x);
  return size < magic ? rounded : x;
#endif
}

/// The largest integer not above; NaN, ±∞ and −0 stay.
VECTOR_INLINE vector_float16 vector_floor(vector_float16 x) {
#if defined(__AVX2__) || defined(__aarch64__)
  return __builtin_elementwise_floor(x);
#else
  vector_float16 rounded = vector_round(x);
  vector_float16 lower = rounded - 1.0f;
  return rounded > x ? lower : rounded;
#endif
}

/// The smallest integer not below; NaN, ±∞ and −0 stay.
VECTOR_INLINE vector_float16 vector_ceil(vector_float16 x) { return -vector_floor(-x); }

/// x·2ⁿ for integral n in −252…252, rounded once, into the denormal numbers and to ±∞.
VECTOR_INLINE vector_float16 vector_scale(vector_float16 x, vector_float16 n) {
#if defined(__AVX512F__)
  return (vector_float16)_mm512_scalef_ps((__m512)x, (__m512)n);
#else
  // Two factors, each a normal number; the first product is exact.
  vector_int16 whole = vector_truncate(n);
  vector_int16 half = whole >> 1;
  vector_float16 first = (vector_float16)((half + 127) << 23);
  vector_float16 second = (vector_float16)((whole - half + 127) << 23);
  return x * first * second;
#endif
}

/// 2ⁿ for integral n in −126…127.
VECTOR_INLINE vector_float16 vector_power_of_two(vector_float16 n) {
  return (vector_float16)((vector_truncate(n) + 127) << 23);
}

/// 2ⁿ for integral n in −1022…1023.
VECTOR_INLINE vector_double8 vector_exp2_integer_double(vector_double8 n) {
#if defined(__AVX512DQ__)
  vector_long8 bits = (vector_long8)_mm512_cvtpd_epi64((__m512d)n);
#else
  // The magic number leaves n in the low bits.
  vector_long8 bits = (vector_long8)(n + 6755399441055744.0) - 0x4338000000000000LL;
#endif
  return (vector_double8)((bits + 1023) << 52);
}

/// k as a number, from bits that hold k·2⁵².
VECTOR_INLINE vector_double8 vector_exponent_double(vector_long8 bits) {
  return __builtin_convertvector(__builtin_convertvector(bits >> 32, vector_int8) >> 20, vector_double8);
}

/// The largest integer not above, for |x| < 2⁵¹; ±∞ and NaN stay.
VECTOR_INLINE vector_double8 vector_floor_double(vector_double8 x) {
#if defined(__AVX2__) || defined(__aarch64__)
  return __builtin_elementwise_floor(x);
#else
  vector_double8 rounded = vector_nearest_double(x);
  vector_double8 lower = rounded - 1.0;
  return rounded > x ? lower : rounded;
#endif
}

VECTOR_INLINE vector_double8 vector_widen_low(vector_float16 x) { return __builtin_convertvector(x.lo, vector_double8); }
VECTOR_INLINE vector_double8 vector_widen_high(vector_float16 x) {
  return __builtin_convertvector(x.hi, vector_double8);
}
VECTOR_INLINE vector_float16 vector_narrow(vector_double8 low, vector_double8 high) {
  vector_float16 x;
  x.lo = __builtin_convertvector(low, vector_float8);
  x.hi = __builtin_convertvector(high, vector_float8);
  return x;
}

/// The larger of each pair; NaN if either is NaN.
VECTOR_INLINE vector_float16 vector_max_or_nan(vector_float16 a, vector_float16 b) {
  return vector_select(vector_is_nan(b), b, vector_max(b, a));
}
/// The smaller of each pair; NaN if either is NaN.
VECTOR_INLINE vector_float16 vector_min_or_nan(vector_float16 a, vector_float16 b) {
  return vector_select(vector_is_nan(b), b, vector_min(b, a));
}

// Lanes N apart change places.
VECTOR_INLINE vector_float16 vector_swap_8(vector_float16 v) {
  return __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
}
VECTOR_INLINE vector_float16 vector_swap_4(vector_float16 v) {
  return __builtin_shufflevector(v, v, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11);
}
VECTOR_INLINE vector_float16 vector_swap_2(vector_float16 v) {
  return __builtin_shufflevector(v, v, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13);
}
VECTOR_INLINE vector_float16 vector_swap_1(vector_float16 v) {
  return __builtin_shufflevector(v, v, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14);
}

// One lane from all, by halves: four steps, and then every lane holds the result.
#define VECTOR_FOLD(NAME, OPERATION)                    \
  VECTOR_INLINE vector_float16 NAME(vector_float16 v) { \
    v = OPERATION(v, vector_swap_8(v));                 \
    v = OPERATION(v, vector_swap_4(v));                 \
    v = OPERATION(v, vector_swap_2(v));                 \
    return OPERATION(v, vector_swap_1(v));              \
  }
VECTOR_INLINE vector_float16 vector_plus(vector_float16 a, vector_float16 b) { return a + b; }
VECTOR_INLINE vector_float16 vector_times(vector_float16 a, vector_float16 b) { return a * b; }
/// The sum of all lanes, in each.
VECTOR_FOLD(vector_sum, vector_plus)
/// The product of all lanes, in each.
VECTOR_FOLD(vector_product, vector_times)
/// The largest of all lanes, in each; NaN if one is NaN.
VECTOR_FOLD(vector_largest, vector_max_or_nan)
/// The smallest of all lanes, in each; NaN if one is NaN.
VECTOR_FOLD(vector_smallest, vector_min_or_nan)
/// The first lane.
VECTOR_INLINE float vector_first_lane(vector_float16 v) { return v[0]; }

/// The largest of all lanes, in each; a NaN may be passed over.
VECTOR_FOLD(vector_greatest, vector_max)

// Words.
VECTOR_INLINE vector_uint16 vector_words(vector_int16 x) { return (vector_uint16)x; }
/// The bits moved up by `distance` (1 to 31), those that fall out coming in below.
VECTOR_INLINE vector_uint16 vector_rotate(vector_uint16 x, uint32_t distance) {
  return x << distance | x >> (32 - distance);
}
/// The upper 24 bits as a number.
VECTOR_INLINE vector_int16 vector_upper_24(vector_uint16 x) { return (vector_int16)(x >> 8); }
