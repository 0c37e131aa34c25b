#pragma once
#include <cblas.h>
// lapacke.h includes <complex.h> types that Swift does not import; only the routines used are declared here.
#include <lapacke.h>
