public import KeratinGraph
public import KeratinKernels

/// Each sample divided by the root of its mean square along some axes: y = x / √(mean x² + ε)·γ.
///
/// Input of any shape that has the axes, output of the same; γ, which is learned, has the extents of the axes.
/// Source: Zhang, Sennrich, "Root Mean Square Layer Normalization", NeurIPS 2019.
public final class RMSNormalization: Layer {
  /// The axes along which the mean is taken.
  public let axes: [Int]
  public let epsilon: Double
  public let scale = Variable("scale", initializer: .ones)

  /// - Parameters:
  ///   - axes: along which the mean is taken; the last by default. Negatives count from the end.
  ///   - epsilon: added to the mean, at least 0; 1e-6 by default.
  public init(
    axes: [Int] = [-1], epsilon: Double = 1e-6, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    (self.axes, self.epsilon) = (axes.sorted(), epsilon)
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
  }

  public override func build(_ input: Shape) throws {
    guard epsilon >= 0 else {
      throw KeratinError(.argument, expected: "epsilon to be at least 0", received: "\(epsilon)")
    }
    add(scale, shape: Shape(try normalizedAxes(axes, of: input).map { input[$0] }))
  }

  public override func call(_ x: Tensor, _ context: CallContext) throws -> Tensor {
    let x = x.elementType.isFloating ? x : x.cast(to: elementType)
    let axes = try normalizedAxes(axes, of: x.shape)
    if axes == Array((x.rank - axes.count)..<x.rank) {
      return layerNormalized(
        x, gamma: scale.value, beta: Tensor.zeros(like: scale.value), epsilon: epsilon, centers: false
      ).y
    }
    let inverse = rsqrt(square(x).mean(axes: axes, keepDims: true) + epsilon)
    return x * inverse * scale.value.reshaped(to: x.shape.keeping(axes))
  }

  public override var config: [String: ConfigValue] {
    super.config.merging(["axis": .array(axes.map { .int($0) }), "epsilon": .double(epsilon)]) { $1 }
  }
}

extension RMSNormalization: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(axes: try config.perAxis("axis", or: -1), epsilon: try config("epsilon", or: 1e-6))
  }
}
