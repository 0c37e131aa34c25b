public import KeratinGraph
public import KeratinKernels

/// The base of layers that cut off the ends of the spatial axes of each sample.
///
/// Input `[batch, axes…, channels]`, output of the same rank, each axis shorter by its margin. Not to be used itself.
public class SpatialCropping: Layer {
  /// For each spatial axis, how many elements to cut off before and after.
  let margins: [Margin]
  public let dataFormat: DataFormat

  init(
    _ margins: [Margin], _ dataFormat: DataFormat, _ name: String?, _ isTrainable: Bool, _ elementType: ElementType?
  ) {
    (self.margins, self.dataFormat) = (margins, dataFormat)
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
    inputSpec = InputSpec(rank: margins.count + 2)
  }

  public override func build(_ input: Shape) throws { try check(input) }

  public override func call(_ x: Tensor, _ context: CallContext) throws -> Tensor {
    try check(x.shape)
    let slices = zip(margins, axes.map { x.shape[$0] }).map { margin, extent in
      AxisSlice.range(start: margin.before, end: extent - margin.after, step: 1)
    }
    return x.sliced((dataFormat == .channelsLast ? [.all] : [.all, .all]) + slices)
  }

  private var axes: [Int] { dataFormat.spatialAxes(margins.count) }

  private func check(_ shape: Shape) throws {
    for (axis, margin) in zip(axes, margins) {
      guard margin.before >= 0, margin.after >= 0 else {
        throw KeratinError(
          .argument, expected: "a cropping of 0 or more on each side",
          received: "(\(margin.before), \(margin.after))", suggestion: "ZeroPadding\(margins.count)D")
      }
      let extent = shape[axis]
      guard extent == Shape.unknown || margin.before < extent && margin.after < extent - margin.before else {
        throw KeratinError(
          .shape, expected: "axis \(axis) to be longer than the \(margin.before) + \(margin.after) that are cut off",
          received: "shape \(shape)")
      }
    }
  }

  public override var config: [String: ConfigValue] {
    let pairs = margins.map(\.serialized)
    let own: [String: ConfigValue] =
      margins.count == 1
      ? ["cropping": pairs[0]] : ["cropping": .array(pairs), "data_format": .string(dataFormat.rawValue)]
    return super.config.merging(own) { $1 }
  }
}
