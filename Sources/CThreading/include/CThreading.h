// What a thread pool needs and Swift cannot say: the cores it may use, a pause in a spin loop, and a closure that is
// borrowed, not copied.
#pragma once

/// The cores that this process may run on: those of its affinity mask (`taskset`) on Linux, those online elsewhere.
int kt_available_cores(void);

/// At least `bytes` of memory, which may be 0, that belong to the calling thread alone: the same at each call until more is asked for than
/// there is, when what it held is lost. From 1 MiB on it is aligned to 2 MiB and in huge pages where there are any, below that aligned to a
/// page. The thread's end frees it.
void *kt_thread_memory(long bytes);

/// Tells the processor that a loop is waiting.
static inline void kt_pause(void) {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("isb");
#endif
}

/// The two words as which a Swift closure `(Int) -> Void` is passed.
typedef struct {
  const void *function;
  const void *context;
} kt_closure;

typedef __attribute__((swiftcall)) void (*kt_closure_function)(long, __attribute__((swift_context)) const void *);

/// Calls the closure, which must still be alive, with `argument`.
static inline void kt_call(kt_closure closure, long argument) {
  ((kt_closure_function)closure.function)(argument, closure.context);
}
