internal import KeratinGraph
internal import KeratinKernels

extension RandomState {
  /// The key that follows from a seed for one purpose, or without a seed one that no other call returned.
  static func key(seed: Int?, for purpose: String) -> RandomKey {
    guard let seed else { return nextKey() }
    return RandomKey(seed: UInt64(bitPattern: Int64(seed))).folded(purpose)
  }
}
