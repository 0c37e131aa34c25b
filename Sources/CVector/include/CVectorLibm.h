// libm, lane by lane, for arguments so rare that vectors would gain nothing.
#pragma once

#include "CVectorTypes.h"

#define VECTOR_RARE static inline __attribute__((noinline, cold, unused))

/// sin x in the lanes of the mask, `otherwise` in the others.
VECTOR_RARE vector_float16 vector_libm_sin(vector_float16 x, vector_float16 otherwise, vector_int16 mask) {
  for (int i = 0; i < 16; i++)
    if (mask[i]) otherwise[i] = __builtin_sinf(x[i]);
  return otherwise;
}

/// cos x in the lanes of the mask, `otherwise` in the others.
VECTOR_RARE vector_float16 vector_libm_cos(vector_float16 x, vector_float16 otherwise, vector_int16 mask) {
  for (int i = 0; i < 16; i++)
    if (mask[i]) otherwise[i] = __builtin_cosf(x[i]);
  return otherwise;
}

/// tan x in the lanes of the mask, `otherwise` in the others.
VECTOR_RARE vector_float16 vector_libm_tan(vector_float16 x, vector_float16 otherwise, vector_int16 mask) {
  for (int i = 0; i < 16; i++)
    if (mask[i]) otherwise[i] = (float)__builtin_tan((double)x[i]);
  return otherwise;
}

/// a − b·⌊a/b⌋ for finite a and b ≠ 0 in the lanes of the mask, `otherwise` in the others.
VECTOR_RARE vector_float16 vector_libm_floor_mod(
    vector_float16 a, vector_float16 b, vector_float16 otherwise, vector_int16 mask) {
  for (int i = 0; i < 16; i++) {
    if (!mask[i]) continue;
    double divisor = b[i];
    double remainder = __builtin_fmod((double)a[i], divisor);
    if (remainder == 0) remainder = __builtin_copysign(0, divisor);
    else if ((remainder < 0) != (divisor < 0)) remainder += divisor;
    otherwise[i] = (float)remainder;
  }
  return otherwise;
}
