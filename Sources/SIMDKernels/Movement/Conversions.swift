internal import CVector
internal import KeratinSIMDTable

/// Conversions of `count` elements; to integers they truncate and saturate, NaN to 0.
func makeConversions() -> MovementTable.Conversions {
  MovementTable.Conversions(
    intToFloat: { x, y, count in
      forEachVector(count) { i, n in
        vector_store_first(y + i, vector_from_int(vector_load_first_int(x + i, n)), n)
      }
    },
    byteToFloat: { x, y, count in
      forEachVector(count) { i, n in
        vector_store_first(y + i, vector_from_byte(vector_load_first_byte(x + i, n)), n)
      }
    },
    doubleToFloat: { x, y, count in
      forEachVector(count) { i, n in
        let low = vector_load_first_double(x + i, min(n, 8))
        let high = n > 8 ? vector_load_first_double(x + (i &+ 8), n &- 8) : Doubles(repeating: 0)
        vector_store_first(y + i, vector_narrow(low, high), n)
      }
    },
    floatToInt: { x, y, count in
      forEachVector(count) { i, n in
        vector_store_first_int(y + i, integers(vector_load_first(x + i, n)), n)
      }
    },
    byteToInt: { x, y, count in
      forEachVector(count) { i, n in
        vector_store_first_int(y + i, vector_int_from_byte(vector_load_first_byte(x + i, n)), n)
      }
    },
    floatToByte: { x, y, count in
      forEachVector(count) { i, n in
        // NaN compares false with 0 and so becomes it.
        let bounded = vector_min(vector_max(vector_load_first(x + i, n), .zero), Floats(repeating: 255))
        vector_store_first_byte(y + i, vector_byte_from_int(vector_truncate(bounded)), n)
      }
    },
    intToByte: { x, y, count in
      forEachVector(count) { i, n in
        let value = vector_load_first_int(x + i, n)
        let notNegative = vector_select_int(vector_less_int(value, .zero), .zero, value)
        let limit = Integers(repeating: 255)
        let bounded = vector_select_int(vector_less_int(limit, notNegative), limit, notNegative)
        vector_store_first_byte(y + i, vector_byte_from_int(bounded), n)
      }
    },
    floatToDouble: { x, y, count in
      forEachVector(count) { i, n in
        let value = vector_load_first(x + i, n)
        vector_store_first_double(y + i, vector_widen_low(value), min(n, 8))
        if n > 8 { vector_store_first_double(y + (i &+ 8), vector_widen_high(value), n &- 8) }
      }
    })
}

/// Calls `body` with the place of each vector and its number of elements. The whole ones come with a constant.
@inline(__always)
private func forEachVector(_ count: Int, _ body: (_ place: Int, _ count: Int) -> Void) {
  var i = 0
  while i &+ lanes <= count {
    body(i, 16)
    i &+= lanes
  }
  if i < count { body(i, count &- i) }
}

/// Toward zero, saturated, 0 for NaN.
@inline(__always)
private func integers(_ x: Floats) -> Integers {
  let limit = Floats(repeating: 0x1p31)
  let result = vector_select_int(vector_less_equal(limit, x), Integers(repeating: .max), vector_truncate(x))
  let low = vector_select_int(vector_less_equal(x, Floats(repeating: -0x1p31)), Integers(repeating: .min), result)
  return vector_select_int(vector_is_nan(x), .zero, low)
}
