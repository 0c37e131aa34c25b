#include "COpenBLAS.h"

#include <dlfcn.h>
#include <stdlib.h>

#ifdef __APPLE__
static const char *const blas_names[] = {
    "libopenblas.dylib", "/opt/homebrew/opt/openblas/lib/libopenblas.dylib", "/usr/local/opt/openblas/lib/libopenblas.dylib", 0};
// There OpenBLAS holds LAPACKE too.
static const char *const lapacke_names[] = {0};
#else
static const char *const blas_names[] = {"libopenblas.so.0", "libopenblas.so", 0};
static const char *const lapacke_names[] = {"liblapacke.so.3", "liblapacke.so", 0};
#endif

static void *opened(const char *const *names, int flags) {
  for (; *names; names++) {
    void *library = dlopen(*names, flags);
    if (library) return library;
  }
  return 0;
}

static openblas_library found;

const openblas_library *openblas_open(const char **missing) {
  // With threads of its own the library's bits change, and they would spin from the moment it is opened.
  const int is_free = getenv("OPENBLAS_NUM_THREADS") == 0;
  if (is_free) setenv("OPENBLAS_NUM_THREADS", "1", 1);
  // Visible to all that comes after: LAPACKE finds the products here, not in another build of them.
  void *blas = opened(blas_names, RTLD_NOW | RTLD_GLOBAL);
  void *lapacke = blas ? opened(lapacke_names, RTLD_NOW | RTLD_LOCAL) : 0;
  if (is_free) unsetenv("OPENBLAS_NUM_THREADS");
  if (!blas) {
    *missing = blas_names[0];
    return 0;
  }
  if (!lapacke) lapacke = blas;

#define FIND(PLACE, LIBRARY, NAME)           \
  *(void **)&(PLACE) = dlsym(LIBRARY, NAME); \
  if (!*(void **)&(PLACE)) {                 \
    *missing = NAME;                         \
    return 0;                                \
  }
#define FIND_ROUTINES(FIELD, LETTER)                                   \
  FIND(found.FIELD.gemm, blas, "cblas_" LETTER "gemm")                 \
  FIND(found.FIELD.trsm, blas, "cblas_" LETTER "trsm")                 \
  FIND(found.FIELD.geqrf, lapacke, "LAPACKE_" LETTER "geqrf_work")     \
  FIND(found.FIELD.orgqr, lapacke, "LAPACKE_" LETTER "orgqr_work")     \
  FIND(found.FIELD.potrf, lapacke, "LAPACKE_" LETTER "potrf_work")     \
  FIND(found.FIELD.getrf, lapacke, "LAPACKE_" LETTER "getrf_work")     \
  FIND(found.FIELD.syevd, lapacke, "LAPACKE_" LETTER "syevd_work")     \
  FIND(found.FIELD.gesdd, lapacke, "LAPACKE_" LETTER "gesdd_work")
  FIND_ROUTINES(floats, "s")
  FIND_ROUTINES(doubles, "d")

  void (*set_threads)(int);
  char *(*configuration)(void), *(*core)(void);
  FIND(set_threads, blas, "openblas_set_num_threads")
  FIND(configuration, blas, "openblas_get_config")
  FIND(core, blas, "openblas_get_corename")
  set_threads(1);
  found.configuration = configuration();
  found.core = core();
  return &found;
}
