import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct MatMulTests {
  /// Operands and result; a vector on either side loses its axis.
  static let shapes: [(Shape, Shape, Shape)] = [
    ([3, 4], [4, 5], [3, 5]), ([4], [4], []), ([4], [4, 5], [5]), ([3, 4], [4], [3]), ([2, 3, 4], [4], [2, 3]),
    ([4], [2, 4, 5], [2, 5]), ([2, 3, 4], [4, 5], [2, 3, 5]), ([3, 4], [2, 4, 5], [2, 3, 5]),
    ([2, 3, 4], [2, 4, 5], [2, 3, 5]), ([2, 1, 3, 4], [7, 4, 5], [2, 7, 3, 5]),
    ([2, 1, 3, 1, 2, 3], [1, 2, 3, 2, 3, 2], [2, 2, 3, 2, 2, 2]),
    ([2, 1, 1, 3, 2, 2], [4, 1, 2, 3], [2, 1, 4, 3, 2, 3]),
    ([0, 4], [4, 5], [0, 5]), ([3, 0], [0, 5], [3, 5]), ([0, 3, 4], [0, 4, 5], [0, 3, 5]),
    ([2, 3, 4], [4, 0], [2, 3, 0]),
    ([33, 17], [17, 65], [33, 65]), ([1, 1], [1, 1], [1, 1]),
  ]

  /// The product element by element, by its definition.
  static func product(_ a: Tensor, _ b: Tensor, _ shape: Shape) throws -> (sums: [Double], magnitudes: [Double]) {
    let (x, y) = (try a.doubles(), try b.doubles())
    let matrixA = a.rank == 1 ? Shape([1] + a.shape.dimensions) : a.shape
    let matrixB = b.rank == 1 ? Shape(b.shape.dimensions + [1]) : b.shape
    var full = shape.dimensions
    if b.rank == 1 { full.append(1) }
    if a.rank == 1 { full.insert(1, at: full.count - 1) }
    func read(_ numbers: [Double], _ shape: Shape, _ batch: ArraySlice<Int>, _ row: Int, _ column: Int) -> Double {
      let index = batch.suffix(shape.rank - 2) + [row, column]
      return numbers[
        zip(zip(index, shape.dimensions), shape.strides).reduce(0) { $0 + ($1.0.1 == 1 ? 0 : $1.0.0 * $1.1) }]
    }
    let terms = (0..<matrixA[-1]).map { k in
      elements(of: Shape(full)) { index in
        read(x, matrixA, index.dropLast(2), index[index.count - 2], k)
          * read(y, matrixB, index.dropLast(2), k, index[index.count - 1])
      }
    }
    let count = Shape(full).count
    return (
      (0..<count).map { i in terms.reduce(0) { $0 + $1[i] } },
      (0..<count).map { i in terms.reduce(0) { $0 + $1[i].magnitude } }
    )
  }

  @Test(arguments: MatMulTests.shapes)
  func multiplies(_ shapeA: Shape, _ shapeB: Shape, _ shape: Shape) throws {
    let (a, b) = (try random(shapeA, "a", .float32), try random(shapeB, "b", .float32))
    let exact = try MatMulTests.product(a, b, shape)
    let k = shapeA[-1]
    for backend in TestBackends.all {
      let y = try inAllLives([a, b], on: backend) { x in
        var results = [x[0].matmul(x[1])]
        if shapeA.rank > 1, shapeB.rank > 1 {
          func turned(_ x: Tensor) -> Tensor {
            x.transposed(axes: Array(0..<(x.rank - 2)) + [x.rank - 1, x.rank - 2])
          }
          results += [
            turned(x[0]).matmul(x[1], transposeA: true), x[0].matmul(turned(x[1]), transposeB: true),
            turned(x[0]).matmul(turned(x[1]), transposeA: true, transposeB: true),
          ]
        }
        return results
      }
      for y in y {
        #expect(y.shape == shape)
        try requireClose(
          try y.scalars(as: Float.self), exact.sums,
          within: exact.magnitudes.map { RoundingBound.gamma(k + 1, Float.self) * $0 })
      }
    }
  }

  @Test(arguments: MatMulTests.shapes)
  func hasItsDerivatives(_ shapeA: Shape, _ shapeB: Shape, _ shape: Shape) throws {
    guard shapeA.count < 100 else { return }
    let (a, b) = (try random(shapeA, "a"), try random(shapeB, "b"))
    try checkGradients(at: [a, b]) { $0[0].matmul($0[1]) }
    try checkGradients(at: [a, b]) { x in
      let gradients = try gradient(of: square(x[0].matmul(x[1])).sum(), with: x)
      return gradients[0].sum() * gradients[1]
    }
  }

  @Test func hasItsDerivativesTransposed() throws {
    let (a, b) = (try random([2, 4, 3], "a"), try random([2, 5, 4], "b"))
    try checkGradients(at: [a, b]) { $0[0].matmul($0[1], transposeA: true, transposeB: true) }
    try checkGradients(at: [a, b]) { $0[0].matmul($0[1][0], transposeA: true, transposeB: true) }
    try checkGradients(at: [a, b]) { $0[0].matmul($0[1].transposed(axes: [0, 2, 1]), transposeA: true) }
    try checkGradients(at: [a, b]) { $0[0].transposed(axes: [0, 2, 1]).matmul($0[1], transposeB: true) }
    try checkGradients(at: [a, b]) { $0[0].transposed(axes: [0, 2, 1]).matmul($0[1][0], transposeB: true) }
  }

  @Test func dotAndOuterAreNumPys() throws {
    let (a, b) = (try counting([2, 3]), try counting([4, 3, 2]))
    let (x, y) = (try a.doubles(), try b.doubles())
    let dot = a.dot(b)
    #expect(dot.shape == [2, 4, 2])
    let expected = elements(of: [2, 4, 2]) { i in
      (0..<3).reduce(0) { $0 + x[i[0] * 3 + $1] * y[(i[1] * 3 + $1) * 2 + i[2]] }
    }
    #expect(try dot.doubles() == expected)
    #expect(try Tensor([1, 2]).dot(Tensor([3, 4])).scalar(as: Double.self) == 11)
    #expect(try a.dot(Tensor(2)).doubles() == x.map { 2 * $0 })
    #expect(try a.dot(a.transposed()).doubles() == [14, 32, 32, 77])
    let outer = Tensor([1, 2]).outer(Tensor([3, 4, 5]))
    #expect(outer.shape == [2, 3])
    #expect(try outer.doubles() == [3, 4, 5, 6, 8, 10])
    try checkGradients(at: [try random([2, 3], "dot"), try random([4, 3, 2], "dot b")]) { $0[0].dot($0[1]) }
  }

  @Test func saysWhatDoesNotFit() throws {
    let (a, b) = (try counting([2, 3]), try counting([4, 3]))
    #expect(
      a.matmul(b).message
        == "matmul: expected the last axis of a to be as long as the last but one of b. "
        + "Received: shapes [2, 3] and [4, 3], that is 3 and 4. Try: transposeB: true.")
    #expect(
      a.matmul(try counting([5])).message
        == "matmul: expected the last axis of a to be as long as the last of b. "
        + "Received: shapes [2, 3] and [5], that is 3 and 5.")
    #expect(
      a.matmul(Tensor(1)).message
        == "matmul: expected two tensors with axes. Received: shapes [2, 3] and []. Try: a * b.")
    #expect(
      Tensor.zeros([2, 3, 4]).matmul(Tensor.zeros([5, 4, 3])).message
        == "matmul: expected batch axes (all but the last two) that broadcast. "
        + "Received: shapes [2, 3, 4] and [5, 4, 3].")
    #expect(
      Tensor([1 as Int32]).matmul(Tensor([1 as Int32])).message
        == "matmul: expected a float32 or float64 tensor. Received: int32[1]. Try: cast(to: .float32).")
    #expect(a.matmul(b).error?.site?.file == "KeratinGraphTests/MatMulTests.swift")
  }

  @Test func keepsAnUnknownBatchUnknown() {
    #expect(functional([nil, 3]).matmul(Tensor.zeros([3, 5])).shape == [nil, 5])
    #expect(functional([nil, 7, 3]).matmul(Tensor.zeros([3, 5])).shape == [nil, 7, 5])
    #expect(functional([nil, nil, 3]).matmul(functional([nil, nil, 3]), transposeB: true).shape == [nil, nil, nil])
  }
}
