import KeratinKernels
import KeratinTestSupport

/// A matrix of Doubles, to multiply results back together.
struct RealMatrix {
  let rows: Int
  let columns: Int
  let elements: [Double]

  init<T: FloatingScalar>(_ elements: [T], _ rows: Int, _ columns: Int) {
    (self.rows, self.columns, self.elements) = (rows, columns, elements.map(\.asDouble))
  }

  init(_ rows: Int, _ columns: Int, _ element: (_ row: Int, _ column: Int) -> Double) {
    (self.rows, self.columns) = (rows, columns)
    elements = (0..<rows).flatMap { row in (0..<columns).map { element(row, $0) } }
  }

  static func identity(_ n: Int) -> RealMatrix { RealMatrix(n, n) { $0 == $1 ? 1 : 0 } }

  subscript(_ row: Int, _ column: Int) -> Double { elements[row * columns + column] }

  var transposed: RealMatrix { RealMatrix(columns, rows) { self[$1, $0] } }
  var magnitudes: RealMatrix { RealMatrix(rows, columns) { self[$0, $1].magnitude } }
  /// Frobenius's norm.
  var norm: Double { elements.reduce(0) { $0 + $1 * $1 }.squareRoot() }

  func times(_ other: RealMatrix) -> RealMatrix {
    RealMatrix(rows, other.columns) { row, column in
      (0..<columns).reduce(0) { $0 + self[row, $1] * other[$1, column] }
    }
  }
}

/// Throws unless every element is at most `bound` from the expected one.
func requireNear(_ received: RealMatrix, _ expected: RealMatrix, within bound: Double) throws {
  try requireClose(received.elements, expected.elements, within: expected.elements.map { _ in bound })
}
