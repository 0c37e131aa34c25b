public import KeratinKernels

/// Each volume without some of its border.
///
/// Input `[batch, planes, rows, columns, channels]`, output of the same rank, shorter by the cropping.
public final class Cropping3D: SpatialCropping {
  /// - Parameters:
  ///   - cropping: how many elements to cut off at each end of every axis: `2`; 1 by default.
  ///   - dataFormat: where the channels stand; last by default.
  public convenience init(
    _ cropping: Margin = 1, dataFormat: DataFormat = .channelsLast, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    self.init(
      planes: cropping, rows: cropping, columns: cropping, dataFormat: dataFormat, name: name, isTrainable: isTrainable,
      elementType: elementType)
  }

  /// - Parameters:
  ///   - planes: how many planes to cut off in front and behind.
  ///   - rows: how many rows to cut off above and below.
  ///   - columns: how many columns to cut off left and right.
  ///   - dataFormat: where the channels stand; last by default.
  public init(
    planes: Margin, rows: Margin, columns: Margin, dataFormat: DataFormat = .channelsLast, name: String? = nil,
    isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    super.init([planes, rows, columns], dataFormat, name, isTrainable, elementType)
  }
}

extension Cropping3D: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    let margins = try config.margins("cropping", or: 1, count: 3)
    self.init(planes: margins[0], rows: margins[1], columns: margins[2], dataFormat: try config.dataFormat())
  }
}
