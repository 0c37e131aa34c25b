public import KeratinGraph
public import KeratinKernels

/// Each sample divided by its length along some axes: y = x / √Σx². What is shorter than 10⁻¹² is divided by that.
///
/// Input of any shape that has the axes, output of the same.
public final class UnitNormalization: Layer {
  /// The axes along which the sum is taken.
  public let axes: [Int]

  /// - Parameter axes: along which the sum is taken; the last by default. Negatives count from the end.
  public init(
    axes: [Int] = [-1], name: String? = nil, isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    self.axes = axes
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
  }

  public override func call(_ x: Tensor, _ context: CallContext) throws -> Tensor {
    let x = x.elementType.isFloating ? x : x.cast(to: elementType)
    return unitLength(x, axes: try normalizedAxes(axes, of: x.shape), epsilon: 1e-12)
  }

  public override var supportsMasking: Bool { true }

  public override var config: [String: ConfigValue] {
    super.config.merging(["axis": axes.count == 1 ? .int(axes[0]) : .array(axes.map { .int($0) })]) { $1 }
  }
}

extension UnitNormalization: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(axes: try config.perAxis("axis", or: -1))
  }
}
