internal import KeratinGraph
public import KeratinKernels

/// Images brought to one size.
///
/// Input `[batch, rows, columns, channels]`, output `[batch, height, width, channels]`, both with the channels first where `dataFormat`
/// says so.
public final class Resizing: ImageLayer {
  public let interpolation: Interpolation
  public let cropToAspectRatio: Bool
  public let padToAspectRatio: Bool
  public let fillValue: Double
  public let antialias: Bool

  /// - Parameters:
  ///   - height: the rows of the result.
  ///   - width: the columns of the result.
  ///   - interpolation: `.bilinear` by default.
  ///   - cropToAspectRatio: whether the proportions are kept, and what is too much in one direction is cut off; false by default.
  ///   - padToAspectRatio: whether the proportions are kept, and what is missing in one direction is filled; false by default. Not together
  ///     with `cropToAspectRatio`.
  ///   - fillValue: what is filled in; 0 by default.
  ///   - antialias: whether a smaller image is made of all pixels of the larger one, not of those nearest alone; false by default.
  ///   - dataFormat: where the channels stand; `.channelsLast` by default.
  public init(
    height: Int, width: Int, interpolation: Interpolation = .bilinear, cropToAspectRatio: Bool = false,
    padToAspectRatio: Bool = false, fillValue: Double = 0, antialias: Bool = false,
    dataFormat: DataFormat = .channelsLast, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    self.interpolation = interpolation
    (self.cropToAspectRatio, self.padToAspectRatio) = (cropToAspectRatio, padToAspectRatio)
    (self.fillValue, self.antialias) = (fillValue, antialias)
    super.init(height, width, dataFormat, name, isTrainable, elementType)
  }

  public override func build(_ input: Shape) throws {
    try super.build(input)
    guard !(cropToAspectRatio && padToAspectRatio) else {
      throw KeratinError(
        .argument, expected: "one of cropToAspectRatio and padToAspectRatio", received: "both")
    }
  }

  override func sized(_ x: Tensor) -> Tensor {
    let x = cropToAspectRatio ? croppedToAspectRatio(x) : padToAspectRatio ? padded(x) : x
    let rows = interpolation.resized(x, axis: 1, to: height, antialias: antialias)
    return interpolation.resized(rows, axis: 2, to: width, antialias: antialias)
  }

  /// Images with as much around them, on two sides, as gives them the proportions of the layer's size, in whole pixels as Keras
  /// counts them.
  private func padded(_ x: Tensor) -> Tensor {
    func margin(_ whole: Int, _ other: Int, _ numerator: Int, _ denominator: Int) -> Int {
      let wanted = Double(other) * Double(numerator) / Double(denominator)
      return Int(Swift.max(0, (Swift.min(wanted, 0x1p60).rounded(.down) - Double(whole)) / 2))
    }
    let rows = margin(x.shape[1], x.shape[2], height, width)
    let columns = rows > 0 ? 0 : margin(x.shape[2], x.shape[1], width, height)
    if rows == 0, columns == 0 { return x }
    return x.padded([(0, 0), (rows, rows), (columns, columns), (0, 0)], value: fillValue)
  }

  public override var config: [String: ConfigValue] {
    super.config.merging([
      "interpolation": .string(interpolation.rawValue), "crop_to_aspect_ratio": .bool(cropToAspectRatio),
      "pad_to_aspect_ratio": .bool(padToAspectRatio), "fill_mode": "constant", "fill_value": .double(fillValue),
      "antialias": .bool(antialias),
    ]) { $1 }
  }
}

extension Resizing: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    try config.accept("fill_mode", only: "constant")
    self.init(
      height: try config("height"), width: try config("width"),
      interpolation: try config("interpolation", or: .bilinear),
      cropToAspectRatio: try config("crop_to_aspect_ratio", or: false),
      padToAspectRatio: try config("pad_to_aspect_ratio", or: false), fillValue: try config("fill_value", or: 0),
      antialias: try config("antialias", or: false), dataFormat: try config.dataFormat())
  }
}
