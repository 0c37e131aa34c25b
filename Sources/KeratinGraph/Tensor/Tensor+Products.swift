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

  /// The sum of products over the last axis of this tensor and the last but one (of a vector the only one) of `other`, for all
  /// combinations of the remaining axes; with a number, the product. NumPy's `dot`.
  public func dot(_ other: Tensor, file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    if rank == 0 || other.rank == 0 { return self * other }
    if other.rank <= 2 { return matmul(other, file: file, line: line) }
    let order = [other.rank - 2] + Array(0..<(other.rank - 2)) + [other.rank - 1]
    let others = order.dropFirst().map { other.shape[$0] }
    let columns = other.transposed(axes: order).reshaped(to: [other.shape[-2], Shape(others).count])
    return matmul(columns, file: file, line: line)
      .reshaped(to: Shape(shape.dimensions.dropLast() + others), file: file, line: line)
  }

  /// The product of each element of this tensor with each of `other`: `[m]` and `[n]` give `[m, n]`. Both are flattened first.
  public func outer(_ other: Tensor) -> Tensor {
    flattened().expandingDimension(at: 1) * other.flattened().expandingDimension(at: 0)
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
