public import KeratinGraph
internal import KeratinKernels

extension Regularizers {
  /// l1·Σ|x| + l2·Σx².
  public struct L1L2: Regularizer, Configurable {
    public static let module = "keras.regularizers"
    public let l1: Double
    public let l2: Double
    public var config: [String: ConfigValue] { ["l1": .double(l1), "l2": .double(l2)] }

    /// - Parameters:
    ///   - l1: at least 0; 0 by default.
    ///   - l2: at least 0; 0 by default.
    public init(l1: Double = 0, l2: Double = 0) { (self.l1, self.l2) = (l1, l2) }

    public func penalty(_ x: Tensor) -> Tensor {
      for (name, factor) in [("l1", l1), ("l2", l2)] where !(factor >= 0 && factor.isFinite) {
        return Tensor(
          failing: KeratinError(
            .argument, expected: "\(name) to be a finite number, at least 0", received: "\(factor)",
            operation: "regularizer"))
      }
      // A factor of 0 leaves its term out, also where the sum is not finite.
      let absolute = l1 == 0 ? nil : abs(x).sum() * l1
      let squared = l2 == 0 ? nil : square(x).sum() * l2
      if let absolute, let squared { return absolute + squared }
      return absolute ?? squared ?? Tensor(0, elementType: x.elementType.isFloating ? x.elementType : .float32)
    }
  }
}

extension Regularizer where Self == Regularizers.L1L2 {
  /// l1·Σ|x| + l2·Σx².
  public static func l1l2(l1: Double = 0, l2: Double = 0) -> Self { Self(l1: l1, l2: l2) }
}

extension Regularizers.L1L2: KerasObject {
  package init(_ config: ConfigReader) throws {
    self.init(l1: try config("l1", or: 0), l2: try config("l2", or: 0))
  }
}
