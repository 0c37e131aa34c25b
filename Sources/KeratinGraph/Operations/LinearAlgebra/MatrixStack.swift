internal import KeratinKernels

/// The matrices in the last two axes of a floating tensor; the axes before them count matrices.
struct MatrixStack {
  let lead: [Int]
  let rows: Int
  let columns: Int

  init(_ type: TensorType) throws {
    try requireFloating(type)
    guard type.shape.rank >= 2 else {
      throw KeratinError(
        .shape, expected: "a matrix, or a tensor with matrices in its last two axes", received: "shape \(type.shape)")
    }
    lead = Array(type.shape.dimensions.dropLast(2))
    (rows, columns) = (type.shape[-2], type.shape[-1])
  }

  /// The same of square matrices. Throws where they are not.
  init(square type: TensorType) throws {
    try self.init(type)
    guard rows == columns else {
      throw KeratinError(.shape, expected: "square matrices", received: "shape \(type.shape)")
    }
  }

  /// The number of matrices.
  var count: Int { Shape(lead).count }
  /// The elements of one.
  var size: Int { rows * columns }
  /// The smaller extent.
  var k: Int { min(rows, columns) }

  /// The shape of as many matrices, or vectors, of other extents.
  func shape(_ extents: Int...) -> Shape { Shape(lead + extents) }

  /// Which matrix number `index` is, in words.
  func name(of index: Int) -> String {
    lead.isEmpty ? "the matrix" : "matrix \(Shape(lead).position(of: index)) of the batch"
  }
}

/// Requires what a kernel of ``LinearAlgebra`` could do: not one of the matrices in `result` to be NaN, unless `operands` beside the matrix,
/// a right-hand side, had NaN or infinity. `isRead` says which elements of a matrix count.
func requireDecomposed(
  _ result: Tensor, of input: Tensor, beside operands: [Tensor] = [], expected: String, received: String,
  suggestion: String? = nil, isRead: (_ row: Int, _ column: Int) -> Bool = { _, _ in true }
) throws {
  let stack = try MatrixStack(input.type)
  guard stack.count > 0, result.count > 0, result.numbers != nil, input.numbers != nil else { return }
  let results = try result.scalars(as: Double.self)
  let size = results.count / stack.count
  for index in 0..<stack.count where results[index * size].isNaN {
    let isClean = try operands.allSatisfy { operand in
      let size = operand.count / stack.count
      return try operand.scalars(as: Double.self)[(index * size)..<((index + 1) * size)].allSatisfy(\.isFinite)
    }
    if !isClean { continue }
    let name = stack.name(of: index)
    let matrix = try input.scalars(as: Double.self)[(index * stack.size)..<((index + 1) * stack.size)]
    let isFinite = matrix.enumerated().allSatisfy { place, element in
      element.isFinite || !isRead(place / stack.columns, place % stack.columns)
    }
    guard isFinite else {
      throw KeratinError(.data, expected: "matrices of finite numbers", received: "NaN or infinity in \(name)")
    }
    throw KeratinError(.data, expected: expected, received: "\(name), \(received)", suggestion: suggestion)
  }
}

extension Tensor {
  /// The tensor with its last two axes exchanged.
  func withMatricesTransposed() -> Tensor {
    transposed(axes: Array(0..<Swift.max(rank - 2, 0)) + [rank - 1, rank - 2])
  }

  /// The tensor with 0 in every matrix where the condition does not hold; `diagonal` is the factor for the main diagonal.
  func keeping(diagonal: Double, _ isKept: (_ row: Int, _ column: Int) -> Bool) -> Tensor {
    let (rows, columns) = (shape[-2], shape[-1])
    let factors = (0..<Swift.max(rows * columns, 0)).map { index in
      let (row, column) = index.quotientAndRemainder(dividingBy: columns)
      return row == column ? diagonal : isKept(row, column) ? 1.0 : 0.0
    }
    return self * Tensor(Buffer(converting: factors, to: elementType), TensorType([rows, columns], elementType))
  }

  /// The matrices of which this tensor's last axis is the diagonal, beside matrices on which they are to act: x times these is
  /// x · diag(self).
  var asColumnFactors: Tensor { expandingDimension(at: -2) }
  /// diag(self) · x is x times these.
  var asRowFactors: Tensor { expandingDimension(at: -1) }
}
