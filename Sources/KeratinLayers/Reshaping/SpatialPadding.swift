public import KeratinGraph
public import KeratinKernels

/// The base of layers that put zeros around the spatial axes of each sample.
///
/// Input `[batch, axes…, channels]`, output of the same rank, each axis longer by its margin. Not to be used itself.
public class SpatialPadding: Layer {
  /// For each spatial axis, how many zeros before and after.
  let margins: [Margin]
  public let dataFormat: DataFormat

  init(
    _ margins: [Margin], _ dataFormat: DataFormat, _ name: String?, _ isTrainable: Bool, _ elementType: ElementType?
  ) {
    (self.margins, self.dataFormat) = (margins, dataFormat)
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
    inputSpec = InputSpec(rank: margins.count + 2)
  }

  public override func build(_ input: Shape) throws {
    for margin in margins where margin.before < 0 || margin.after < 0 {
      throw KeratinError(
        .argument, expected: "a padding of 0 or more on each side", received: "(\(margin.before), \(margin.after))",
        suggestion: "Cropping\(margins.count)D")
    }
  }

  public override func call(_ x: Tensor, _ context: CallContext) -> Tensor {
    let around = margins.map { ($0.before, $0.after) }
    return x.padded(dataFormat == .channelsLast ? [(0, 0)] + around + [(0, 0)] : [(0, 0), (0, 0)] + around)
  }

  public override var config: [String: ConfigValue] {
    let pairs = margins.map(\.serialized)
    return super.config.merging([
      "padding": margins.count == 1 ? pairs[0] : .array(pairs), "data_format": .string(dataFormat.rawValue),
    ]) { $1 }
  }
}
