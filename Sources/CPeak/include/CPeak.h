#pragma once

/// The most floating-point operations a second, in units of 10⁹, that one core was seen to do in about 0.02 s: fused multiply-adds of the
/// widest vectors it has, on registers alone. A multiply-add counts as two. 0 on a processor whose vectors this does not know.
double peak_gflops(void);

/// The most bytes a second, in units of 10⁹, that so many threads were seen to move between memory and processor: two arrays of 32 MiB
/// each read and one written, stored past the caches where the processor can. At most 256 threads; 0 where there is no memory for so many.
double stream_gbs(int threads);
