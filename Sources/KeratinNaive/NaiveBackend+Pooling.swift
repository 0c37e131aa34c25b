public import KeratinKernels

extension NaiveBackend {
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func maxPool<T: FloatingScalar>(_ x: Span<T>, _ descriptor: Pooling, into y: inout MutableSpan<T>) {
    forEachLargest(x, descriptor) { largest, place in
      y[place] = largest >= 0 ? x[largest] : T(rounding: -.infinity)
    }
  }

  @specialized(where T == Float)
  @specialized(where T == Double)
  public func maxPoolSelect<T: FloatingScalar>(
    _ x: Span<T>, _ v: Span<T>, _ descriptor: Pooling, into y: inout MutableSpan<T>
  ) {
    forEachLargest(x, descriptor) { largest, place in y[place] = largest >= 0 ? v[largest] : T(rounding: 0) }
  }

  @specialized(where T == Float)
  @specialized(where T == Double)
  public func maxPoolGradient<T: FloatingScalar>(
    _ x: Span<T>, _ dy: Span<T>, _ descriptor: Pooling, into dx: inout MutableSpan<T>
  ) {
    for i in dx.indices { dx[i] = T(rounding: 0) }
    forEachLargest(x, descriptor) { largest, place in
      if largest >= 0 { dx[largest] = T.sum(dx[largest], dy[place]) }
    }
  }

  @specialized(where T == Float)
  @specialized(where T == Double)
  public func averagePool<T: FloatingScalar>(_ x: Span<T>, _ descriptor: Pooling, into y: inout MutableSpan<T>) {
    let channels = descriptor.channels
    forEachWindow(descriptor.window) { n, oz, oy, ox, place in
      for c in 0..<channels {
        var sum = 0.0
        var count = 0.0
        descriptor.window.forEachInput(n, oz, oy, ox) { i, _ in
          sum += x[i * channels + c].asDouble
          count += 1
        }
        y[place * channels + c] = T(rounding: count > 0 ? sum / count : 0)
      }
    }
  }

  @specialized(where T == Float)
  @specialized(where T == Double)
  public func averagePoolGradient<T: FloatingScalar>(
    _ dy: Span<T>, _ descriptor: Pooling, into dx: inout MutableSpan<T>
  ) {
    let channels = descriptor.channels
    for i in dx.indices { dx[i] = T(rounding: 0) }
    forEachWindow(descriptor.window) { n, oz, oy, ox, place in
      var count = 0.0
      descriptor.window.forEachInput(n, oz, oy, ox) { _, _ in count += 1 }
      descriptor.window.forEachInput(n, oz, oy, ox) { i, _ in
        for c in 0..<channels {
          let share = T(rounding: dy[place * channels + c].asDouble / count)
          dx[i * channels + c] = T.sum(dx[i * channels + c], share)
        }
      }
    }
  }
}

/// Calls `body` for each place of the result.
@inline(__always)
private func forEachWindow(
  _ window: SpatialWindow, _ body: (_ n: Int, _ oz: Int, _ oy: Int, _ ox: Int, _ place: Int) -> Void
) {
  var place = 0
  for n in 0..<window.batch {
    for oz in 0..<window.output.depth {
      for oy in 0..<window.output.height {
        for ox in 0..<window.output.width {
          body(n, oz, oy, ox, place)
          place += 1
        }
      }
    }
  }
}

/// Calls `body` for each element of the result with the index of the first largest x that it sees, the first NaN if there is one, −1
/// if it sees none.
@inline(__always)
private func forEachLargest<T: FloatingScalar>(
  _ x: Span<T>, _ descriptor: Pooling, _ body: (_ largest: Int, _ place: Int) -> Void
) {
  let channels = descriptor.channels
  forEachWindow(descriptor.window) { n, oz, oy, ox, place in
    for c in 0..<channels {
      var best = -1
      descriptor.window.forEachInput(n, oz, oy, ox) { i, _ in
        let candidate = i * channels + c
        if best < 0 || x[best] == x[best] && (x[candidate] > x[best] || x[candidate] != x[candidate]) {
          best = candidate
        }
      }
      body(best, place * channels + c)
    }
  }
}
