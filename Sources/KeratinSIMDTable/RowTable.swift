/// Softmax and cross-entropy on dense rows of `length` elements.
public struct RowTable: Sendable {
  /// One row out of each row of x.
  public typealias Map =
    @Sendable (
      _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ rows: Int, _ length: Int
    ) -> Void

  /// One row out of each two.
  public typealias Gradient =
    @Sendable (
      _ y: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, _ dx: UnsafeMutablePointer<Float>, _ rows: Int,
      _ length: Int
    ) -> Void

  /// One loss a row, from logits and labels.
  public typealias SparseLoss =
    @Sendable (
      _ logits: UnsafePointer<Float>, _ labels: UnsafePointer<Int32>, _ loss: UnsafeMutablePointer<Float>, _ rows: Int,
      _ length: Int
    ) -> Void
  public typealias SparseLossGradient =
    @Sendable (
      _ logits: UnsafePointer<Float>, _ labels: UnsafePointer<Int32>, _ dLoss: UnsafePointer<Float>,
      _ dx: UnsafeMutablePointer<Float>, _ rows: Int, _ length: Int
    ) -> Void

  /// One loss a row, from logits and target probabilities.
  public typealias Loss =
    @Sendable (
      _ logits: UnsafePointer<Float>, _ targets: UnsafePointer<Float>, _ loss: UnsafeMutablePointer<Float>, _ rows: Int,
      _ length: Int
    ) -> Void
  public typealias LossGradient =
    @Sendable (
      _ logits: UnsafePointer<Float>, _ targets: UnsafePointer<Float>, _ dLoss: UnsafePointer<Float>,
      _ dx: UnsafeMutablePointer<Float>, _ rows: Int, _ length: Int
    ) -> Void

  public let softmax: Map
  public let logSoftmax: Map
  public let softmaxGradient: Gradient
  public let sparseCrossEntropy: SparseLoss
  public let sparseCrossEntropyGradient: SparseLossGradient
  public let crossEntropy: Loss
  public let crossEntropyGradient: LossGradient

  public init(
    softmax: @escaping Map, logSoftmax: @escaping Map, softmaxGradient: @escaping Gradient,
    sparseCrossEntropy: @escaping SparseLoss, sparseCrossEntropyGradient: @escaping SparseLossGradient,
    crossEntropy: @escaping Loss, crossEntropyGradient: @escaping LossGradient
  ) {
    self.softmax = softmax
    self.logSoftmax = logSoftmax
    self.softmaxGradient = softmaxGradient
    self.sparseCrossEntropy = sparseCrossEntropy
    self.sparseCrossEntropyGradient = sparseCrossEntropyGradient
    self.crossEntropy = crossEntropy
    self.crossEntropyGradient = crossEntropyGradient
  }
}
