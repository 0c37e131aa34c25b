public import KeratinKernels

/// Random operands, the same in every run: a name gives its own stream.
public struct TestData {
  private var source: RandomSource

  public init(_ name: String) { source = RandomSource(RandomKey(seed: 20).folded(name)) }

  /// `count` numbers evenly between the bounds.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public mutating func uniform<T: FloatingScalar>(
    _ count: Int, from low: Double = -1, to high: Double = 1, as type: T.Type = T.self
  ) -> [T] {
    (0..<count).map { _ in T(rounding: low + (high - low) * source.uniform()) }
  }

  /// `count` numbers of either sign, their magnitudes evenly spread over the powers of two between the exponents.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public mutating func spread<T: FloatingScalar>(
    _ count: Int, exponents: ClosedRange<Int>, as type: T.Type = T.self
  ) -> [T] {
    (0..<count).map { _ in
      let exponent = exponents.lowerBound + Int(source.next() % UInt64(exponents.count))
      let magnitude = Double(sign: .plus, exponent: exponent, significand: 1 + source.uniform())
      return T(rounding: source.next() % 2 == 0 ? magnitude : -magnitude)
    }
  }

  /// `count` whole numbers of any scalar type, evenly from the range.
  @specialized(where T == Float)
  @specialized(where T == Double)
  @specialized(where T == Int32)
  @specialized(where T == UInt8)
  public mutating func integers<T: Scalar>(
    _ count: Int, _ range: ClosedRange<Int>, as type: T.Type = T.self
  ) -> [T] {
    (0..<count).map { _ in
      T(rounding: Double(range.lowerBound + Int(source.next() % UInt64(range.count))))
    }
  }
}
