#pragma once

#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// Whether vector_crc32 may be called.
static inline _Bool vector_has_crc32(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("sse4.1");
#else
  return 0;
#endif
}

#if defined(__x86_64__)
// CRC-32 with the polynomial 0xEDB88320, carried on from `crc`, which like the result is not inverted; `count` is a multiple of 16,
// at least 64. Source: Gopal and others, "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ", Intel 2009.
__attribute__((target("pclmul,sse4.1")))
static inline uint32_t vector_crc32(uint32_t crc, const uint8_t *bytes, size_t count) {
#define VECTOR_LOAD(place) _mm_loadu_si128((const __m128i *)(bytes + (place)))
#define VECTOR_FOLD_CRC(x, k, next)                                                                                      \
  _mm_xor_si128(_mm_xor_si128(_mm_clmulepi64_si128(x, k, 0x00), _mm_clmulepi64_si128(x, k, 0x11)), next)
  const __m128i fold64 = _mm_set_epi64x(0x01c6e41596, 0x0154442bd4);
  const __m128i fold16 = _mm_set_epi64x(0x00ccaa009e, 0x01751997d0);
  __m128i a = _mm_xor_si128(VECTOR_LOAD(0), _mm_cvtsi32_si128((int)crc));
  __m128i b = VECTOR_LOAD(16), c = VECTOR_LOAD(32), d = VECTOR_LOAD(48);
  for (bytes += 64, count -= 64; count >= 64; bytes += 64, count -= 64) {
    a = VECTOR_FOLD_CRC(a, fold64, VECTOR_LOAD(0));
    b = VECTOR_FOLD_CRC(b, fold64, VECTOR_LOAD(16));
    c = VECTOR_FOLD_CRC(c, fold64, VECTOR_LOAD(32));
    d = VECTOR_FOLD_CRC(d, fold64, VECTOR_LOAD(48));
  }
  a = VECTOR_FOLD_CRC(a, fold16, b);
  a = VECTOR_FOLD_CRC(a, fold16, c);
  a = VECTOR_FOLD_CRC(a, fold16, d);
  for (; count >= 16; bytes += 16, count -= 16) a = VECTOR_FOLD_CRC(a, fold16, VECTOR_LOAD(0));
  // 128 bits to 64, to 32 with Barrett's reduction.
  const __m128i low = _mm_setr_epi32(~0, 0, ~0, 0);
  a = _mm_xor_si128(_mm_srli_si128(a, 8), _mm_clmulepi64_si128(a, fold16, 0x10));
  a = _mm_xor_si128(
    _mm_srli_si128(a, 4), _mm_clmulepi64_si128(_mm_and_si128(a, low), _mm_set_epi64x(0, 0x0163cd6124), 0x00));
  const __m128i polynomial = _mm_set_epi64x(0x01f7011641, 0x01db710641);
  b = _mm_and_si128(_mm_clmulepi64_si128(_mm_and_si128(a, low), polynomial, 0x10), low);
  a = _mm_xor_si128(a, _mm_clmulepi64_si128(b, polynomial, 0x00));
  return (uint32_t)_mm_extract_epi32(a, 1);
#undef VECTOR_LOAD
#undef VECTOR_FOLD_CRC
}
#else
static inline uint32_t vector_crc32(uint32_t crc, const uint8_t *bytes, size_t count) { return crc; }
#endif
