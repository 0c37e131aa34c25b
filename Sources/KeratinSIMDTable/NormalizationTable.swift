/// Normalization of the columns of dense matrices.
public struct NormalizationTable: Sendable {
  /// The mean of each column, then Σ(x − mean)² of each.
  public typealias Moments =
    @Sendable (
      _ x: UnsafePointer<Float>, _ rows: Int, _ columns: Int, _ moments: UnsafeMutablePointer<Double>
    ) -> Void
  /// y = (x − mean)·factor + β, all but x and y a number a column.
  public typealias Scale =
    @Sendable (
      _ x: UnsafePointer<Float>, _ mean: UnsafePointer<Float>, _ factor: UnsafePointer<Float>,
      _ beta: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ rows: Int, _ columns: Int
    ) -> Void
  /// Σ dy of each column, then Σ dy·(x − mean) of each.
  public typealias GradientSums =
    @Sendable (
      _ x: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, _ mean: UnsafePointer<Float>, _ rows: Int, _ columns: Int,
      _ sums: UnsafeMutablePointer<Double>
    ) -> Void
  /// dx = (dy − c + (x − mean)·b)·a, with a, b and c a number a column.
  public typealias Gradient =
    @Sendable (
      _ x: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, _ mean: UnsafePointer<Float>, _ a: UnsafePointer<Float>,
      _ b: UnsafePointer<Float>, _ c: UnsafePointer<Float>, _ dx: UnsafeMutablePointer<Float>, _ rows: Int,
      _ columns: Int
    ) -> Void

  public let moments: Moments
  public let scale: Scale
  public let gradientSums: GradientSums
  public let gradient: Gradient

  public init(
    moments: @escaping Moments, scale: @escaping Scale, gradientSums: @escaping GradientSums,
    gradient: @escaping Gradient
  ) {
    self.moments = moments
    self.scale = scale
    self.gradientSums = gradientSums
    self.gradient = gradient
  }
}
