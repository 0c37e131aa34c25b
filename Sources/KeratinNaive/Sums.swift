internal import KeratinKernels

/// Many sums at once, each starting at 0: floating types add up in Double, integers wrap around in their own type.
struct Sums<T: ArithmeticScalar> {
  private var reals: [Double] = []
  private var integers: [T] = []

  @inline(__always)
  init(count: Int) {
    if T.elementType.isFloating {
      reals = [Double](repeating: 0, count: count)
    } else {
      integers = [T](repeating: T(rounding: 0), count: count)
    }
  }

  @inline(__always)
  mutating func add(_ value: T, at index: Int) {
    if T.elementType.isFloating {
      reals[index] += value.asDouble
    } else {
      integers[index] = T.sum(integers[index], value)
    }
  }

  @inline(__always)
  func store(into result: inout MutableSpan<T>) {
    for i in result.indices { result[i] = T.elementType.isFloating ? T(rounding: reals[i]) : integers[i] }
  }
}
