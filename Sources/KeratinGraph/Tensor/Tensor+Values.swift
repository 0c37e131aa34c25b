public import KeratinKernels

extension Tensor {
  /// The elements in row-major order, converted to `T`.
  ///
  /// Throws what went wrong if the tensor carries an error, and where no numbers exist: in a planned trace, of a functional tensor.
  public func scalars<T: Scalar>(as type: T.Type = T.self) throws -> [T] {
    let buffer = try buffer()
    func read<S: Scalar>(_: S.Type) -> [T] {
      buffer.withElements(S.self) { elements in
        if let same = elements as? UnsafeBufferPointer<T> { return Array(same[..<count]) }
        return elements[..<count].map { T(rounding: $0.asDouble) }
      }
    }
    return read(elementType.scalar)
  }

  /// The only element, converted to `T`. Throws where there is not exactly one.
  public func scalar<T: Scalar>(as type: T.Type = T.self) throws -> T {
    let values = try scalars(as: T.self)
    guard values.count == 1 else {
      throw KeratinError(
        .shape, expected: "a tensor of one element", received: "shape \(shape)", operation: "scalar",
        suggestion: "scalars()")
    }
    return values[0]
  }

  /// The first of `rows`, indices along the first axis, that holds NaN or infinity; `nil` if none does.
  public func firstNonFiniteRow(among rows: [Int]) throws -> Int? {
    guard rank > 0, shape[0] > 0 else { return nil }
    let row = TensorType(shape.droppingFirst, elementType)
    let address = try buffer().address
    return rows.first { firstNonFinite(address + $0 * row.byteCount, row) != nil }
  }

  /// Whether no element is NaN or infinite.
  public func isAllFinite() throws -> Bool { firstNonFinite(try buffer().address, type) == nil }
}
