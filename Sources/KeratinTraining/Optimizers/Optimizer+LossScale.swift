public import KeratinGraph
internal import KeratinKernels

/// Losses made larger before they are differentiated, so that small gradients stay above what a narrow element type can hold.
extension Optimizer {
  /// s·loss, with s the ``lossScaleFactor``; the loss itself where there is none. Differentiate this in a `trainStep` of your own:
  /// ``apply(_:to:)`` divides the gradients by s.
  public func scaledLoss(_ loss: Tensor) -> Tensor { lossScaleFactor.map { loss * $0 } ?? loss }

  func unscaled(_ gradients: [Tensor]) -> [Tensor] {
    lossScaleFactor.map { scale in gradients.map { $0 / scale } } ?? gradients
  }

  func validateLossScale() throws {
    if let lossScaleFactor, !(lossScaleFactor > 0 && lossScaleFactor.isFinite) {
      throw KeratinError(
        .argument, expected: "a finite lossScaleFactor above 0", received: "\(lossScaleFactor)", operation: name)
    }
  }
}
