public import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

extension Metrics {
  /// Accuracy of the kind that the shapes of targets and predictions ask for, as Keras's name `accuracy` stands for:
  /// ``BinaryAccuracy`` for predictions whose last axis has extent 1, ``SparseCategoricalAccuracy`` for targets with an axis fewer
  /// or whose last axis has extent 1, else ``CategoricalAccuracy``.
  public final class AutomaticAccuracy: MeanMetric {
    public init(name: String = "accuracy") { super.init(name: name) }

    public override func resolved(_ yTrue: TensorType, _ yPred: TensorType) -> Metric { kind(yTrue.shape, yPred.shape) }

    public override func values(_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor {
      try kind(yTrue.shape, yPred.shape).values(yTrue, yPred)
    }

    private func kind(_ targets: Shape, _ predictions: Shape) -> MeanMetric {
      if predictions[-1] == 1 { return BinaryAccuracy(name: name) }
      if targets.rank < predictions.rank || targets[-1] == 1 { return SparseCategoricalAccuracy(name: name) }
      return CategoricalAccuracy(name: name)
    }

    public override var isBetterWhenLarger: Bool? { true }
  }
}

extension Metric {
  /// How often predictions are right: binary, sparse categorical or categorical accuracy, by the shapes of the data.
  public static var accuracy: Metric { Metrics.AutomaticAccuracy() }
}

extension Metrics.AutomaticAccuracy: PlainMetric {
  /// The word that stands for it in files.
  package static var className: String { "accuracy" }
}
