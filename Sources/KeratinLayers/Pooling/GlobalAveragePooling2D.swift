public import KeratinGraph
public import KeratinKernels

/// The mean of each channel of an image.
///
/// Input `[batch, rows, columns, channels]`, output `[batch, channels]`, or with extent 1 in place of each axis between.
public final class GlobalAveragePooling2D: GlobalPooling {
  /// - Parameters:
  ///   - dataFormat: where the channels stand; last by default.
  ///   - keepDims: whether the axes between batch and channels stay, with extent 1; false by default.
  public init(
    dataFormat: DataFormat = .channelsLast, keepDims: Bool = false, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    super.init(2, dataFormat, keepDims, name, isTrainable, elementType)
  }

  public override func call(_ x: Tensor, _ context: CallContext) -> Tensor {
    x.mean(axes: spatialAxes, keepDims: keepDims)
  }
}

extension GlobalAveragePooling2D: PlainGlobalPooling {}
