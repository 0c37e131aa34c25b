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
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { RUNS = 6, MOST_THREADS = 256 };

typedef struct {
  // How many threads there are, 0 while they are being made, and how often one of them came to the start of a run.
  atomic_int threads, arrivals;
} meeting;

typedef struct {
  float *a, *b, *c;
  long count;
  meeting *meeting;
  double start[RUNS], end[RUNS];
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
  int threads;
  while ((threads = atomic_load(&s->meeting->threads)) == 0) sched_yield();
  for (int run = 0; run < RUNS; run++) {
    atomic_fetch_add(&s->meeting->arrivals, 1);
    while (atomic_load(&s->meeting->arrivals) < threads * (run + 1)) sched_yield();
    s->start[run] = now();
    triad(s->a, s->b, s->c, s->count);
    s->end[run] = now();
  }
  return 0;
}

// Each thread looks at the clock itself: one that watched the others could be woken when they are done.
double stream_gbs(int threads) {
  const long count = 8L << 20;
  if (threads < 1) return 0;
  if (threads > MOST_THREADS) threads = MOST_THREADS;
  pthread_t handles[MOST_THREADS];
  stream *parts = malloc((size_t)threads * sizeof(stream));
  meeting meeting;
  atomic_init(&meeting.threads, 0);
  atomic_init(&meeting.arrivals, 0);
  int made = 0;
  while (parts && made < threads) {
    void *memory = 0;
    if (posix_memalign(&memory, 64, 3 * count * sizeof(float)) != 0) break;
    float *a = memory;
    parts[made] = (stream){.a = a, .b = a + count, .c = a + 2 * count, .count = count, .meeting = &meeting};
    if (pthread_create(&handles[made], 0, stream_thread, &parts[made]) != 0) {
      free(memory);
      break;
    }
    made++;
  }
  atomic_store(&meeting.threads, made);
  for (int t = 0; t < made; t++) pthread_join(handles[t], 0);
  double best = 0;
  for (int run = 0; run < RUNS && made > 0; run++) {
    double start = parts[0].start[run], end = parts[0].end[run];
    for (int t = 1; t < made; t++) {
      if (parts[t].start[run] < start) start = parts[t].start[run];
      if (parts[t].end[run] > end) end = parts[t].end[run];
    }
    const double rate = 12.0 * count * made / (end - start) * 1e-9;
    if (rate > best) best = rate;
  }
  for (int t = 0; t < made; t++) free(parts[t].a);
  free(parts);
  // Of fewer threads than were asked for nothing is known.
  return made == threads ? best : 0;
}
