public import KeratinKernels

/// Zeros around each image.
///
/// Input `[batch, rows, columns, channels]`, output of the same rank, longer by the padding.
public final class ZeroPadding2D: SpatialPadding {
  /// - Parameter padding: how many zeros at each end of every axis: `2`; 1 by default.
  public convenience init(
    _ padding: Margin = 1, name: String? = nil, isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    self.init(rows: padding, columns: padding, name: name, isTrainable: isTrainable, elementType: elementType)
  }

  /// - Parameters:
  ///   - rows: how many zeros above and below.
  ///   - columns: how many zeros left and right.
  public init(
    rows: Margin, columns: Margin, name: String? = nil, isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    super.init([rows, columns], name, isTrainable, elementType)
  }
}

extension ZeroPadding2D: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    try config.requireChannelsLast()
    let margins = try config.margins("padding", or: 1, count: 2)
    self.init(rows: margins[0], columns: margins[1])
  }
}
