public import KeratinGraph
public import KeratinKernels

/// For each sample the sums of products of two inputs over one axis of each, for all combinations of the other axes.
///
/// Inputs `[batch, …, n, …]`, where n is the extent of the axis; output `[batch]`, then the first input's other axes, then the
/// second's. Of two matrices it is `[batch, 1]`.
public final class Dot: Layer, KerasObject {
  /// The axis of each input, the batch counted as 0; one for both if there is one.
  public let axes: [Int]
  /// Whether vectors along the axes are made 1 long first, so that the result is the cosine of their angle.
  public let normalize: Bool

  /// - Parameters:
  ///   - axes: of the first input and of the second, not the batch; negatives count from the end.
  ///   - normalize: whether vectors along the axes are divided by their lengths first; false by default.
  public convenience init(
    axes: (Int, Int), normalize: Bool = false, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    self.init([axes.0, axes.1], normalize, name, isTrainable, elementType)
  }

  /// - Parameters:
  ///   - axes: the axis of both inputs, not the batch; negatives count from the end.
  ///   - normalize: whether vectors along the axis are divided by their lengths first; false by default.
  public convenience init(
    axes: Int, normalize: Bool = false, name: String? = nil, isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    self.init([axes], normalize, name, isTrainable, elementType)
  }

  package convenience init(_ config: ConfigReader) throws {
    let axes = try config.perAxis("axes")
    guard (1...2).contains(axes.count) else { throw config.wrong("axes", "a whole number or two of them") }
    self.init(axes, try config("normalize", or: false), nil, true, nil)
  }

  private init(_ axes: [Int], _ normalize: Bool, _ name: String?, _ isTrainable: Bool, _ elementType: ElementType?) {
    (self.axes, self.normalize) = (axes, normalize)
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
    inputSpec = InputSpec(minRank: 2)
  }

  public override func build(_ inputs: [Shape]) throws { _ = try contractedAxes(inputs) }

  public override func call(_ inputs: [Tensor], _ context: CallContext) throws -> [Tensor] {
    let axes = try contractedAxes(inputs.map(\.shape))
    // Integers become numbers as in Keras; floating inputs have the layer's type.
    let numbers = inputs.map { $0.elementType.isFloating ? $0 : $0.cast(to: elementType) }
    let vectors = zip(numbers, axes).map { normalize ? unitLength($0, axes: [$1], epsilon: 1e-7) : $0 }
    let (rows, columns) = (contractionLast(vectors[0], axes[0]), contractionLast(vectors[1], axes[1]))
    let product = rows.matrix.matmul(columns.matrix, transposeB: true)
    let sample = rows.others + columns.others
    return [product.reshaped(to: Shape([inputs[0].shape[0]] + (sample.isEmpty ? [1] : sample)))]
  }

  /// The tensor as `[batch, others, contracted]`, and the extents of the others.
  private func contractionLast(_ x: Tensor, _ axis: Int) -> (matrix: Tensor, others: [Int]) {
    let others = (1..<x.rank).filter { $0 != axis }
    let extents = others.map { x.shape[$0] }
    let turned = x.transposed(axes: [0] + others + [axis])
    return (turned.reshaped(to: [x.shape[0], extents.reduce(1, *), x.shape[axis]]), extents)
  }

  /// The axes of inputs of these shapes, counted from the front.
  private func contractedAxes(_ shapes: [Shape]) throws -> [Int] {
    guard shapes.count == 2 else {
      throw KeratinError(
        .argument, expected: "an array of two tensors", received: "\(shapes.count)",
        suggestion: "Dot(axes: 1)([a, b])")
    }
    let places = [axes[0], axes[axes.count - 1]]
    let found = zip(places, shapes).compactMap { $1.normalized(axis: $0) }
    guard found.count == 2, !found.contains(0) else {
      throw KeratinError(
        .argument, expected: "an axis of each input that is not the batch",
        received: "axes \(places) for shapes \(shapes[0]) and \(shapes[1])")
    }
    for (first, second) in [(0, 0), (found[0], found[1])] {
      let extents = [shapes[0][first], shapes[1][second]]
      guard extents[0] == extents[1] || extents.contains(Shape.unknown) else {
        throw KeratinError(
          .shape, expected: "axis \(first) of the first input to be as long as axis \(second) of the second",
          received: "shapes \(shapes[0]) and \(shapes[1])")
      }
    }
    return found
  }

  public override var supportsMasking: Bool { true }

  /// None: what is left of the inputs' steps are not steps of the result.
  public override func computeMask(_ inputs: [Tensor], _ results: [Tensor]) -> [Tensor?] { [nil] }

  public override var config: [String: ConfigValue] {
    let axes: ConfigValue = axes.count == 1 ? .int(axes[0]) : .array(axes.map { .int($0) })
    return super.config.merging(["axes": axes, "normalize": .bool(normalize)]) { $1 }
  }
}

/// For each sample the sums of products of two tensors over one axis of each: calls a new ``Dot``.
///
/// - Parameters:
///   - axes: the axis of both tensors, not the batch; the last by default.
///   - normalize: whether vectors along the axis are divided by their lengths first; false by default.
public func dot(
  _ inputs: [Tensor], axes: Int = -1, normalize: Bool = false, name: String? = nil, file: StaticString = #fileID,
  line: UInt = #line
) -> Tensor {
  Dot(axes: axes, normalize: normalize, name: name)(inputs, file: file, line: line)
}
