internal import KeratinGraph
internal import KeratinKernels

extension ActivationFunction {
  /// x itself.
  public static let linear = ActivationFunction("linear", kind: .linear, isKeras: true) { $0 }
  /// max(x, 0).
  public static let relu = ActivationFunction("relu", kind: .relu, isKeras: true) { KeratinGraph.relu($0) }
  /// 1 / (1 + e⁻ˣ).
  public static let sigmoid = ActivationFunction("sigmoid", kind: .sigmoid, isKeras: true) { KeratinGraph.sigmoid($0) }
  /// The hyperbolic tangent.
  public static let tanh = ActivationFunction("tanh", kind: .tanh, isKeras: true) { KeratinGraph.tanh($0) }
  /// eˣ / Σ eˣ over the last axis.
  public static let softmax: ActivationFunction = softmax(axis: -1)
  /// x − log Σ eˣ over the last axis, without overflow.
  public static let logSoftmax: ActivationFunction = logSoftmax(axis: -1)
  /// eˣ.
  public static let exponential = ActivationFunction("exponential", isKeras: true) { exp($0) }

  /// eˣ / Σ eˣ over an axis.
  ///
  /// - Parameter axis: along which the results sum to 1; the last by default.
  public static func softmax(axis: Int = -1) -> Self {
    Self("softmax", isKeras: axis == -1) { KeratinGraph.softmax($0, axis: axis) }
  }

  /// x − log Σ eˣ over an axis, without overflow.
  ///
  /// - Parameter axis: along which the sum runs; the last by default.
  public static func logSoftmax(axis: Int = -1) -> Self {
    Self("log_softmax", isKeras: axis == -1) { KeratinGraph.logSoftmax($0, axis: axis) }
  }
}
