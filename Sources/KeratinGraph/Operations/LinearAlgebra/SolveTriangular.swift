internal import KeratinKernels

/// X with A·X = B, or Aᵀ·X = B, for triangular matrices A, of which one triangle is read.
///
/// With T the matrix as it is read, dB = T⁻ᵀ·dX and dT = the triangle of −dB·Xᵀ.
struct SolveTriangular: Operation {
  let isLower: Bool
  let isTransposed: Bool

  var name: String { "solveTriangular" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    _ = try commonElementType(inputs)
    try requireSystem(try MatrixStack(square: inputs[0]), inputs)
    return [inputs[1]]
  }

  func check(_ results: [Tensor], of inputs: [Tensor]) throws {
    try requireInvertible(results[0], inputs) { row, column in isLower ? row >= column : row <= column }
  }

  func gradient(_ call: GradientCall) -> [Tensor?] {
    let (a, x) = (call.inputs[0], call.results[0])
    let db = solveTriangular(a, call.dy, isLower: isLower, isTransposed: !isTransposed)
    guard call.isWanted[0] else { return [nil, db] }
    let da = isTransposed ? x.matmul(db, transposeB: true) : db.matmul(x, transposeB: true)
    return [-da.keepingTriangle(isLower: isLower), db]
  }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    let stack = try MatrixStack(types.inputs[0])
    let columns = types.inputs[1].shape[-1]
    let size = stack.rows * columns
    let system = TriangularSystem(n: stack.rows, columns: columns, isLower: isLower, isTransposed: isTransposed)
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: .backward(terms: stack.rows), operationCount: stack.count * stack.rows * size,
        workspaceBytes: { $0.workspaceBytes(.triangular(system), T.self) },
        run: { call in
          for index in 0..<stack.count {
            var x = call.result(0, as: T.self, from: index * size, count: size)
            var workspace = call.workspace
            call.backend.solveTriangular(
              call.matrix(0, index, stack.size, as: T.self), call.matrix(1, index, size), system, into: &x, &workspace)
          }
        })
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }
}

extension Tensor {
  /// The matrices with 0 on one side of the diagonal.
  func keepingTriangle(isLower: Bool) -> Tensor {
    keeping(diagonal: 1) { row, column in isLower ? row > column : row < column }
  }
}

/// X with A·X = B, or Aᵀ·X = B, for triangular A.
func solveTriangular(_ a: Tensor, _ b: Tensor, isLower: Bool, isTransposed: Bool = false) -> Tensor {
  apply(SolveTriangular(isLower: isLower, isTransposed: isTransposed), a, b)
}
