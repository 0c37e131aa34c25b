public import KeratinKernels

/// Zeros around each volume.
///
/// Input `[batch, planes, rows, columns, channels]`, output of the same rank, longer by the padding.
public final class ZeroPadding3D: SpatialPadding {
  /// - Parameters:
  ///   - padding: how many zeros at each end of every axis: `2`; 1 by default.
  ///   - dataFormat: where the channels stand; last by default.
  public convenience init(
    _ padding: Margin = 1, dataFormat: DataFormat = .channelsLast, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    self.init(
      planes: padding, rows: padding, columns: padding, dataFormat: dataFormat, name: name, isTrainable: isTrainable,
      elementType: elementType)
  }

  /// - Parameters:
  ///   - planes: how many zeros in front and behind.
  ///   - rows: how many zeros above and below.
  ///   - columns: how many zeros left and right.
  ///   - dataFormat: where the channels stand; last by default.
  public init(
    planes: Margin, rows: Margin, columns: Margin, dataFormat: DataFormat = .channelsLast, name: String? = nil,
    isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    super.init([planes, rows, columns], dataFormat, name, isTrainable, elementType)
  }
}

extension ZeroPadding3D: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    let margins = try config.margins("padding", or: 1, count: 3)
    self.init(planes: margins[0], rows: margins[1], columns: margins[2], dataFormat: try config.dataFormat())
  }
}
