public import KeratinKernels

/// Throws unless the elements are the same values: NaN like NaN, −0 like 0.
@specialized(where T == Float)
@specialized(where T == Double)
@specialized(where T == Int32)
@specialized(where T == UInt8)
public func requireEqual<T: Scalar>(_ received: [T], _ expected: [T]) throws(Mismatch) {
  try require(received, expected) { a, b in a == b || (a != a && b != b) ? nil : "" }
}

/// Throws unless the elements have the same bits.
public func requireSameBits<T: Scalar>(_ received: [T], _ expected: [T]) throws(Mismatch) {
  let different = firstDifferenceInBits(received, expected)
  var index = 0
  try require(received, expected) { _, _ in
    index += 1
    return index - 1 == different ? " to the bit" : nil
  }
}

/// Throws unless each element is the nearest to the exact one or at most `ulps` units in the last place from it.
@specialized(where T == Float)
@specialized(where T == Double)
public func requireClose<T: FloatingScalar>(_ received: [T], _ exact: [Double], ulps: Double) throws(Mismatch) {
  // `exact` itself is rounded to Double.
  let bound = ulps + (T.self == Float.self ? 0x1p-20 : 1)
  try require(received, exact) { value, exact in
    let distance = value.ulps(from: exact)
    return distance <= bound || value == T(rounding: exact) ? nil : " within \(ulps) ULP, is \(distance) away"
  }
}

/// Throws unless each element is at most its bound from the exact one; what is not finite must be the same.
@specialized(where T == Float)
@specialized(where T == Double)
public func requireClose<T: FloatingScalar>(
  _ received: [T], _ exact: [Double], within bounds: [Double]
) throws(Mismatch) {
  var index = 0
  try require(received, exact) { value, exact in
    let bound = bounds[index] + T.leastNonzeroMagnitude.asDouble
    index += 1
    let distance = (value.asDouble - exact).magnitude
    if distance <= bound { return nil }
    if value.isNaN && exact.isNaN || value == T(rounding: exact) { return nil }
    return " within \(bound), is \(distance) away"
  }
}

/// Throws unless each element is as near to a fused kernel's definition as its rounding allows: 8 times the largest
/// difference between the definition in this type and in Double on the same operands, plus 4 ULP of the largest value.
@specialized(where T == Float)
@specialized(where T == Double)
public func requireClose<T: FloatingScalar>(
  _ received: [T], definition: [T], inDouble exact: [Double]
) throws(Mismatch) {
  var difference = 0.0
  var largest = T(rounding: 0)
  for (value, exact) in zip(definition, exact) where value.isFinite && exact.isFinite {
    difference = max(difference, (value.asDouble - exact).magnitude)
    largest = max(largest, T(rounding: exact.magnitude))
  }
  let bound = 8 * difference + 4 * min(largest, .greatestFiniteMagnitude).ulp.asDouble
  try requireClose(received, exact, within: [Double](repeating: bound, count: exact.count))
}

/// Calls `complaint` on each pair; it gives `nil` where they agree, else what to say after the expected value.
@inline(__always)
private func require<A, B>(
  _ received: [A], _ expected: [B], _ complaint: (A, B) -> String?
) throws(Mismatch) {
  guard received.count == expected.count else {
    throw Mismatch(at: nil, of: expected.count, "\(received.count)", expected: "\(expected.count)")
  }
  for index in expected.indices {
    if let addition = complaint(received[index], expected[index]) {
      throw Mismatch(
        at: index, of: expected.count, "\(received[index])", expected: "\(expected[index])\(addition)")
    }
  }
}

/// 8·√terms times the largest difference between the definition in Float and in Double, and 4 units in the last place of the
/// largest value, or of those that a result is the difference of: the errors of a sum of so many terms in Float grow with the root of
/// their number.
public func requireNear<T: FloatingScalar>(
  _ received: [[T]], _ definition: [[T]], _ exact: [[Double]], terms: Int, differencesOf magnitudes: [Double] = []
) throws {
  for (index, (received, (definition, exact))) in zip(received, zip(definition, exact)).enumerated() {
    let difference = zip(definition, exact).reduce(0) { max($0, ($1.0.asDouble - $1.1).magnitude) }
    let largest = exact.reduce(index < magnitudes.count ? magnitudes[index] : 0) { max($0, $1.magnitude) }
    let bound = 8 * Double(terms).squareRoot() * difference + 4 * T(rounding: largest).ulp.asDouble
    try requireClose(received, exact, within: [Double](repeating: bound, count: exact.count))
  }
}
