import KeratinKernels
import Testing

/// A window over an image, and a second walk over it in other words than the backends use.
struct WindowForm: CustomTestStringConvertible, Sendable {
  let window: SpatialWindow

  init(
    batch: Int = 2, _ input: (Int, Int, Int), window: (Int, Int, Int), stride: (Int, Int, Int) = (1, 1, 1),
    dilation: (Int, Int, Int) = (1, 1, 1), padding: Padding = .none
  ) {
    func axis(_ n: Int, _ k: Int, _ s: Int, _ d: Int) -> (output: Int, low: Int) {
      let span = (k - 1) * d + 1
      switch padding {
      case .none: return (n < span ? 0 : (n - span) / s + 1, 0)
      case .same:
        let output = (n + s - 1) / s
        return (output, Swift.max(0, (output - 1) * s + span - n) / 2)
      case .before: return ((n - 1) / s + 1, span - 1)
      case .full: return ((n + span - 2) / s + 1, span - 1)
      }
    }
    let z = axis(input.0, window.0, stride.0, dilation.0)
    let y = axis(input.1, window.1, stride.1, dilation.1)
    let x = axis(input.2, window.2, stride.2, dilation.2)
    self.window = SpatialWindow(
      batch: batch, input: WindowForm.extents(input),
      output: SpatialExtents(depth: z.output, height: y.output, width: x.output),
      window: WindowForm.extents(window), strides: WindowForm.extents(stride), dilations: WindowForm.extents(dilation),
      padding: SpatialExtents(depth: z.low, height: y.low, width: x.low))
  }

  enum Padding { case none, same, before, full }

  private static func extents(_ e: (Int, Int, Int)) -> SpatialExtents {
    SpatialExtents(depth: e.0, height: e.1, width: e.2)
  }

  var testDescription: String {
    let w = window
    return "\(w.batch)×\(w.input) by \(w.window), strides \(w.strides), dilations \(w.dilations), padding \(w.padding)"
  }

  /// Calls `body` with the places of input, result and window that belong together, found by trying all of them.
  func forEachPair(_ body: (_ input: Int, _ output: Int, _ tap: Int) -> Void) {
    let z = WindowForm.pairs(window) { $0.depth }
    let y = WindowForm.pairs(window) { $0.height }
    let x = WindowForm.pairs(window) { $0.width }
    for n in 0..<window.batch {
      for a in z {
        for b in y {
          for c in x {
            body(
              ((n * window.input.depth + a.i) * window.input.height + b.i) * window.input.width + c.i,
              ((n * window.output.depth + a.o) * window.output.height + b.o) * window.output.width + c.o,
              (a.k * window.window.height + b.k) * window.window.width + c.k)
          }
        }
      }
    }
  }

  private static func pairs(_ w: SpatialWindow, _ extent: (SpatialExtents) -> Int) -> [(i: Int, o: Int, k: Int)] {
    var found: [(i: Int, o: Int, k: Int)] = []
    for k in 0..<extent(w.window) {
      for o in 0..<extent(w.output) {
        for i in 0..<extent(w.input)
        where i + extent(w.padding) == o * extent(w.strides) + k * extent(w.dilations) { found.append((i, o, k)) }
      }
    }
    return found
  }

  static let small: [WindowForm] = [
    WindowForm((1, 5, 5), window: (1, 3, 3)),
    WindowForm((1, 5, 7), window: (1, 3, 3), padding: .same),
    WindowForm((1, 6, 5), window: (1, 2, 4), padding: .same),
    WindowForm((1, 7, 8), window: (1, 3, 3), stride: (1, 2, 2), padding: .same),
    WindowForm((1, 8, 9), window: (1, 2, 3), stride: (1, 3, 2)),
    WindowForm((1, 9, 8), window: (1, 3, 2), dilation: (1, 2, 3), padding: .same),
    WindowForm((1, 9, 9), window: (1, 3, 3), stride: (1, 2, 2), dilation: (1, 3, 2), padding: .full),
    WindowForm((1, 1, 17), window: (1, 1, 5), padding: .before),
    WindowForm((1, 1, 6), window: (1, 1, 1)),
    WindowForm((1, 4, 4), window: (1, 1, 1), stride: (1, 2, 2)),
    WindowForm((1, 3, 3), window: (1, 5, 5), padding: .same),
    WindowForm((1, 4, 5), window: (1, 1, 2), stride: (1, 3, 4)),
    WindowForm((1, 2, 3), window: (1, 3, 3)),
    WindowForm((4, 5, 6), window: (2, 3, 3), padding: .same),
    WindowForm((5, 4, 7), window: (3, 1, 2), stride: (2, 1, 3), padding: .same),
    WindowForm(batch: 0, (1, 4, 4), window: (1, 3, 3), padding: .same),
    WindowForm(batch: 1, (1, 3, 30), window: (1, 3, 3), padding: .same),
    WindowForm(batch: 9, (1, 2, 2), window: (1, 2, 2), stride: (1, 2, 2)),
  ]
}
