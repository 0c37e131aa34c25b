/// Normalization of the columns and of the rows of dense matrices.
public struct NormalizationTable: Sendable {
  /// The mean of each column, then Σ(x − mean)² of each.
  public typealias Moments =
    @Sendable (
      _ x: UnsafePointer<Float>, _ rows: Int, _ columns: Int, _ moments: UnsafeMutablePointer<Double>
    ) -> Void
  /// y = (x − mean)·factor + β + residual, of which negatives become 0 if `rectifies`; mask = 1 where y > 0. All but x, residual, y and mask
  /// have a number a column.
  public typealias Scale =
    @Sendable (
      _ x: UnsafePointer<Float>, _ residual: UnsafePointer<Float>?, _ mean: UnsafePointer<Float>,
      _ factor: UnsafePointer<Float>, _ beta: UnsafePointer<Float>, _ rectifies: Bool,
      _ y: UnsafeMutablePointer<Float>, _ mask: UnsafeMutablePointer<UInt8>?, _ rows: Int, _ columns: Int
    ) -> Void
  /// Σ dy of each column, then Σ dy·(x − mean) of each, dy counting as 0 outside the mask.
  public typealias GradientSums =
    @Sendable (
      _ x: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, _ mask: UnsafePointer<UInt8>?,
      _ mean: UnsafePointer<Float>, _ rows: Int, _ columns: Int, _ sums: UnsafeMutablePointer<Double>
    ) -> Void
  /// dx = (dy − c + (x − mean)·b)·a, with a, b and c a number a column, dy counting as 0 outside the mask.
  public typealias Gradient =
    @Sendable (
      _ x: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, _ mask: UnsafePointer<UInt8>?,
      _ mean: UnsafePointer<Float>, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ c: UnsafePointer<Float>,
      _ dx: UnsafeMutablePointer<Float>, _ rows: Int, _ columns: Int
    ) -> Void

  /// y = (x − mean) / √(variance + ε)·γ + β in each row, with its mean (0 unless it centers) and its variance.
  public typealias NormalizeRows =
    @Sendable (
      _ x: UnsafePointer<Float>, _ gamma: UnsafePointer<Float>, _ beta: UnsafePointer<Float>, _ centers: Bool,
      _ epsilon: Float, _ y: UnsafeMutablePointer<Float>, _ mean: UnsafeMutablePointer<Float>,
      _ variance: UnsafeMutablePointer<Float>, _ rows: Int, _ length: Int
    ) -> Void
  /// inverse = 1 / √(variance + ε).
  public typealias InverseDeviations =
    @Sendable (
      _ variance: UnsafePointer<Float>, _ epsilon: Float, _ inverse: UnsafeMutablePointer<Float>, _ count: Int
    ) -> Void
  /// dx = (γ·dy − mean of γ·dy − x̂·mean of γ·dy·x̂)·inverse in each row, x̂ = (x − mean)·inverse.
  public typealias RowGradient =
    @Sendable (
      _ x: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, _ gamma: UnsafePointer<Float>,
      _ mean: UnsafePointer<Float>, _ inverse: UnsafePointer<Float>, _ centers: Bool,
      _ dx: UnsafeMutablePointer<Float>, _ rows: Int, _ length: Int
    ) -> Void
  /// Σ dy of each column, then Σ dy·x̂ of each.
  public typealias RowParameterSums =
    @Sendable (
      _ x: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, _ mean: UnsafePointer<Float>,
      _ inverse: UnsafePointer<Float>, _ rows: Int, _ length: Int, _ sums: UnsafeMutablePointer<Double>
    ) -> Void

  /// Of columns: what their means and variances are made of.
  public let moments: Moments
  /// Of columns: the result.
  public let scale: Scale
  /// Of columns: what the gradients of γ and β are made of.
  public let gradientSums: GradientSums
  /// Of columns: the gradient of x.
  public let gradient: Gradient
  /// Of rows: the result, means and variances.
  public let normalizeRows: NormalizeRows
  /// Of rows: what gradients divide by, inverted.
  public let inverseDeviations: InverseDeviations
  /// Of rows: the gradient of x.
  public let rowGradient: RowGradient
  /// Of rows: what the gradients of γ and β are made of.
  public let rowParameterSums: RowParameterSums

  /// The kernels of one instruction set.
  public init(
    moments: @escaping Moments, scale: @escaping Scale, gradientSums: @escaping GradientSums,
    gradient: @escaping Gradient, normalizeRows: @escaping NormalizeRows,
    inverseDeviations: @escaping InverseDeviations, rowGradient: @escaping RowGradient,
    rowParameterSums: @escaping RowParameterSums
  ) {
    self.moments = moments
    self.scale = scale
    self.gradientSums = gradientSums
    self.gradient = gradient
    self.normalizeRows = normalizeRows
    self.inverseDeviations = inverseDeviations
    self.rowGradient = rowGradient
    self.rowParameterSums = rowParameterSums
  }
}
