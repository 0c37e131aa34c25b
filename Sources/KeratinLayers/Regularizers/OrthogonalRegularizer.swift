public import KeratinGraph
internal import KeratinKernels

extension Regularizers {
  /// factor·½·Σ|cos| / pairs, over the cosines between every two different rows (or columns) of a matrix, of which there are so many pairs:
  /// rows become orthogonal.
  public struct OrthogonalRegularizer: Regularizer, Configurable {
    public enum Mode: String, Sendable, Hashable, CaseIterable { case rows, columns }

    public static let module = "keras.regularizers"
    public let factor: Double
    public let mode: Mode
    public var config: [String: ConfigValue] { ["factor": .double(factor), "mode": .string(mode.rawValue)] }

    /// - Parameters:
    ///   - factor: at least 0; 0.01 by default.
    ///   - mode: whether rows or columns become orthogonal; rows by default.
    public init(factor: Double = 0.01, mode: Mode = .rows) { (self.factor, self.mode) = (factor, mode) }

    public func penalty(_ x: Tensor) -> Tensor {
      if x.error != nil { return x }
      guard factor >= 0, factor.isFinite, x.rank == 2 else {
        let isMatrix = x.rank == 2
        return Tensor(
          failing: KeratinError(
            isMatrix ? .argument : .shape,
            expected: isMatrix ? "factor to be a finite number, at least 0" : "a matrix of weights",
            received: isMatrix ? "\(factor)" : "shape \(x.shape)", operation: "OrthogonalRegularizer"))
      }
      let rows = mode == .rows ? x : x.transposed()
      let count = rows.shape[0]
      let unit = unitLength(rows, axes: [1], epsilon: 1e-7)
      let cosines = unit.matmul(unit, transposeB: true) * (1 - Tensor.eye(count, elementType: x.elementType))
      // A single row has no other: 0 / 0 in Keras, no penalty here.
      return abs(cosines).sum() * (factor * 0.5 / Swift.max(Double(count) * Double(count - 1) / 2, 1))
    }
  }
}

extension Regularizer where Self == Regularizers.OrthogonalRegularizer {
  /// A penalty on the cosines between rows or columns of a matrix.
  public static func orthogonal(
    factor: Double = 0.01, mode: Regularizers.OrthogonalRegularizer.Mode = .rows
  ) -> Self { Self(factor: factor, mode: mode) }
}

extension Regularizers.OrthogonalRegularizer: KerasObject {
  package init(_ config: ConfigReader) throws {
    self.init(factor: try config("factor", or: 0.01), mode: try config("mode", or: .rows))
  }
}
