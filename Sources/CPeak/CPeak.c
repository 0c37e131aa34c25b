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

#include <pthread.h>
#include <stdlib.h>

typedef struct {
  float *a, *b, *c;
  long count;
  int runs;
  pthread_barrier_t *start;
} stream;

// a = b + s·c, the stores past the caches where the machine can.
static void triad(float *restrict a, const float *restrict b, const float *restrict c, long count) {
#if defined(__x86_64__)
  const __m128 s = _mm_set1_ps(0.5f);
  for (long i = 0; i < count; i += 16)
    for (int k = 0; k < 16; k += 4)
      _mm_stream_ps(a + i + k, _mm_add_ps(_mm_load_ps(b + i + k), _mm_mul_ps(s, _mm_load_ps(c + i + k))));
  _mm_sfence();
#else
  for (long i = 0; i < count; i++) a[i] = b[i] + 0.5f * c[i];
#endif
}

static void *stream_thread(void *argument) {
  stream *s = argument;
  for (long i = 0; i < s->count; i++) s->a[i] = s->b[i] = s->c[i] = 1;
  pthread_barrier_wait(s->start);
  for (int run = 0; run < s->runs; run++) {
    triad(s->a, s->b, s->c, s->count);
    pthread_barrier_wait(s->start);
  }
  return 0;
}

double stream_gbs(int threads) {
  enum { RUNS = 6 };
  const long count = 8L << 20;
  if (threads < 1 || threads > 256) return 0;
  pthread_t handles[256];
  stream parts[256];
  pthread_barrier_t start;
  pthread_barrier_init(&start, 0, threads + 1);
  for (int t = 0; t < threads; t++) {
    float *memory = aligned_alloc(64, 3 * count * sizeof(float));
    parts[t] = (stream){memory, memory + count, memory + 2 * count, count, RUNS, &start};
    pthread_create(&handles[t], 0, stream_thread, &parts[t]);
  }
  pthread_barrier_wait(&start);
  double best = 0, last = now();
  for (int run = 0; run < RUNS; run++) {
    pthread_barrier_wait(&start);
    double time = now();
    double rate = 12.0 * count * threads / (time - last) * 1e-9;
    if (rate > best) best = rate;
    last = time;
  }
  for (int t = 0; t < threads; t++) {
    pthread_join(handles[t], 0);
    free(parts[t].a);
  }
  pthread_barrier_destroy(&start);
  return best;
}
