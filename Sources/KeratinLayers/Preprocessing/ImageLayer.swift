public import KeratinGraph
public import KeratinKernels

/// The base of layers that make images of one size. Not to be used itself.
///
/// Input `[batch, rows, columns, channels]`, output `[batch, height, width, channels]`, both with the channels first where `dataFormat`
/// says so.
public class ImageLayer: SpatialLayer {
  public let height: Int
  public let width: Int

  override class var spatialRank: Int { 2 }

  init(
    _ height: Int, _ width: Int, _ dataFormat: DataFormat, _ name: String?, _ isTrainable: Bool,
    _ elementType: ElementType?
  ) {
    (self.height, self.width) = (height, width)
    super.init(dataFormat, name, isTrainable, elementType)
  }

  public override func build(_ input: Shape) throws {
    let limit = 1 << 20
    guard (1...limit).contains(height), (1...limit).contains(width) else {
      throw KeratinError(
        .argument, expected: "a height and a width of 1 to \(limit)", received: "\(height) and \(width)")
    }
  }

  public override func call(_ x: Tensor, _ context: CallContext) throws -> Tensor {
    let x = channelsLast(x)
    guard x.shape[1] > 0, x.shape[2] > 0 else {
      throw KeratinError(.shape, expected: "images of at least one pixel", received: "shape \(x.shape)")
    }
    return restored(sized(x))
  }

  /// Images with their channels last in the layer's size.
  func sized(_ x: Tensor) -> Tensor { x }

  /// The largest part from the middle of images that has the proportions of the layer's size, in whole pixels as Keras counts them.
  func croppedToAspectRatio(_ x: Tensor) -> Tensor {
    let (rows, columns) = (x.shape[1], x.shape[2])
    func part(_ whole: Int, _ other: Int, _ numerator: Int, _ denominator: Int) -> Range<Int> {
      let wanted = Double(other) * Double(numerator) / Double(denominator)
      let extent = Swift.max(Int(Swift.min(Double(whole), wanted)), 1)
      let start = (whole - extent) / 2
      return start..<(start + extent)
    }
    return x.sliced([.all, part(rows, columns, height, width).slice, part(columns, rows, width, height).slice])
  }

  public override var config: [String: ConfigValue] {
    super.config.merging(["height": .int(height), "width": .int(width)]) { $1 }
  }
}
