internal import KeratinKernels

/// y = activation(x·W + b), fused: x of any rank ≥ 2, its last axis multiplied; W `[inputs, units]`; b `[units]` or absent.
struct DenseOperation: Operation {
  let activation: ActivationKind

  var name: String { "dense" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    let elementType = try commonElementType(inputs)
    try requireFloating(inputs[0])
    let (x, w) = (inputs[0].shape, inputs[1].shape)
    guard w.rank == 2 else {
      throw KeratinError(.shape, expected: "a kernel of shape [inputs, units]", received: "kernel shape \(w)")
    }
    guard x.rank >= 2, x[-1] == w[0] else {
      throw KeratinError(
        .shape, expected: "an input of shape [..., \(w[0])] with at least two axes, for a kernel of shape \(w)",
        received: "input shape \(x)")
    }
    if inputs.count > 2, inputs[2].shape != [w[1]] {
      throw KeratinError(
        .shape, expected: "a bias of shape [\(w[1])], for a kernel of shape \(w)",
        received: "bias shape \(inputs[2].shape)")
    }
    return [TensorType(Shape(x.dimensions.dropLast() + [w[1]]), elementType)]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] {
    let (x, w, y) = (call.inputs[0], call.inputs[1], call.results[0])
    let dz = activation.gradient.map { apply(Binary(operation: $0), y, call.dy) } ?? call.dy
    let rows = dz.asRows()
    let gradients: [Tensor?] = [
      call.isWanted[0] ? dz.matmul(w, transposeB: true) : nil,
      call.isWanted[1] ? x.asRows().matmul(rows, transposeA: true) : nil,
    ]
    guard call.inputs.count > 2 else { return gradients }
    return gradients + [call.isWanted[2] ? rows.sum(axis: 0) : nil]
  }

  func kernel(_ types: NodeTypes) -> Kernel {
    let (x, w) = (types.inputs[0], types.inputs[1].shape)
    let rows = Rows(x.shape)
    let dense = DenseProduct(rows: rows.count, inputs: rows.length, units: w[1], activation: activation)
    let epilogue = types.inputs.count - 2 + (activation == .linear ? 0 : 1)
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(
        // Bias and activation add a few roundings, the activation one of its result.
        bound: .sum(terms: dense.inputs + 10, ulps: activation.operation?.boundULP ?? 0),
        magnitude: activation == .linear
          ? [] : [DenseOperation(activation: .linear).kernel(types)],
        operationCount: dense.product.operationCount + epilogue * types.results[0].count,
        packing: Kernel.Packing(operand: 1, product: dense.product, elementType: x.elementType),
        workspaceBytes: { $0.workspaceBytes(dense, T.self) },
        run: { call in
          var y = call.result(as: T.self)
          var workspace = call.workspace
          call.backend.dense(
            call.input(0, as: T.self), call.input(1), packed: call.packedOperand, bias: call.optionalInput(2), dense,
            into: &y, &workspace)
        })
    }
    return make(x.elementType.floatingScalar!)
  }
}

extension Tensor {
  /// The tensor as a matrix: all axes but the last become rows.
  func asRows() -> Tensor {
    let rows = Rows(shape)
    return reshaped(to: [rows.count, rows.length])
  }
}
