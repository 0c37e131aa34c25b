/// Kernels on random bits: element `start + i` of the stream of a key, `start` a multiple of 32.
public struct RandomTable: Sendable {
  /// y[i] = (bits >> 8)·2⁻²⁴.
  public typealias Uniform =
    @Sendable (
      _ key0: UInt32, _ key1: UInt32, _ start: Int, _ y: UnsafeMutablePointer<Float>, _ count: Int
    ) -> Void

  /// y[i] = x[i]·scale where bits >> 8 are at least `threshold`, else 0.
  public typealias Dropout =
    @Sendable (
      _ key0: UInt32, _ key1: UInt32, _ start: Int, _ threshold: UInt32, _ scale: Float, _ x: UnsafePointer<Float>,
      _ y: UnsafeMutablePointer<Float>, _ count: Int
    ) -> Void

  public let uniform: Uniform
  public let dropout: Dropout

  public init(uniform: @escaping Uniform, dropout: @escaping Dropout) {
    self.uniform = uniform
    self.dropout = dropout
  }
}
