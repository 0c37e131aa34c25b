public import KeratinKernels

/// Zeros before and after each sequence.
///
/// Input `[batch, steps, channels]`, output of the same rank, longer by the padding.
public final class ZeroPadding1D: SpatialPadding {
  /// - Parameters:
  ///   - padding: how many zeros before and after: `2`, `Margin(0, 3)`; 1 on both sides by default.
  ///   - dataFormat: where the channels stand; last by default.
  public init(
    _ padding: Margin = 1, dataFormat: DataFormat = .channelsLast, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    super.init([padding], dataFormat, name, isTrainable, elementType)
  }
}

extension ZeroPadding1D: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    let margins = try config.margins("padding", or: 1, count: 1)
    self.init(margins[0], dataFormat: try config.dataFormat())
  }
}
