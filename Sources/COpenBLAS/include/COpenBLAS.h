// OpenBLAS and LAPACKE, opened when they are first needed: a program that never uses them neither waits for them nor needs them
// installed.
#pragma once

// CBLAS's and LAPACKE's constants.
enum {
  openblas_row_major = 101, openblas_column_major = 102,
  openblas_plain = 111, openblas_transposed = 112,
  openblas_upper = 121, openblas_lower = 122,
  openblas_non_unit = 131, openblas_unit = 132,
  openblas_left = 141
};

// The routines used, for one element type. Integers are of 32 bits, as Debian and Homebrew build the library.
#define OPENBLAS_ROUTINES(T)                                                                                           \
  void (*_Nonnull gemm)(int order, int transA, int transB, int m, int n, int k, T alpha, const T *_Nonnull a, int lda, \
                        const T *_Nonnull b, int ldb, T beta, T *_Nonnull c, int ldc);                                 \
  void (*_Nonnull trsm)(int order, int side, int triangle, int trans, int diagonal, int m, int n, T alpha,             \
                        const T *_Nonnull a, int lda, T *_Nonnull b, int ldb);                                         \
  int (*_Nonnull geqrf)(int order, int m, int n, T *_Nonnull a, int lda, T *_Nonnull tau, T *_Nonnull work,            \
                        int workCount);                                                                                \
  int (*_Nonnull orgqr)(int order, int m, int n, int k, T *_Nonnull a, int lda, const T *_Nonnull tau,                 \
                        T *_Nonnull work, int workCount);                                                              \
  int (*_Nonnull potrf)(int order, char triangle, int n, T *_Nonnull a, int lda);                                      \
  int (*_Nonnull getrf)(int order, int m, int n, T *_Nonnull a, int lda, int *_Nonnull pivots);                        \
  int (*_Nonnull syevd)(int order, char job, char triangle, int n, T *_Nonnull a, int lda, T *_Nonnull w,              \
                        T *_Nonnull work, int workCount, int *_Nonnull indices, int indexCount);                       \
  int (*_Nonnull gesdd)(int order, char job, int m, int n, T *_Nonnull a, int lda, T *_Nonnull s, T *_Nonnull u,       \
                        int ldu, T *_Nonnull vt, int ldvt, T *_Nonnull work, int workCount, int *_Nonnull indices);

typedef struct {
  OPENBLAS_ROUTINES(float)
} openblas_float_routines;

typedef struct {
  OPENBLAS_ROUTINES(double)
} openblas_double_routines;

typedef struct {
  openblas_float_routines floats;
  openblas_double_routines doubles;
  /// What the library says of its build, and of the processor that it chose kernels for.
  const char *_Nonnull configuration;
  const char *_Nonnull core;
} openblas_library;

/// Opens the libraries, on one thread, and finds all routines. NULL where a library or a routine is missing; then `missing` names it. To be called
/// by one thread alone.
const openblas_library *_Nullable openblas_open(const char *_Nullable *_Nonnull missing);
