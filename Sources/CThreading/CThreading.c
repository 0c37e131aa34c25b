#if defined(__linux__)
#define _GNU_SOURCE
#include <sched.h>
#endif
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
