public import KeratinGraph
public import KeratinKernels

/// eˣ / Σ eˣ along an axis: numbers that are positive and sum to 1.
///
/// Input of any shape that has the axis, output of the same. Where the input's mask has as many axes as the input, elements that it
/// excludes are 0 and the others sum to 1; a mask of whole steps is only passed on.
public final class Softmax: Layer {
  public let axis: Int

  /// - Parameter axis: along which the results sum to 1; the last by default.
  public init(axis: Int = -1, name: String? = nil, isTrainable: Bool = true, elementType: ElementType? = nil) {
    self.axis = axis
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
  }

  public override func call(_ x: Tensor, _ context: CallContext) -> Tensor {
    guard let mask = context.mask(of: x), mask.rank == x.rank else { return softmax(x, axis: axis) }
    return maskedSoftmax(x, mask, axis: axis)
  }

  public override var supportsMasking: Bool { true }

  public override var config: [String: ConfigValue] { super.config.merging(["axis": .int(axis)]) { $1 } }
}

extension Softmax: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(axis: try config("axis", or: -1))
  }
}
