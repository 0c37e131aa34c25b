#if defined(__linux__)
#define _GNU_SOURCE
#include <sched.h>
#include <sys/mman.h>
#endif
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "CThreading.h"

int kt_available_cores(void) {
#if defined(__linux__)
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0) return CPU_COUNT(&set);
#endif
  long online = sysconf(_SC_NPROCESSORS_ONLN);
  return online > 0 ? (int)online : 1;
}

// Declared in Swift as (_: (Int) -> Void, _: UnsafeMutablePointer<kt_closure>) -> Void.
__attribute__((swiftcall)) void kt_borrow(const void *function, const void *context, kt_closure *closure) {
  closure->function = function;
  closure->context = context;
}

static _Thread_local void *memory;
static _Thread_local long memory_bytes;
static pthread_key_t memory_key;
static pthread_once_t memory_once = PTHREAD_ONCE_INIT;

static void make_memory_key(void) {
  if (pthread_key_create(&memory_key, free) != 0) abort();
}

void *kt_thread_memory(long bytes) {
  if (bytes > memory_bytes || memory == NULL) {
    pthread_once(&memory_once, make_memory_key);
    free(memory);
    // Much of it in huge pages where there are any: what is packed there is read across all of it. In whole blocks, so that a little more is
    // seldom another allocation. As for every allocation in Swift, there is no going on without memory.
    const int is_large = bytes >= 1 << 20;
    const long block = is_large ? 1 << 21 : 1 << 18;
    memory_bytes = bytes > block ? (bytes + block - 1) / block * block : block;
    if (posix_memalign(&memory, (size_t)(is_large ? block : sysconf(_SC_PAGESIZE)), (size_t)memory_bytes) != 0) abort();
#if defined(__linux__)
    if (is_large) madvise(memory, (size_t)memory_bytes, MADV_HUGEPAGE);
#endif
    pthread_setspecific(memory_key, memory);
  }
  return memory;
}
