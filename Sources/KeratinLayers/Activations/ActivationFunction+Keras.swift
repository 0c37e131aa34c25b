internal import KeratinGraph
internal import KeratinKernels

extension ActivationFunction {
  /// x itself.
  public static let linear = ActivationFunction("linear", kind: .linear) { $0 }
  /// max(x, 0).
  public static let relu = ActivationFunction("relu", kind: .relu) { KeratinGraph.relu($0) }
  /// 1 / (1 + e⁻ˣ).
  public static let sigmoid = ActivationFunction("sigmoid", kind: .sigmoid) { KeratinGraph.sigmoid($0) }
  /// The hyperbolic tangent.
  public static let tanh = ActivationFunction("tanh", kind: .tanh) { KeratinGraph.tanh($0) }
  /// eˣ / Σ eˣ over the last axis.
  public static let softmax = ActivationFunction("softmax") { KeratinGraph.softmax($0) }
}
