internal import KeratinGraph
internal import KeratinKernels

extension KerasOperation {
  static let products: [KerasOperation] = [
    binary("Matmul") { $0.matmul($1) }, binary("Dot") { $0.dot($1) }, binary("Outer") { $0.outer($1) },
    KerasOperation("numpy", "Einsum", ["operands"], isVariadic: true) { arguments in
      let operands = try arguments.list("operands")
      guard operands.count == 2 else {
        throw KeratinError(.argument, expected: "two tensors", received: "\(operands.count)")
      }
      return [einsum(try arguments.string("subscripts", default: ""), operands[0], operands[1])]
    },
    unary("linalg", "Inv") { $0.inverse() }, unary("linalg", "Det") { $0.det() },
    unary("math", "Logdet") { $0.logdet() },
    KerasOperation("linalg", "Cholesky") { [try $0.tensor("x").cholesky(upper: try $0.bool("upper"))] },
    KerasOperation("linalg", "Solve", ["a", "b"]) { [try $0.tensor("a").solve(try $0.tensor("b"))] },
    KerasOperation("linalg", "SolveTriangular", ["a", "b"]) {
      [try $0.tensor("a").solveTriangular(try $0.tensor("b"), lower: try $0.bool("lower"))]
    },
    KerasOperation("linalg", "Pinv") { [try $0.tensor("x").pinv(rcond: try $0.optionalDouble("rcond"))] },
    KerasOperation("linalg", "Eigh") {
      let (values, vectors) = try $0.tensor("x").eigh()
      return [values, vectors]
    },
    KerasOperation("linalg", "Qr") { arguments in
      let (q, r) = try arguments.tensor("x").qr(
        complete: try arguments.string("mode", default: "reduced") == "complete")
      return [q, r]
    },
  ]
}
