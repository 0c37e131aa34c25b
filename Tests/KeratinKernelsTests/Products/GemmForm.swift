import KeratinKernels
import KeratinTestSupport

/// A product, or a batch of them, with operands in memory as the descriptor says.
struct GemmForm: Sendable, CustomStringConvertible {
  let descriptor: Gemm
  let description: String

  init(_ m: Int, _ n: Int, _ k: Int, transposeA: Bool = false, transposeB: Bool = false) {
    descriptor = Gemm(m: m, n: n, k: k, transposeA: transposeA, transposeB: transposeB)
    description = "\(m)×\(n)×\(k)\(transposeA ? " Aᵀ" : "")\(transposeB ? " Bᵀ" : "")"
  }

  init(_ description: String, _ descriptor: Gemm) {
    self.descriptor = descriptor
    self.description = description
  }

  /// Each of the four ways of storing the operands.
  static func transposed(_ m: Int, _ n: Int, _ k: Int) -> [GemmForm] {
    [(false, false), (true, false), (false, true), (true, true)].map {
      GemmForm(m, n, k, transposeA: $0.0, transposeB: $0.1)
    }
  }

  /// Rows further apart than they are long: A, B and C are windows of larger matrices.
  static func windows(_ m: Int, _ n: Int, _ k: Int) -> [GemmForm] {
    transposed(m, n, k).map {
      var descriptor = $0.descriptor
      descriptor.rowStrideA += 3
      descriptor.rowStrideB += 5
      descriptor.rowStrideC += 2
      return GemmForm("window \($0.description)", descriptor)
    }
  }

  /// Queries times keys of attention, heads side by side: Q and K are (batch, time, head, depth), C is (batch, head,
  /// time, time).
  static func heads(batch: Int, heads: Int, time: Int, depth: Int) -> GemmForm {
    var descriptor = Gemm(m: time, n: time, k: depth, transposeB: true)
    descriptor.batch = (batch, heads)
    descriptor.rowStrideA = heads * depth
    descriptor.rowStrideB = heads * depth
    descriptor.batchStridesA = .init(outer: time * heads * depth, inner: depth)
    descriptor.batchStridesB = descriptor.batchStridesA
    descriptor.batchStridesC = .init(outer: heads * time * time, inner: time * time)
    return GemmForm("heads \(batch), \(heads), \(time), \(depth)", descriptor)
  }

  /// A batch of products that share B.
  static func shared(batch: Int, _ m: Int, _ n: Int, _ k: Int) -> GemmForm {
    var descriptor = Gemm(m: m, n: n, k: k)
    descriptor.batch = (1, batch)
    descriptor.batchStridesA.inner = m * k
    descriptor.batchStridesC.inner = m * n
    return GemmForm("\(batch) × \(m)×\(n)×\(k) with one B", descriptor)
  }

  /// Extents of 0 to 3: every edge of a kernel's tiles at once.
  static let tiny = (0...3).flatMap { m in (0...3).flatMap { n in (0...3).flatMap { k in transposed(m, n, k) } } }

  static let medium =
    [
      (5, 7, 3), (8, 8, 8), (16, 16, 16), (12, 32, 64), (13, 33, 65), (11, 31, 63), (17, 47, 96), (24, 48, 5),
      (6, 16, 40), (7, 17, 41), (64, 10, 128), (1, 100, 50), (100, 1, 50), (50, 60, 1), (1, 1, 1000), (1, 1000, 3),
      (1, 509, 70),
      (97, 101, 103),
    ].flatMap { transposed($0.0, $0.1, $0.2) }
    + windows(13, 33, 7) + windows(1, 1, 1) + windows(40, 50, 60) + [
      heads(batch: 2, heads: 3, time: 5, depth: 7), heads(batch: 3, heads: 4, time: 33, depth: 16),
      heads(batch: 0, heads: 4, time: 3, depth: 2), heads(batch: 4, heads: 0, time: 3, depth: 2),
      shared(batch: 5, 3, 4, 6), shared(batch: 3, 17, 33, 9),
    ]

  static let large =
    transposed(257, 129, 300) + [
      GemmForm(1024, 17, 33), GemmForm(17, 1024, 33), GemmForm(33, 17, 4099),
      heads(batch: 4, heads: 8, time: 65, depth: 32),
    ]

  /// Operands larger than the caches, packed piece by piece: more rows than columns and the other way round, few terms and many.
  static let huge =
    transposed(385, 700, 500) + transposed(700, 385, 521) + transposed(601, 307, 1100) + windows(150, 201, 4500)
    + [
      GemmForm(2000, 520, 130, transposeA: true), GemmForm(129, 1100, 1030, transposeB: true),
      GemmForm(131, 515, 2561, transposeA: true), GemmForm(1024, 130, 1000, transposeA: true),
    ]
}

extension GemmForm {
  /// The elements of memory that A spans, `columns` being the length of its stored rows; 0 if it has none.
  private func span(_ rows: Int, _ columns: Int, _ rowStride: Int, _ batchStrides: Gemm.BatchStrides) -> Int {
    let (outer, inner) = descriptor.batch
    if rows == 0 || columns == 0 || outer == 0 || inner == 0 { return 0 }
    return (outer - 1) * batchStrides.outer + (inner - 1) * batchStrides.inner + (rows - 1) * rowStride + columns
  }

  var countA: Int {
    let (rows, columns) = descriptor.transposeA ? (descriptor.k, descriptor.m) : (descriptor.m, descriptor.k)
    return span(rows, columns, descriptor.rowStrideA, descriptor.batchStridesA)
  }

  var countB: Int {
    let (rows, columns) = descriptor.transposeB ? (descriptor.n, descriptor.k) : (descriptor.k, descriptor.n)
    return span(rows, columns, descriptor.rowStrideB, descriptor.batchStridesB)
  }

  var countC: Int { span(descriptor.m, descriptor.n, descriptor.rowStrideC, descriptor.batchStridesC) }

  /// A·B in Double and |A|·|B|, laid out as C; what the product does not write is `filler`, with bound 0.
  func exact<T: FloatingScalar>(_ a: [T], _ b: [T], filler: T) -> (c: [Double], magnitude: [Double]) {
    var c = [Double](repeating: filler.asDouble, count: countC)
    var magnitude = [Double](repeating: 0, count: countC)
    let d = descriptor
    for outer in 0..<d.batch.outer {
      for inner in 0..<d.batch.inner {
        for i in 0..<d.m {
          for j in 0..<d.n {
            var (sum, size) = (0.0, 0.0)
            for p in 0..<d.k {
              let placeA = d.transposeA ? p * d.rowStrideA + i : i * d.rowStrideA + p
              let placeB = d.transposeB ? j * d.rowStrideB + p : p * d.rowStrideB + j
              let x = a[outer * d.batchStridesA.outer + inner * d.batchStridesA.inner + placeA].asDouble
              let y = b[outer * d.batchStridesB.outer + inner * d.batchStridesB.inner + placeB].asDouble
              sum += x * y
              size += (x * y).magnitude
            }
            let place = outer * d.batchStridesC.outer + inner * d.batchStridesC.inner + i * d.rowStrideC + j
            c[place] = sum
            magnitude[place] = size
          }
        }
      }
    }
    return (c, magnitude)
  }
}
