public import KeratinKernels

/// Each volume without some of its border.
///
/// Input `[batch, planes, rows, columns, channels]`, output of the same rank, shorter by the cropping.
public final class Cropping3D: SpatialCropping {
  /// - Parameter cropping: how many elements to cut off at each end of every axis: `2`; 1 by default.
  public convenience init(
    _ cropping: Margin = 1, name: String? = nil, isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    self.init(
      planes: cropping, rows: cropping, columns: cropping, name: name, isTrainable: isTrainable,
      elementType: elementType)
  }

  /// - Parameters:
  ///   - planes: how many planes to cut off in front and behind.
  ///   - rows: how many rows to cut off above and below.
  ///   - columns: how many columns to cut off left and right.
  public init(
    planes: Margin, rows: Margin, columns: Margin, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    super.init([planes, rows, columns], name, isTrainable, elementType)
  }
}

extension Cropping3D: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    try config.requireChannelsLast()
    let margins = try config.margins("cropping", or: 1, count: 3)
    self.init(planes: margins[0], rows: margins[1], columns: margins[2])
  }
}
