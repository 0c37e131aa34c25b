/// What the vector kernels are compiled for.
public enum InstructionSet: String, Sendable, Hashable, CaseIterable {
  /// SSE2 on x86-64, NEON on arm64.
  case baseline
  case avx2
  case avx512
}
