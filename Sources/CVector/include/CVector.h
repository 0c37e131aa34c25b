// Clang's vector builtins as Swift SIMD types, inlined per instruction set: what Swift 6.3 turns into scalar code.
#pragma once

#include "CVectorArithmetic.h"
#include "CVectorChecksum.h"
#include "CVectorLibm.h"
#include "CVectorProcessor.h"
#include "CVectorRegisters.h"
#include "CVectorRuns.h"
#include "CVectorTypes.h"
