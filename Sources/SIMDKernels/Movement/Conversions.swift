internal import CVector
internal import KeratinSIMDTable

/// Conversions of `count` elements; to integers they truncate and saturate, NaN to 0.
func makeConversions() -> MovementTable.Conversions {
  MovementTable.Conversions(
    intToFloat: intToFloat, byteToFloat: byteToFloat, doubleToFloat: doubleToFloat, floatToInt: floatToInt,
    byteToInt: byteToInt, floatToByte: floatToByte, intToByte: intToByte, floatToDouble: floatToDouble)
}

private func intToFloat(_ x: UnsafePointer<Int32>, _ y: UnsafeMutablePointer<Float>, _ count: Int) {
  @inline(__always)
  func convert(_ i: Int, _ width: Int) {
    vector_store_first(y + i, vector_from_int(vector_load_first_int(x + i, width)), width)
  }
  forEachVector(of: count, convert)
}

private func byteToFloat(_ x: UnsafePointer<UInt8>, _ y: UnsafeMutablePointer<Float>, _ count: Int) {
  @inline(__always)
  func convert(_ i: Int, _ width: Int) {
    vector_store_first(y + i, vector_from_byte(vector_load_first_byte(x + i, width)), width)
  }
  forEachVector(of: count, convert)
}

private func doubleToFloat(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Float>, _ count: Int) {
  @inline(__always)
  func convert(_ i: Int, _ width: Int) {
    let low = vector_load_first_double(x + i, min(width, 8))
    let high = width > 8 ? vector_load_first_double(x + (i &+ 8), width &- 8) : Doubles(repeating: 0)
    vector_store_first(y + i, vector_narrow(low, high), width)
  }
  forEachVector(of: count, convert)
}

private func floatToDouble(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Double>, _ count: Int) {
  @inline(__always)
  func convert(_ i: Int, _ width: Int) {
    let value = vector_load_first(x + i, width)
    vector_store_first_double(y + i, vector_widen_low(value), min(width, 8))
    if width > 8 { vector_store_first_double(y + (i &+ 8), vector_widen_high(value), width &- 8) }
  }
  forEachVector(of: count, convert)
}

private func floatToInt(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Int32>, _ count: Int) {
  let limit = Floats(repeating: 0x1p31)
  @inline(__always)
  func convert(_ i: Int, _ width: Int) {
    let value = vector_load_first(x + i, width)
    let whole = vector_truncate(value)
    let notAbove = vector_select_int(vector_less_equal(limit, value), Integers(repeating: .max), whole)
    let isBelow = vector_less_equal(value, Floats(repeating: -0x1p31))
    let inside = vector_select_int(isBelow, Integers(repeating: .min), notAbove)
    vector_store_first_int(y + i, vector_select_int(vector_is_nan(value), .zero, inside), width)
  }
  forEachVector(of: count, convert)
}

private func byteToInt(_ x: UnsafePointer<UInt8>, _ y: UnsafeMutablePointer<Int32>, _ count: Int) {
  @inline(__always)
  func convert(_ i: Int, _ width: Int) {
    vector_store_first_int(y + i, vector_int_from_byte(vector_load_first_byte(x + i, width)), width)
  }
  forEachVector(of: count, convert)
}

private func floatToByte(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<UInt8>, _ count: Int) {
  @inline(__always)
  func convert(_ i: Int, _ width: Int) {
    // NaN compares false with 0 and so becomes it.
    let bounded = vector_min(vector_max(vector_load_first(x + i, width), .zero), Floats(repeating: 255))
    vector_store_first_byte(y + i, vector_byte_from_int(vector_truncate(bounded)), width)
  }
  forEachVector(of: count, convert)
}

private func intToByte(_ x: UnsafePointer<Int32>, _ y: UnsafeMutablePointer<UInt8>, _ count: Int) {
  let limit = Integers(repeating: 255)
  @inline(__always)
  func convert(_ i: Int, _ width: Int) {
    let value = vector_load_first_int(x + i, width)
    let notNegative = vector_select_int(vector_less_int(value, .zero), .zero, value)
    let bounded = vector_select_int(vector_less_int(limit, notNegative), limit, notNegative)
    vector_store_first_byte(y + i, vector_byte_from_int(bounded), width)
  }
  forEachVector(of: count, convert)
}
