#pragma once

#include <stdbool.h>

/// True where this program's calls of malloc and its kin can be counted: on Linux with glibc.
bool allocation_counter_works(void);

/// How many blocks of memory were asked for since the program began, on any thread.
long allocation_count(void);
