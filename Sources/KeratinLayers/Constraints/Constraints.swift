internal import KeratinGraph
internal import KeratinKernels

/// What weights must be after each update, as in Keras's `keras.constraints`.
public enum Constraints {
  /// Keeps a quotient by a norm of 0 finite.
  static let epsilon = 1e-7
}

extension Tensor {
  /// The root of the sum of squares along `axes`, which stay with extent 1.
  func norms(_ axes: [Int]) -> Tensor { sqrt(square(self).sum(axes: axes, keepDims: true)) }
}

/// Axes as Keras writes them: one as a number.
func axisConfig(_ axes: [Int]) -> ConfigValue { axes.count == 1 ? .int(axes[0]) : .array(axes.map { .int($0) }) }
