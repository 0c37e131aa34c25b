public import KeratinGraph
public import KeratinKernels

/// The mean of each channel of a sequence, over the steps that its mask says count; NaN where none does.
///
/// Input `[batch, steps, channels]`, output `[batch, channels]`, or with extent 1 in place of each axis between.
public final class GlobalAveragePooling1D: GlobalPooling {
  /// - Parameters:
  ///   - dataFormat: where the channels stand; last by default.
  ///   - keepDims: whether the axes between batch and channels stay, with extent 1; false by default.
  public init(
    dataFormat: DataFormat = .channelsLast, keepDims: Bool = false, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    super.init(1, dataFormat, keepDims, name, isTrainable, elementType)
  }

  public override func call(_ x: Tensor, _ context: CallContext) -> Tensor {
    guard let mask = context.mask(of: x)?.expandingDimension(at: dataFormat == .channelsLast ? 2 : 1) else {
      return x.mean(axes: spatialAxes, keepDims: keepDims)
    }
    let steps = mask.cast(to: x.elementType)
    return which(mask, x, Tensor(0, elementType: x.elementType)).sum(axes: spatialAxes, keepDims: keepDims)
      / steps.sum(axes: spatialAxes, keepDims: keepDims)
  }

  public override var supportsMasking: Bool { true }

  /// None: no steps are left.
  public override func computeMask(_ inputs: [Tensor], _ results: [Tensor]) -> [Tensor?] { [nil] }
}

extension GlobalAveragePooling1D: PlainGlobalPooling {}
