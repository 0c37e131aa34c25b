public import KeratinKernels

/// Zeros around each image.
///
/// Input `[batch, rows, columns, channels]`, output of the same rank, longer by the padding.
public final class ZeroPadding2D: SpatialPadding {
  /// - Parameters:
  ///   - padding: how many zeros at each end of every axis: `2`; 1 by default.
  ///   - dataFormat: where the channels stand; last by default.
  public convenience init(
    _ padding: Margin = 1, dataFormat: DataFormat = .channelsLast, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    self.init(
      rows: padding, columns: padding, dataFormat: dataFormat, name: name, isTrainable: isTrainable,
      elementType: elementType)
  }

  /// - Parameters:
  ///   - rows: how many zeros above and below.
  ///   - columns: how many zeros left and right.
  ///   - dataFormat: where the channels stand; last by default.
  public init(
    rows: Margin, columns: Margin, dataFormat: DataFormat = .channelsLast, name: String? = nil,
    isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    super.init([rows, columns], dataFormat, name, isTrainable, elementType)
  }
}

extension ZeroPadding2D: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    let margins = try config.margins("padding", or: 1, count: 2)
    self.init(rows: margins[0], columns: margins[1], dataFormat: try config.dataFormat())
  }
}
