import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import KeratinTraining
import Testing

/// Accuracy by the shapes of the data, ties, thresholds, and data that do not fit.
struct AccuracyTests {
  @Test func shapesChooseTheKind() throws {
    func kind(_ targets: Shape, _ predictions: Shape) -> Metric {
      Metric.accuracy.resolved(TensorType(targets, .int32), TensorType(predictions))
    }
    for metric in [kind([nil, 1], [nil, 1]), kind([nil], [nil, 1]), kind([nil, 7, 1], [nil, 7, 1])] {
      #expect(metric is Metrics.BinaryAccuracy && metric.name == "accuracy")
    }
    for metric in [kind([nil], [nil, 3]), kind([nil, 1], [nil, 3]), kind([nil, 7], [nil, 7, 3])] {
      #expect(metric is Metrics.SparseCategoricalAccuracy && metric.name == "accuracy")
    }
    for metric in [kind([nil, 3], [nil, 3]), kind([nil, 7, 3], [nil, 7, 3])] {
      #expect(metric is Metrics.CategoricalAccuracy && metric.name == "accuracy")
    }
  }

  @Test func unresolvedItMeasuresAsTheKindWould() throws {
    let metric = Metric.accuracy
    let p = Tensor([[0.1, 0.9], [0.8, 0.2], [0.7, 0.3]] as [[Float]])
    try metric.updateState(Tensor([1, 0, 1] as [Int32]), p, sampleWeight: nil)
    #expect(try metric.result().scalar() == Float(2) / 3)
    try metric.updateState(Tensor([[0, 1], [1, 0], [1, 0]] as [[Float]]), p, sampleWeight: nil)
    #expect(try metric.result().scalar() == Float(5) / 6)
  }

  @Test(arguments: TestBackends.all)
  func theFirstOfEqualClassesCounts(_ backend: TestBackend) throws {
    try Backends.with(backend.kernels) {
      let values = try Metrics.SparseCategoricalAccuracy().values(
        Tensor([0, 1, 2, 0] as [Int32]), Tensor([[1, 1, 0], [0, 2, 2], [3, 0, 3], [0, 0, 0]] as [[Float]]))
      #expect(try values.scalars() == [1, 1, 0, 1] as [Float])
    }
  }

  @Test(arguments: TestBackends.all)
  func aPredictionAtTheThresholdStandsForZero(_ backend: TestBackend) throws {
    try Backends.with(backend.kernels) {
      let p = Tensor([0.5, Float(0.5).nextUp, 0.25, .nan] as [Float])
      let values = try Metrics.BinaryAccuracy().values(Tensor([1, 1, 1, 0] as [UInt8]), p)
      #expect(try values.scalars() == [0, 1, 0, 1] as [Float])
      let bools = try Metrics.BinaryAccuracy().values(Tensor([true, true, true, false]), p)
      #expect(try bools.scalars() == [0, 1, 0, 1] as [Float])
    }
  }

  @Test func labelsThatAreNoClassAreNeverRight() throws {
    let p = Tensor([[1, 0], [1, 0], [1, 0]] as [[Float]])
    let values = try Metrics.SparseCategoricalAccuracy().values(Tensor([0.5, -1, 2] as [Float]), p)
    #expect(try values.scalars() == [0, 0, 0] as [Float])
  }

  @Test func dataThatDoNotFit() {
    let p = Tensor.zeros([2, 3])
    let sparse = #expect(throws: KeratinError.self) {
      try Metrics.SparseCategoricalAccuracy().values(Tensor([1, 2, 3] as [Int32]), p)
    }
    #expect(
      sparse?.description
        == "sparse_categorical_accuracy: expected a label for each of the samples of predictions of shape [2, 3]. "
        + "Received: targets of shape [3].")
    for metric in [Metrics.CategoricalAccuracy(), Metrics.BinaryAccuracy(), Metrics.Accuracy()] as [MeanMetric] {
      let error = #expect(throws: KeratinError.self) { try metric.values(Tensor.zeros([2, 4]), p) }
      #expect(
        error?.description
          == "\(metric.name): expected targets of the shape of the predictions, [2, 3]. "
          + "Received: targets of shape [2, 4].")
    }
  }
}
