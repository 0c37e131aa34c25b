#pragma once

/// The most floating-point operations a second, in units of 10⁹, that one core was seen to do in about 0.02 s: fused multiply-adds of the
/// widest vectors it has, on registers alone. A multiply-add counts as two. 0 on a processor whose vectors this does not know.
double peak_gflops(void);
