internal import KeratinKernels

/// Lets batches of products read operands that were transposed for them where they lay before, and write their result where a
/// transposition would bring it: the heads of an attention need no copies.
struct MultiplyWhereItLies: PlanPass {
  func run(_ program: inout Program) throws {
    let (readers, roots) = (program.readers, Set(program.roots))
    let graph = program.graph
    // From the results of transpositions to those of the products that make them now.
    var replacements: [Value: Value] = [:]
    for (index, node) in graph.nodes.enumerated() {
      guard let matmul = node.operation(MatMul.self) else { continue }
      let operands = node.inputs.map { input in
        replacements[input] == nil ? Laid(input, graph) : Laid(input, graph.type(of: input).shape)
      }
      let value = Value(node: index)
      var result = Laid(value, node.types[0].shape)
      if readers[index].count == 1, !roots.contains(value), let reader = readers[index].first,
        let transposed = result.written(by: graph.nodes[reader], as: Value(node: reader))
      {
        result = transposed
      }
      guard let product = Gemm(matmul, operands[0], operands[1], result),
        result.value != value || operands.map(\.value) != node.inputs
      else { continue }
      let type = graph.type(of: result.value)
      program.graph.nodes[index] = Node(
        source: .operation(StridedMatMul(product: product, resultShape: type.shape)), inputs: operands.map(\.value),
        types: [type], layerPath: node.layerPath)
      if result.value != value { replacements[result.value] = value }
    }
    program.replace(replacements)
  }
}

/// A tensor and where its elements lie: in `value`, the one before or after a transposition.
private struct Laid {
  let value: Value
  let shape: Shape
  let strides: [Int]

  init(_ value: Value, _ shape: Shape) {
    (self.value, self.shape, strides) = (value, shape, shape.strides)
  }

  private init(_ value: Value, _ shape: Shape, _ strides: [Int]) {
    (self.value, self.shape, self.strides) = (value, shape, strides)
  }

  /// What a node reads as `value`.
  init(_ value: Value, _ graph: Graph) {
    let node = graph.nodes[value.node]
    let shape = graph.type(of: value).shape
    self.init(value, shape)
    guard let transpose = node.operation(Transpose.self), let axes = try? transpose.axesFromFront(shape.rank) else {
      return
    }
    let source = graph.type(of: node.inputs[0]).shape.strides
    self.init(node.inputs[0], shape, axes.map { source[$0] })
  }

  /// The same written straight into the result of a transposition, if the node is one.
  func written(by node: Node, as result: Value) -> Laid? {
    guard let transpose = node.operation(Transpose.self), let axes = try? transpose.axesFromFront(shape.rank) else {
      return nil
    }
    let target = node.types[0].shape.strides
    var strides = strides
    for (to, from) in axes.enumerated() { strides[from] = target[to] }
    return Laid(result, shape, strides)
  }
}

extension Gemm {
  /// The products of matrices along the last two axes, one for each place on one or two others that all three have; nil where there are
  /// more, or where neither rows nor columns are dense.
  fileprivate init?(_ matmul: MatMul, _ a: Laid, _ b: Laid, _ c: Laid) {
    let rank = c.shape.rank
    guard (3...4).contains(rank), a.shape.rank == rank, b.shape.rank == rank,
      a.shape.dimensions.dropLast(2) == c.shape.dimensions.dropLast(2),
      b.shape.dimensions.dropLast(2) == c.shape.dimensions.dropLast(2), !c.shape.dimensions.contains(0),
      let matrixA = Matrix(a, transposed: matmul.transposeA), let matrixB = Matrix(b, transposed: matmul.transposeB),
      let matrixC = Matrix(c, transposed: false), !matrixC.isTransposed
    else { return nil }
    let inner = matmul.transposeA ? a.shape[-2] : a.shape[-1]
    self.init(
      m: c.shape[-2], n: c.shape[-1], k: inner, transposeA: matrixA.isTransposed, transposeB: matrixB.isTransposed)
    guard inner > 0 else { return nil }
    (rowStrideA, rowStrideB, rowStrideC) = (matrixA.rowStride, matrixB.rowStride, matrixC.rowStride)
    func strides(_ laid: Laid) -> BatchStrides {
      let strides = laid.strides.dropLast(2)
      return BatchStrides(outer: strides.count > 1 ? strides[0] : 0, inner: strides.last!)
    }
    batch = (rank > 3 ? c.shape[0] : 1, c.shape[-3])
    (batchStridesA, batchStridesB, batchStridesC) = (strides(a), strides(b), strides(c))
  }
}

/// A matrix along the last two axes, one of which must be dense.
private struct Matrix {
  let rowStride: Int
  let isTransposed: Bool

  init?(_ laid: Laid, transposed: Bool) {
    let (rows, columns) = (laid.strides[laid.strides.count - 2], laid.strides[laid.strides.count - 1])
    if columns == 1, rows >= laid.shape[-1] {
      (rowStride, isTransposed) = (rows, transposed)
    } else if rows == 1, columns >= laid.shape[-2] {
      (rowStride, isTransposed) = (columns, !transposed)
    } else {
      return nil
    }
  }
}
