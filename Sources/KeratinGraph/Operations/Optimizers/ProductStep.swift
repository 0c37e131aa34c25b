internal import KeratinKernels

/// The step of an optimizer whose gradient is a product of two matrices: from w, both matrices and what else the step takes to its results. The
/// gradient itself need not be stored.
struct ProductStep: Operation {
  /// The optimizers that can take a gradient as it is made.
  enum Step: Sendable, Hashable {
    case sgd(SGDStep)
    case adam(AdamStep)

    /// The step of a node, if it is one of these.
    init?(_ node: Node) {
      if let sgd = node.operation(SGDStep.self) {
        self = .sgd(sgd)
      } else if let adam = node.operation(AdamStep.self) {
        self = .adam(adam)
      } else {
        return nil
      }
    }

    /// The operation that takes the gradient as its second input.
    var operation: any Operation {
      switch self {
      case .sgd(let step): step
      case .adam(let step): step
      }
    }
  }

  let step: Step
  let product: MatMul

  var name: String { "matmul+\(step.operation.name)" }
  var resultCount: Int { step.operation.resultCount }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    try step.operation.types([inputs[0]] + product.types(Array(inputs[1...2])) + inputs[3...])
  }

  func gradient(_ call: GradientCall) throws -> [Tensor?] { throw updateHasNoGradient() }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    let gradient = try product.types(Array(types.inputs[1...2]))[0]
    let gemm = try product.layout(Array(types.inputs[1...2])).product
    let whole = try step.operation.kernel(
      NodeTypes(inputs: [types.inputs[0], gradient] + types.inputs[3...], results: types.results))
    // The states come one place later, behind a second matrix.
    let updates = whole.updates.map {
      Kernel.Update(result: $0.result, operand: $0.operand > 1 ? $0.operand + 1 : $0.operand)
    }
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: .definitionOfSums(terms: gemm.k), updates: updates,
        operationCount: gemm.operationCount + whole.operationCount,
        workspaceBytes: workspaceBytes(gemm, gradient, T.self),
        run: run(gemm, gradient, T.self))
    }
    return make(gradient.elementType.floatingScalar!)
  }

  private func workspaceBytes<T: FloatingScalar>(
    _ gemm: Gemm, _ gradient: TensorType, _: T.Type
  ) -> @Sendable (any Backend) -> Int {
    switch step {
    case .sgd(let step):
      let update = step.update(gradient)
      return { $0.workspaceBytes(gemm, update, T.self) }
    case .adam(let step):
      let update = step.update(gradient)
      return { $0.workspaceBytes(gemm, update, T.self) }
    }
  }

  private func run<T: FloatingScalar>(
    _ gemm: Gemm, _ gradient: TensorType, _: T.Type
  ) -> @Sendable (borrowing KernelCall) -> Void {
    switch step {
    case .sgd(let step):
      let (update, hasVelocity) = (step.update(gradient), step.hasVelocity)
      return { call in
        var w = call.result(as: T.self)
        var velocity = hasVelocity ? call.result(1, as: T.self) : call.noResult()
        var workspace = call.workspace
        call.backend.productSGD(
          call.input(1), call.input(2), gemm, learningRate: call.input(3), update, w: &w, velocity: &velocity,
          &workspace)
      }
    case .adam(let step):
      let (update, amsgrad) = (step.update(gradient), step.amsgrad)
      return { call in
        var w = call.result(0, as: T.self)
        var m = call.result(1, as: T.self)
        var v = call.result(2, as: T.self)
        var largestV = amsgrad ? call.result(3, as: T.self) : call.noResult()
        var workspace = call.workspace
        call.backend.productAdam(
          call.input(1), call.input(2), gemm, learningRate: call.input(3), iterations: call.input(4), update, w: &w,
          m: &m, v: &v, largestV: &largestV, &workspace)
      }
    }
  }
}
