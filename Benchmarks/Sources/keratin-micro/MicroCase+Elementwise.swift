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
        item("elementwise", "chain of six \(size)", [shape, shape], results: count) { x in
          [relu((x[0] * 0.5 + x[1]) * x[0] - 1) + x[1]]
        },
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

  /// Normalizations of one layer of an image network and one of a transformer, forward and with their gradients.
  static var normalizations: [MicroCase] {
    [normalization("batch", [128, 32, 32, 16]), normalization("layer", [6400, 512])].flatMap { $0 }
  }

  private static func normalization(_ kind: String, _ shape: Shape) -> [MicroCase] {
    let parameters: Shape = [shape[-1]]
    func normalized(_ x: [Tensor]) -> Tensor {
      kind == "batch"
        ? batchNormalized(x[0], gamma: x[1], beta: x[2], epsilon: 1e-3).y
        : layerNormalized(x[0], gamma: x[1], beta: x[2], epsilon: 1e-3).y
    }
    let name = "\(kind) \(shape.dimensions.map(String.init).joined(separator: "×"))"
    return [
      item("normalization", "\(name) + relu", [shape, parameters, parameters], results: shape.count) {
        [relu(normalized($0))]
      },
      // Forward x and y, then x again, dy and dx.
      item(
        "normalization", "\(name), then gradient", [shape, parameters, parameters, shape], results: 3 * shape.count
      ) { x in
        try gradient(of: normalized(x), with: Array(x.prefix(3)), upstream: x[3])
      },
    ]
  }

  /// Steps of optimizers on 64 MB of weights, gradients given: all but the weights' gradients are read and written.
  static var optimizers: [MicroCase] {
    let shape: Shape = [16_777_216]
    // Made outside of the trace, where there are numbers.
    func state(_ name: String) throws -> Variable {
      try Trace(.eager).run { try Variable(name, Tensor.zeros(shape)) }
    }
    return [
      item("optimizer", "SGD 64MB", [shape], results: 2 * shape.count) { x in
        let w = try state("w")
        try w.assign(sgdStep(w.value, gradient: x[0], learningRate: Tensor(1e-3)).w)
        return []
      },
      item("optimizer", "SGD with momentum 64MB", [shape], results: 4 * shape.count) { x in
        let (w, velocity) = (try state("w"), try state("velocity"))
        let step = sgdStep(
          w.value, gradient: x[0], learningRate: Tensor(1e-3), momentum: 0.9, velocity: velocity.value)
        try w.assign(step.w)
        try velocity.assign(step.velocity!)
        return []
      },
      item("optimizer", "Adam 64MB", [shape], results: 6 * shape.count) { x in
        let (w, m, v) = (try state("w"), try state("m"), try state("v"))
        let step = adamStep(
          w.value, gradient: x[0], learningRate: Tensor(1e-3), iterations: Tensor(1, elementType: .int32), m: m.value,
          v: v.value)
        try w.assign(step.w)
        try m.assign(step.m)
        try v.assign(step.v)
        return []
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
