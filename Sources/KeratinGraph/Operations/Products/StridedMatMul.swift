internal import KeratinKernels

/// Products of matrices whose rows and batch axes lie as a transposition would have to bring them; made by ``MultiplyWhereItLies`` alone.
struct StridedMatMul: Operation {
  let product: Gemm
  let resultShape: Shape

  var name: String { "matmul" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] { [TensorType(resultShape, inputs[0].elementType)] }

  func gradient(_ call: GradientCall) throws -> [Tensor?] {
    throw KeratinError(
      .gradient, expected: "operations as they were traced", received: "a product that a plan made", operation: name)
  }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    let product = product
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: .sum(terms: product.k + 1), operationCount: product.operationCount,
        workspaceBytes: { $0.workspaceBytes(product, T.self) },
        run: { call in
          var c = call.result(as: T.self)
          var workspace = call.workspace
          call.backend.gemm(call.input(0, as: T.self), call.input(1), product, into: &c, &workspace)
        })
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }
}
