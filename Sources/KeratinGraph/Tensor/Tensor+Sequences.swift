public import KeratinKernels

/// Tensors made by a rule.
extension Tensor {
  /// A tensor in which every element is `value`.
  public static func full(_ shape: Shape, _ value: Double, elementType: ElementType = .float32) -> Tensor {
    Tensor(repeating: value, shape: shape, elementType: elementType)
  }

  /// The numbers 0, 1, … before `end`, int32 by default.
  public static func arange(_ end: Int, elementType: ElementType = .int32) -> Tensor {
    arange(from: 0, to: Double(end), elementType: elementType)
  }

  /// The numbers from `start` on before `end`, `step` apart: start + i·step, each rounded once.
  public static func arange(
    from start: Double, to end: Double, by step: Double = 1, elementType: ElementType = .float32
  ) -> Tensor {
    let count = ((end - start) / step).rounded(.up)
    guard step != 0, start.isFinite, end.isFinite, step.isFinite, count <= Double(Int32.max) else {
      return Tensor(
        failing: KeratinError(
          .argument, expected: "finite bounds, a step other than 0 and at most \(Int32.max) numbers",
          received: "from \(start) to \(end) by \(step)", operation: "arange"),
        TensorType([Shape.unknown], elementType))
    }
    return Tensor(
      sequence: (0..<Swift.max(Int(count), 0)).map { start + Double($0) * step }, elementType: elementType)
  }

  /// `count` numbers evenly spaced from `start` to `end`, both included.
  public static func linspace(
    from start: Double, to end: Double, count: Int, elementType: ElementType = .float32
  ) -> Tensor {
    guard (0...Int(Int32.max)).contains(count) else {
      return Tensor(
        failing: KeratinError(
          .argument, expected: "a count in 0...\(Int32.max)", received: "\(count)", operation: "linspace"),
        TensorType([Shape.unknown], elementType))
    }
    let last = Double(Swift.max(count - 1, 1))
    return Tensor(
      sequence: (0..<count).map { i in
        i > 0 && i == count - 1 ? end : start + (end - start) * (Double(i) / last)
      }, elementType: elementType)
  }

  /// A matrix with ones on a diagonal and zeros elsewhere.
  ///
  /// - Parameters:
  ///   - rows: the number of rows.
  ///   - columns: the number of columns, `rows` by default.
  ///   - diagonal: how far above the main diagonal (below, if negative) the ones stand.
  public static func eye(
    _ rows: Int, columns: Int? = nil, diagonal: Int = 0, elementType: ElementType = .float32
  ) -> Tensor {
    let columns = columns ?? rows
    let row = arange(rows).expandingDimension(at: 1)
    return (arange(columns).expandingDimension(at: 0) - row .== Double(diagonal)).cast(to: elementType)
  }

  /// A vector of `depth` elements for each label, 1 at the label and 0 elsewhere; zeros for a label outside `0..<depth`.
  ///
  /// - Parameter labels: integers of any shape.
  /// - Returns: shape `[...labels, depth]`.
  public static func oneHot(_ labels: Tensor, depth: Int, elementType: ElementType = .float32) -> Tensor {
    apply(OneHot(depth: depth, elementType: elementType), labels.cast(to: .int32))
  }

  private init(sequence: [Double], elementType: ElementType) {
    self.init(Buffer(converting: sequence, to: elementType), TensorType([sequence.count], elementType))
  }
}
