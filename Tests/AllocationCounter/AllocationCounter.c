#include "AllocationCounter.h"

#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>

#if defined(__GLIBC__)

// Functions of these names in the program take the place of the C library's in all its libraries, Swift's included. They only
// count: the memory is still the library's, so that its `free` is right for it.
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

static atomic_long count;

static void add_one(void) { atomic_fetch_add_explicit(&count, 1, memory_order_relaxed); }

void *malloc(size_t size) {
  add_one();
  return __libc_malloc(size);
}

void *calloc(size_t elements, size_t size) {
  add_one();
  return __libc_calloc(elements, size);
}

void *realloc(void *block, size_t size) {
  add_one();
  return __libc_realloc(block, size);
}

void *memalign(size_t alignment, size_t size) {
  add_one();
  return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  add_one();
  return __libc_memalign(alignment, size);
}

int posix_memalign(void **block, size_t alignment, size_t size) {
  add_one();
  void *memory = __libc_memalign(alignment, size);
  if (memory == NULL) return ENOMEM;
  *block = memory;
  return 0;
}

bool allocation_counter_works(void) {
  long before = allocation_count();
  free(malloc(1));
  void *aligned = NULL;
  if (posix_memalign(&aligned, 64, 64) == 0) free(aligned);
  return allocation_count() >= before + 2;
}

long allocation_count(void) { return atomic_load_explicit(&count, memory_order_relaxed); }

#else

bool allocation_counter_works(void) { return false; }
long allocation_count(void) { return 0; }

#endif
