import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import KeratinTraining
import Testing

/// Counts of right and wrong predictions: in training, and where arguments and data do not fit.
struct ConfusionTests {
  private func complaint(
    _ metric: Metric, _ targets: Tensor, _ predictions: Tensor, weight: Tensor? = nil,
    at location: SourceLocation = #_sourceLocation
  ) -> String? {
    let error = #expect(throws: KeratinError.self, sourceLocation: location) {
      try metric.updateState(targets, predictions, sampleWeight: weight)
    }
    return error?.description
  }

  let y = Tensor([[1, 0, 0], [0, 1, 1]] as [[Float]])
  let p = Tensor([[0.9, 0.2, 0.6], [0.1, 0.8, 0.3]] as [[Float]])

  @Test func argumentsThatCannotBe() {
    #expect(
      complaint(.precision(thresholds: [0.5, 1.5]), y, p) == "precision: expected thresholds in 0...1. Received: 1.5.")
    #expect(
      complaint(.recall(classId: 3), y, p)
        == "recall: expected predictions with a class 3 on the last of two axes or more. "
        + "Received: predictions of shape [2, 3].")
    #expect(
      complaint(.auc(numThresholds: 1), y, p)
        == "auc: expected at least 2 thresholds, and as many label weights as labels. "
        + "Received: 1 thresholds, 0 label weights.")
    #expect(
      complaint(.auc(labelWeights: [1, 2]), y, p)
        == "auc: expected a label weight for each place on the last axis of predictions of shape [2, 3]. "
        + "Received: 2 label weights.")
    #expect(complaint(.fBetaScore(beta: 0), y, p) == "fbeta_score: expected beta above 0. Received: 0.0.")
    #expect(
      complaint(.f1Score(threshold: 2), y, p)
        == "f1_score: expected a threshold above 0 and at most 1. Received: 2.0.")
  }

  @Test func dataThatDoNotFit() {
    let wide = Tensor.zeros([2, 4])
    for metric: Metric in [
      .precision(), .auc(), .f1Score(), .r2Score(), .rootMeanSquaredError, .topKCategoricalAccuracy(),
    ] {
      #expect(
        complaint(metric, wide, p)
          == "\(metric.name): expected targets of the shape of the predictions, [2, 3]. "
          + "Received: targets of shape [2, 4].")
    }
    #expect(
      complaint(.recall(), y, p, weight: Tensor([1, 2, 3] as [Float]))
        == "recall: expected a weight for each sample, or for each entry of values of shape [2, 3]. "
        + "Received: weights of shape [3].")
    #expect(
      complaint(.f1Score(), Tensor([1, 0] as [Float]), Tensor([0.5, 0.5] as [Float]))
        == "f1_score: expected predictions with two axes, samples and columns. Received: predictions of shape [2].")
    #expect(
      complaint(.auc(multiLabel: true, numLabels: 2), y, p)
        == "auc: expected predictions of shape [nil, 2]. Received: predictions of shape [2, 3].")
  }

  @Test(arguments: TestBackends.all)
  func labelsThatAreNoClassAndScoresThatAreNaNAreNeverAmongTheFirst(_ backend: TestBackend) throws {
    try Backends.with(backend.kernels) {
      let metric = Metrics.SparseTopKCategoricalAccuracy(k: 5)
      let scores = Tensor([[0.1, 0.9], [0.1, 0.9], [0.1, 0.9]] as [[Float]])
      let matches = try metric.values(Tensor([-1, 2, 1] as [Int32]), scores)
      #expect(try matches.scalars() == [0, 0, 1] as [Float])
      let first = try Metrics.SparseTopKCategoricalAccuracy(k: 1).values(
        Tensor([0, 1] as [Int32]), Tensor([[.nan, 0.1], [.nan, 0.1]] as [[Float]]))
      #expect(try first.scalars() == [0, 1] as [Float])
    }
  }

  @Test func aFitReportsThemUnderTheirNames() throws {
    let x = Tensor([[0, 1], [1, 0], [1, 1], [0, 0], [0.5, 0.2]] as [[Float]])
    let labels = Tensor([[1, 0], [0, 1], [1, 1], [0, 0], [0, 1]] as [[Float]])
    let metrics: [() -> Metric] = [
      { .precision() }, { .recall(thresholds: [0.3, 0.6]) }, { .auc() }, { .auc(curve: .pr, multiLabel: true) },
      { .f1Score(threshold: 0.5) }, { .r2Score() }, { .rootMeanSquaredError }, { .truePositives() },
    ]
    let model = Sequential {
      Input(shape: [2])
      Dense(2, activation: .sigmoid)
    }
    try model.compile(optimizer: .sgd(), loss: .binaryCrossentropy(), metrics: metrics.map { $0() })
    try model.fit(x, labels, batchSize: 2, epochs: 2, verbose: .silent)
    let logs = try model.evaluate(x, labels, batchSize: 2, verbose: .silent)
    let predictions = try model.predict(x, verbose: .silent)
    for (name, make) in zip(
      ["precision", "recall", "auc", "auc_1", "f1_score", "r2_score", "root_mean_squared_error", "true_positives"],
      metrics)
    {
      let metric = make()
      for batch in [0..<2, 2..<4, 4..<5] {
        try metric.updateState(labels[batch], predictions[batch], sampleWeight: nil)
      }
      let values = try metric.result().scalars(as: Double.self)
      for (index, value) in values.enumerated() {
        let logged = try #require(logs[values.count == 1 ? name : "\(name)_\(index)"])
        #expect((logged - value).magnitude <= RoundingBound.gamma(32, Float.self), "\(name)")
      }
    }
  }
}
