#include "CPeak.h"

#include <time.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}

// 24 sums that do not wait for one another, so that every unit always has one to work on.
#define PEAK(NAME, TARGET, VECTOR, FMA, SET, LANES)                              \
  TARGET static double NAME(void) {                                              \
    VECTOR sums[SUMS];                                                           \
    for (int i = 0; i < SUMS; i++) sums[i] = SET(i * 0.1f);                      \
    VECTOR b = SET(0.9999f), c = SET(1e-4f);                                     \
    double best = 0;                                                             \
    for (int run = 0; run < 10; run++) {                                         \
      const long steps = 40000;                                                  \
      double start = now();                                                      \
      for (long step = 0; step < steps; step++) {                                \
        for (int i = 0; i < SUMS; i++) sums[i] = FMA(sums[i], b, c);             \
        for (int i = 0; i < SUMS; i++) KEEP(sums[i]);                            \
      }                                                                          \
      double rate = steps * (2.0 * SUMS * LANES) / (now() - start) * 1e-9;       \
      if (rate > best) best = rate;                                              \
    }                                                                            \
    return best;                                                                 \
  }

#if defined(__x86_64__)
#include <immintrin.h>
#define SUMS 12
#define KEEP(x) __asm__ volatile("" : "+v"(x))
PEAK(avx512, __attribute__((target("avx512f"))), __m512, _mm512_fmadd_ps, _mm512_set1_ps, 16)
#undef KEEP
#define KEEP(x) __asm__ volatile("" : "+x"(x))
PEAK(avx2, __attribute__((target("avx2,fma"))), __m256, _mm256_fmadd_ps, _mm256_set1_ps, 8)

double peak_gflops(void) {
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f")) return avx512();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return avx2();
  return 0;
}
#elif defined(__aarch64__)
#include <arm_neon.h>
#define SUMS 24
#define KEEP(x) __asm__ volatile("" : "+w"(x))
static inline float32x4_t fma4(float32x4_t a, float32x4_t b, float32x4_t c) { return vfmaq_f32(c, a, b); }
PEAK(neon, , float32x4_t, fma4, vdupq_n_f32, 4)

double peak_gflops(void) { return neon(); }
#else
double peak_gflops(void) { return 0; }
#endif
