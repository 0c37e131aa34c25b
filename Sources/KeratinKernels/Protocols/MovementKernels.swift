/// Primitives that move elements and do not change them, for every scalar type.
public protocol MovementKernels: Sendable {
  /// y[i] = value.
  func fill<T: Scalar>(_ value: T, into y: inout MutableSpan<T>)

  /// y[i₀, i₁, …] = x[offset + Σ iₖ·strides[k]].
  func copy<T: Scalar>(_ x: Span<T>, _ descriptor: StridedCopy, into y: inout MutableSpan<T>)

  /// The adjoint of ``copy(_:_:into:)``: x = 0, then x[offset + Σ iₖ·strides[k]] += y[i₀, i₁, …]. What meets in one element
  /// is added in an order that the descriptor alone decides; integers wrap around.
  func copyAdjoint<T: ArithmeticScalar>(_ y: Span<T>, _ descriptor: StridedCopy, into x: inout MutableSpan<T>)

  /// Joins the operands along one axis.
  func concatenate<T: Scalar>(_ operands: Operands, _ descriptor: Concatenation, into y: inout MutableSpan<T>)

  /// y[i, :] = table[indices[i], :]; a row of NaN (0 in integer types) for an index outside the table.
  func gather<T: Scalar>(
    _ table: Span<T>, _ indices: Span<Int32>, _ descriptor: RowGather, into y: inout MutableSpan<T>)

  /// The adjoint of ``gather(_:_:_:into:)``: table = 0, then table[indices[i], :] += y[i, :], in order of i;
  /// rows of y for an index outside the table are passed over.
  func gatherAdjoint<T: ArithmeticScalar>(
    _ y: Span<T>, _ indices: Span<Int32>, _ descriptor: RowGather, into table: inout MutableSpan<T>)

  /// y[i, j] = 1 where labels[i] = j, else 0; a row of zeros for a label outside 0..<length.
  func oneHot<T: ArithmeticScalar>(_ labels: Span<Int32>, _ rows: Rows, into y: inout MutableSpan<T>)

  /// y[i] = x[i] as another type: to floats rounds to nearest (beyond the range ±∞), to integers truncates toward zero and
  /// saturates at the limits, NaN to 0.
  func cast<S: Scalar, T: Scalar>(_ x: Span<S>, into y: inout MutableSpan<T>)
}
