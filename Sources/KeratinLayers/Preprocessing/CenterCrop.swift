internal import KeratinGraph
public import KeratinKernels

/// The middle of images. One that is smaller in a direction gives its largest part of the same proportions, enlarged.
///
/// Input `[batch, rows, columns, channels]`, output `[batch, height, width, channels]`, both with the channels first where `dataFormat`
/// says so.
public final class CenterCrop: ImageLayer {
  /// - Parameters:
  ///   - height: the rows of the result.
  ///   - width: the columns of the result.
  ///   - dataFormat: where the channels stand; `.channelsLast` by default.
  public init(
    height: Int, width: Int, dataFormat: DataFormat = .channelsLast, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    super.init(height, width, dataFormat, name, isTrainable, elementType)
  }

  override func sized(_ x: Tensor) -> Tensor {
    let (top, left) = (x.shape[1] - height, x.shape[2] - width)
    if top >= 0, left >= 0 {
      return x.sliced([.all, (top / 2..<top / 2 + height).slice, (left / 2..<left / 2 + width).slice])
    }
    let rows = Interpolation.bilinear.resized(croppedToAspectRatio(x), axis: 1, to: height)
    return Interpolation.bilinear.resized(rows, axis: 2, to: width)
  }
}

extension CenterCrop: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(height: try config("height"), width: try config("width"), dataFormat: try config.dataFormat())
  }
}
