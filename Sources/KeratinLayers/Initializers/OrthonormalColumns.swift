/// Q of the factors A = Q·R with a positive diagonal of R: orthonormal columns that span those of A, found with Householder's reflections.
///
/// Only operations that IEEE 754 rounds in one way, in one order: the same bits on every machine.
/// Source: Golub, Van Loan, "Matrix Computations", 4th edition, algorithms 5.1.1 and 5.2.1.
///
/// - Parameters:
///   - a: m×n numbers, row-major, m ≥ n.
/// - Returns: m×n numbers, row-major.
package func orthonormalColumns(_ a: [Double], m: Int, n: Int) -> [Double] {
  var a = VectorRows(a, rows: m, columns: n)
  var mirrors: [Mirror] = []
  var signs: [Double] = []
  for k in 0..<n {
    // Column k is reflected onto axis k.
    var v = a.column(k, fromRow: k)
    var square = 0.0
    for element in v { square += element * element }
    let (length, head) = (square.squareRoot(), v[0])
    let diagonal = head > 0 ? -length : length
    v[0] = head - diagonal
    let mirror = Mirror(normal: v, factor: length > 0 ? 1 / (length * (length + head.magnitude)) : 0)
    a.reflect(mirror, fromRow: k, fromColumn: k + 1)
    mirrors.append(mirror)
    signs.append(diagonal > 0 ? 1 : -1)
  }
  // Q is the product of the mirrors, made from the last on so that each meets only the columns that are no longer those of the identity.
  var q = VectorRows([Double](repeating: 0, count: m * n), rows: m, columns: n)
  for k in (0..<n).reversed() {
    q[k, k] = 1
    q.reflect(mirrors[k], fromRow: k, fromColumn: k)
  }
  return q.elements(columnFactors: signs)
}

/// The reflection x ← x − factor·v·(v·x).
private struct Mirror {
  let normal: [Double]
  /// 2 / v·v, or 0 for no reflection.
  let factor: Double
}

/// A matrix whose rows are vectors of eight numbers, the last one filled up with zeros.
private struct VectorRows {
  let rows: Int
  let columns: Int
  private let rowLength: Int
  private var vectors: [SIMD8<Double>]

  init(_ elements: [Double], rows: Int, columns: Int) {
    (self.rows, self.columns) = (rows, columns)
    rowLength = (columns + 7) / 8
    vectors = [SIMD8<Double>](repeating: .zero, count: rows * rowLength)
    for i in 0..<rows { for j in 0..<columns { self[i, j] = elements[i * columns + j] } }
  }

  subscript(row: Int, column: Int) -> Double {
    get { vectors[row * rowLength + column / 8][column % 8] }
    set { vectors[row * rowLength + column / 8][column % 8] = newValue }
  }

  func column(_ column: Int, fromRow row: Int) -> [Double] { (row..<rows).map { self[$0, column] } }

  func elements(columnFactors: [Double]) -> [Double] {
    (0..<rows * columns).map { self[$0 / columns, $0 % columns] * columnFactors[$0 % columns] }
  }

  /// Reflects the part of the columns from `fromColumn` on that lies in the rows from `fromRow` on.
  mutating func reflect(_ mirror: Mirror, fromRow: Int, fromColumn: Int) {
    guard mirror.factor > 0, fromColumn < columns else { return }
    let first = fromColumn / 8
    var products = [SIMD8<Double>](repeating: .zero, count: rowLength - first)
    for (row, element) in zip(fromRow..., mirror.normal) {
      let start = row * rowLength + first
      for j in products.indices { products[j] += element * vectors[start + j] }
    }
    for lane in 0..<fromColumn % 8 { products[0][lane] = 0 }
    for j in products.indices { products[j] *= mirror.factor }
    for (row, element) in zip(fromRow..., mirror.normal) {
      let start = row * rowLength + first
      for j in products.indices { vectors[start + j] -= element * products[j] }
    }
  }
}
