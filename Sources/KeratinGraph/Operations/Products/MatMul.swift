internal import KeratinKernels

/// C = A·B over batch axes that broadcast, each matrix transposed first where asked.
///
/// A vector on the left is a row, on the right a column, and that axis is missing from the result, as in NumPy.
struct MatMul: Operation {
  let transposeA: Bool
  let transposeB: Bool

  var name: String { "matmul" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    let elementType = try commonElementType(inputs)
    try requireFloating(inputs[0])
    return [TensorType(try layout(inputs).resultShape, elementType)]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] {
    let (a, b) = (call.inputs[0], call.inputs[1])
    let (turnsA, turnsB) = (transposeA && a.rank > 1, transposeB && b.rank > 1)
    // Vectors as the matrices that they stand for.
    let matrixA = a.rank == 1 ? a.reshaped(to: [1, a.shape[0]]) : a
    let matrixB = b.rank == 1 ? b.reshaped(to: [b.shape[0], 1]) : b
    var dimensions = call.dy.shape.dimensions
    if b.rank == 1 { dimensions.append(1) }
    if a.rank == 1 { dimensions.insert(1, at: dimensions.count - 1) }
    let dy = call.dy.reshaped(to: Shape(dimensions))

    func da() -> Tensor {
      turnsA
        ? matrixB.matmul(dy, transposeA: turnsB, transposeB: true)
        : dy.matmul(matrixB, transposeB: !turnsB)
    }
    func db() -> Tensor {
      if matrixB.rank == 2, matrixA.rank > 2, !turnsA {
        // One product over all rows in place of a batch of products that would have to be added.
        let (rowsOfA, rowsOfDy) = (matrixA.asRows(), dy.asRows())
        return turnsB ? rowsOfDy.matmul(rowsOfA, transposeA: true) : rowsOfA.matmul(rowsOfDy, transposeA: true)
      }
      return turnsB
        ? dy.matmul(matrixA, transposeA: true, transposeB: turnsA)
        : matrixA.matmul(dy, transposeA: !turnsA)
    }
    return [
      call.isWanted[0] ? da().summed(to: matrixA.shape).reshaped(to: a.shape) : nil,
      call.isWanted[1] ? db().summed(to: matrixB.shape).reshaped(to: b.shape) : nil,
    ]
  }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    let layout = try layout(types.inputs)
    let (gemm, starts) = (layout.product, layout.starts)
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: .sum(terms: gemm.k + 1), operationCount: starts.count * gemm.operationCount,
        workspaceBytes: { $0.workspaceBytes(gemm, T.self) },
        run: { call in
          for start in starts {
            var c = call.result(as: T.self, from: start.c)
            var workspace = call.workspace
            call.backend.gemm(
              call.input(0, as: T.self).extracting(droppingFirst: start.a),
              call.input(1).extracting(droppingFirst: start.b), gemm, into: &c, &workspace)
          }
        })
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }

  /// How the product of two tensors of these types is cut.
  func layout(_ inputs: [TensorType]) throws -> MatMulLayout {
    try MatMulLayout(inputs[0].shape, inputs[1].shape, transposeA: transposeA, transposeB: transposeB)
  }
}
