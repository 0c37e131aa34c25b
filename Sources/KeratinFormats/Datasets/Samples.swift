public import KeratinGraph
internal import KeratinKernels

/// Samples with what is to be learned of them: row i of `x` belongs to row i of `y`.
public struct Samples: Sendable {
  /// The inputs, one sample a row.
  public let x: Tensor
  /// The targets, one a sample.
  public let y: Tensor

  public init(x: Tensor, y: Tensor) {
    self.x = x
    self.y = y
  }

  /// The number of samples.
  public var count: Int { x.shape[0] }
}

extension Samples {
  /// The samples at `rows` of a set whose inputs and targets have `x.count / y.count` and 1 numbers a sample.
  init<Target: Scalar>(
    _ rows: [Int], x: [Float], shape: [Int], y: [Target], targetShape: [Int]
  ) throws {
    let width = shape.reduce(1, *)
    let inputs = rows.flatMap { x[$0 * width..<($0 + 1) * width] }
    self.x = try Tensor(inputs, shape: Shape([rows.count] + shape))
    self.y = try Tensor(rows.map { y[$0] }, shape: Shape([rows.count] + targetShape))
  }
}
