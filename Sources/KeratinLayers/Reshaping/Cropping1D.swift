public import KeratinKernels

/// Each sequence without some of its first and last steps.
///
/// Input `[batch, steps, channels]`, output of the same rank, shorter by the cropping.
public final class Cropping1D: SpatialCropping {
  /// - Parameter cropping: how many steps to cut off before and after: `2`, `Margin(0, 3)`; 1 on both sides by default.
  public init(_ cropping: Margin = 1, name: String? = nil, isTrainable: Bool = true, elementType: ElementType? = nil) {
    super.init([cropping], .channelsLast, name, isTrainable, elementType)
  }
}

extension Cropping1D: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    let margins = try config.margins("cropping", or: 1, count: 1)
    self.init(margins[0])
  }
}
