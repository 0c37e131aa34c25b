// What the processor can do.
#pragma once

#include <stdbool.h>

/// True if processor and operating system have AVX2 and FMA.
static inline bool vector_has_avx2(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
  return false;
#endif
}

/// True if processor and operating system have the AVX-512 subsets F, DQ, BW and VL.
static inline bool vector_has_avx512(void) {
#if defined(__x86_64__)
  return vector_has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
#else
  return false;
#endif
}
