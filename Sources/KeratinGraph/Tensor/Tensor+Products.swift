public import KeratinKernels

extension Tensor {
  /// The matrix product with `other` over the last axis of this tensor and the last but one of `other`.
  ///
  /// Axes before the last two are batch axes and broadcast. A vector on the left counts as a row, on the right as a column, and that axis is
  /// missing from the result, as in NumPy.
  ///
  /// - Parameters:
  ///   - transposeA: whether the last two axes of this tensor are read exchanged.
  ///   - transposeB: whether the last two axes of `other` are read exchanged.
  public func matmul(
    _ other: Tensor, transposeA: Bool = false, transposeB: Bool = false, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    let (a, b) = Tensor.promoted(self, other)
    return apply(
      MatMul(transposeA: transposeA, transposeB: transposeB), a, b, site: CallSite(file, line))
  }
}

/// activation(x·W + b) in one kernel.
///
/// - Parameters:
///   - x: shape `[..., inputs]` with at least two axes.
///   - kernel: W, shape `[inputs, units]`.
///   - bias: b, shape `[units]`; none for `nil`.
///   - activation: applied to each element.
/// - Returns: shape `[..., units]`.
public func dense(
  _ x: Tensor, _ kernel: Tensor, bias: Tensor? = nil, activation: ActivationKind = .linear
) -> Tensor {
  apply(DenseOperation(activation: activation), Tensor.promoted([x, kernel] + (bias.map { [$0] } ?? [])))[0]
}
