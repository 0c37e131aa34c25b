internal import CVector
internal import KeratinSIMDTable

extension Spatial {
  static func correlate(_ row: ChannelRow) {
    var c = 0
    while c < row.channels {
      let width = min(lanes, row.channels &- c)
      for i in 0..<row.places {
        let x = row.x + (i &* row.placeStride &+ c)
        var sum = Floats(repeating: 0)
        for t in 0..<row.tapCount {
          let weights = vector_load_first(row.weights + (row.weightRows[t] &+ c), width)
          sum = vector_multiply_add(vector_load_first(x + row.taps[t], width), weights, sum)
        }
        vector_store_first(row.y + (i &* row.yStride &+ c), sum, width)
      }
      c &+= width
    }
    if !row.epilogue.isEmpty {
      finish(ProductBlock(row), row.y, rows: row.places, column: 0, columns: row.channels)
    }
  }

  static func accumulateProducts(_ row: ChannelRow, into sums: UnsafeMutablePointer<Float>, sumRow: Int) {
    var c = 0
    while c < row.channels {
      let width = min(lanes, row.channels &- c)
      for t in 0..<row.tapCount {
        let x = row.x + (row.taps[t] &+ c)
        let place = sums + (t &* sumRow &+ c)
        var sum = vector_load_first(place, width)
        for i in 0..<row.places {
          let y = vector_load_first(row.y + (i &* row.yStride &+ c), width)
          sum = vector_multiply_add(vector_load_first(x + i &* row.placeStride, width), y, sum)
        }
        vector_store_first(place, sum, width)
      }
      c &+= width
    }
  }

  static func sum(_ row: ChannelRow, factor: Float) {
    row.forEachVector { x, y, width in
      var sum = Floats(repeating: 0)
      for t in 0..<row.tapCount { sum += vector_load_first(x + row.taps[t], width) }
      vector_store_first(y, sum * factor, width)
    }
  }

  static func spread(_ row: ChannelRow, factor: Float, into dx: UnsafeMutablePointer<Float>) {
    let distance = UnsafePointer(dx) - row.x
    row.forEachVector { x, y, width in
      let share = vector_load_first(y, width) * factor
      for t in 0..<row.tapCount {
        let p = UnsafeMutablePointer(mutating: x + (distance &+ row.taps[t]))
        vector_store_first(p, vector_load_first(p, width) + share, width)
      }
    }
  }
}

extension ProductBlock {
  /// The places of a row as rows of C, with what is done to them in the end.
  fileprivate init(_ row: ChannelRow) {
    self.init(a: row.x, b: row.weights, c: row.y)
    cRow = row.yStride
    bias = row.epilogue.bias
    residual = row.epilogue.residual
    activation = row.epilogue.activation
  }
}
