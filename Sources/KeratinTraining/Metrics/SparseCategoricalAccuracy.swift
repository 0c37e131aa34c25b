public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

extension Metrics {
  /// How often the class with the largest prediction is the one that a label names.
  ///
  /// Among equals the first class counts as the largest. Classes lie along the last axis of the predictions, which targets do
  /// not have, or with extent 1.
  public final class SparseCategoricalAccuracy: MeanMetric, Configurable {
    public static let module = "keras.metrics"
    public static let className = "SparseCategoricalAccuracy"

    public init(name: String = "sparse_categorical_accuracy") { super.init(name: name) }

    public override func values(_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor {
      let classes = yPred.argmax(axis: -1)
      guard yTrue.shape == classes.shape || yTrue.shape.dimensions == classes.shape.dimensions + [1] else {
        throw classes.error
          ?? shapeMismatch(
            yTrue.type, yPred.type, loss: name,
            expected: "a label for each of the samples of predictions of shape \(yPred.shape)")
      }
      return yTrue.reshaped(to: classes.shape) .== classes
    }

    public override var isBetterWhenLarger: Bool? { true }
  }
}

extension Metric {
  /// How often the most probable class is the one that a label names.
  public static var sparseCategoricalAccuracy: Metric { Metrics.SparseCategoricalAccuracy() }
}

extension Metrics.SparseCategoricalAccuracy: PlainMetric {}
