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
  if (bytes > memory_bytes) {
    pthread_once(&memory_once, make_memory_key);
    free(memory);
    // In huge pages where there are any: what is packed there is read across all of it. As for every allocation in Swift, there is no going
    // on without memory.
    const long huge = 1 << 21;
    if (posix_memalign(&memory, huge, (size_t)((bytes + huge - 1) / huge * huge)) != 0) abort();
#if defined(__linux__)
    madvise(memory, (size_t)((bytes + huge - 1) / huge * huge), MADV_HUGEPAGE);
#endif
    memory_bytes = bytes;
    pthread_setspecific(memory_key, memory);
  }
  return memory;
}
