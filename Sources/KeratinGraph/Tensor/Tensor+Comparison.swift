internal import KeratinKernels

/// Comparisons of whole tensors. (`==` is not one of them: it would be taken for `.==`, which compares element by element.)
extension Tensor {
  /// Whether shapes agree and every two elements differ by at most `atol + rtol·|other|`. NaN is close to nothing, an infinity to itself.
  public func isClose(to other: Tensor, rtol: Double = 1e-5, atol: Double = 1e-8) throws -> Bool {
    let (a, b) = (try scalars(as: Double.self), try other.scalars(as: Double.self))
    return shape == other.shape
      && zip(a, b).allSatisfy {
        $0 == $1 || ($0.isFinite && $1.isFinite && ($0 - $1).magnitude <= atol + rtol * $1.magnitude)
      }
  }

  /// Whether shapes, element types and all bits agree; so NaN is identical to the same NaN, and 0 not to −0.
  public func isIdentical(to other: Tensor) throws -> Bool {
    let (a, b) = (try buffer(), try other.buffer())
    guard type == other.type else { return false }
    return a.withElements(UInt8.self) { a in
      b.withElements(UInt8.self) { b in a[..<type.byteCount].elementsEqual(b[..<type.byteCount]) }
    }
  }
}
