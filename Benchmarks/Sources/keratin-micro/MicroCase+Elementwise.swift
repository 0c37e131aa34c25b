import Keratin

extension MicroCase {
  private static func item(
    _ group: String, _ name: String, _ shapes: [Shape], results: Int, _ body: @escaping ([Tensor]) throws -> [Tensor]
  ) -> MicroCase {
    MicroCase(
      group: group, name: name, operations: 0,
      bytes: 4 * Double(shapes.reduce(0) { $0 + $1.count } + results), inputs: shapes, body: body)
  }

  static var elementwise: [MicroCase] {
    [("256KB", 65536), ("64MB", 16_777_216)].flatMap { size, count -> [MicroCase] in
      let shape: Shape = [count]
      func one(_ name: String, _ body: @escaping (Tensor) -> Tensor) -> MicroCase {
        item("elementwise", "\(name) \(size)", [shape], results: count) { [body($0[0])] }
      }
      return [
        one("relu") { relu($0) }, one("exp") { exp($0) }, one("tanh") { tanh($0) }, one("sigmoid") { sigmoid($0) },
        item("elementwise", "add \(size)", [shape, shape], results: count) { [$0[0] + $0[1]] },
      ]
    }
  }

  /// Softmax, reductions, normalizations with their gradients, pooling.
  static var rows: [MicroCase] {
    let large: Shape = [16384, 1024]
    let image: Shape = [128, 32, 32, 64]
    return [
      item("softmax", "softmax 4096×1000", [[4096, 1000]], results: 4_096_000) { [softmax($0[0])] },
      item("softmax", "softmax 8192×10", [[8192, 10]], results: 81920) { [softmax($0[0])] },
      item("reduce", "sum of all 64MB", [large], results: 1) { [$0[0].sum()] },
      item("reduce", "sum of rows 64MB", [large], results: 16384) { [$0[0].sum(axes: [1])] },
      item("reduce", "sum of columns 64MB", [large], results: 1024) { [$0[0].sum(axes: [0])] },
      item("reduce", "sum of columns 128×512", [[128, 512]], results: 512) { [$0[0].sum(axes: [0])] },
      item("pooling", "max pooling 2×2 128×32×32×64", [image], results: image.count / 4) { [maxPool($0[0], size: 2)] },
      item("pooling", "average pooling 2×2 128×32×32×64", [image], results: image.count / 4) {
        [averagePool($0[0], size: 2)]
      },
    ]
  }

  /// Whole sequences, forward; their products are counted.
  static var sequences: [MicroCase] { [lstm(32, 80, 128, 128), lstm(64, 100, 8, 64), lstm(64, 100, 64, 64)] }

  private static func lstm(_ batch: Int, _ steps: Int, _ inputs: Int, _ units: Int) -> MicroCase {
    let product = batch * steps * 4 * units * (inputs + units)
    let elements = batch * steps * (inputs + units)
    return MicroCase(
      group: "sequences", name: "LSTM \(batch)×\(steps)×\(inputs) \(units)", operations: 2 * Double(product),
      bytes: 4 * Double(elements), inputs: [[batch, steps, inputs]]
    ) { x in
      let layer = LSTM(units, returnSequences: true)
      try layer.buildIfNeeded([x[0].shape])
      return [layer(x[0])]
    }
  }
}
