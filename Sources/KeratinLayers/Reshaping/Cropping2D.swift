public import KeratinKernels

/// Each image without some of its border.
///
/// Input `[batch, rows, columns, channels]`, output of the same rank, shorter by the cropping.
public final class Cropping2D: SpatialCropping {
  /// - Parameters:
  ///   - cropping: how many elements to cut off at each end of every axis: `2`; 0 by default.
  ///   - dataFormat: where the channels stand; last by default.
  public convenience init(
    _ cropping: Margin = 0, dataFormat: DataFormat = .channelsLast, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    self.init(
      rows: cropping, columns: cropping, dataFormat: dataFormat, name: name, isTrainable: isTrainable,
      elementType: elementType)
  }

  /// - Parameters:
  ///   - rows: how many rows to cut off above and below.
  ///   - columns: how many columns to cut off left and right.
  ///   - dataFormat: where the channels stand; last by default.
  public init(
    rows: Margin, columns: Margin, dataFormat: DataFormat = .channelsLast, name: String? = nil,
    isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    super.init([rows, columns], dataFormat, name, isTrainable, elementType)
  }
}

extension Cropping2D: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    let margins = try config.margins("cropping", or: 0, count: 2)
    self.init(rows: margins[0], columns: margins[1], dataFormat: try config.dataFormat())
  }
}
