public import KeratinKernels

/// In training, sets each channel of a sample to 0 as a whole with probability `rate` and multiplies the others by 1 / (1 − rate).
///
/// Input `[batch, planes, rows, columns, channels]`, output of the same shape; else as ``Dropout``.
/// Source: Tompson, Goroshin, Jain, LeCun, Bregler, "Efficient Object Localization Using Convolutional Networks", CVPR 2015.
public final class SpatialDropout3D: SpatialDropout {
  /// - Parameters:
  ///   - rate: in 0...1; at 1 all elements become 0.
  ///   - dataFormat: where the channels stand; last by default.
  ///   - seed: makes the masks the same in each run; by default they follow from ``setRandomSeed(_:)``.
  public init(
    _ rate: Double, dataFormat: DataFormat = .channelsLast, seed: Int? = nil, name: String? = nil,
    isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    super.init(rate, spatialRank: 3, dataFormat, seed, name, isTrainable, elementType)
  }
}

extension SpatialDropout3D: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(try config("rate"), dataFormat: try config.dataFormat(), seed: try config.seed())
  }
}
