import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTraining
import Testing

/// Means over samples, and metrics of one's own.
struct MeanMetricTests {
  @Test func beforeTheFirstSampleTheResultIsZero() throws {
    for metric: Metric in [
      .mean, .sum, .accuracy, .binaryAccuracy(), .meanSquaredError, .rootMeanSquaredError, .precision(), .recall(),
      .truePositives(), .auc(), .auc(curve: .pr), .auc(multiLabel: true), .f1Score(), .r2Score(),
    ] {
      #expect(try metric.result().scalar() == Float(0))
    }
  }

  @Test func weightsThatAddUpToZeroGiveZero() throws {
    let metric = Metric.mean
    let values = Tensor([1, 2] as [Float])
    try metric.updateState(values, values, sampleWeight: Tensor([1, -1] as [Float]))
    #expect(try metric.result().scalar() == Float(0))
  }

  @Test func aSampleCountsOnceHoweverManyEntriesItHas() throws {
    let metric = MeanMetric(name: "m")
    try metric.add(Tensor([[1, 3], [5, 7]] as [[Float]]))  // two samples, 2 and 6
    try metric.add(Tensor([[[4, 8], [12, 16]]] as [[[Float]]]))  // one sample, 10
    try metric.add(Tensor(2))  // a number is one sample
    #expect(try metric.variables.map { try $0.value.scalar() } == [20, 4] as [Float])
    #expect(try metric.result().scalar() == Float(5))
    try metric.resetState()
    #expect(try metric.variables.map { try $0.value.scalar() } == [0, 0] as [Float])
  }

  @Test func weightsForSamplesAndForEntries() throws {
    let values = Tensor([[1, 3], [5, 7]] as [[Float]])
    let metric = MeanMetric(name: "m")
    try metric.add(values, weight: Tensor([3, 1] as [Float]))
    #expect(try metric.variables.map { try $0.value.scalar() } == [12, 4] as [Float])
    try metric.resetState()
    try metric.add(values, weight: Tensor([[1, 0], [0, 3]] as [[Float]]))
    #expect(try metric.variables.map { try $0.value.scalar() } == [11, 2] as [Float])
    #expect(try metric.result().scalar() == Float(5.5))
    try metric.resetState()
    try metric.add(values, weight: Tensor([[2], [0]] as [[Int32]]))
    #expect(try metric.variables.map { try $0.value.scalar() } == [4, 2] as [Float])
    try metric.add(Tensor(6), weight: Tensor(2))
    #expect(try metric.result().scalar() == Float(4))
  }

  @Test func weightsThatStandForNothingAreRefusedAndNothingChanges() throws {
    let metric = MeanMetric(name: "m")
    let error = #expect(throws: KeratinError.self) {
      try metric.add(Tensor([[1, 3], [5, 7]] as [[Float]]), weight: Tensor([1, 2, 3] as [Float]))
    }
    #expect(
      error?.description
        == "m: expected a weight for each sample, or for each entry of values of shape [2, 2]. "
        + "Received: weights of shape [3].")
    #expect(try metric.result().scalar() == Float(0))
  }

  @Test func everyAccessGivesAMetricOfItsOwn() throws {
    let makers: [() -> Metric] = [
      { .accuracy }, { .mean }, { .meanSquaredError }, { .binaryAccuracy() }, { .categoricalAccuracy },
      { .sparseCategoricalAccuracy }, { .binaryCrossentropy() }, { .categoricalCrossentropy() },
      { .sparseCategoricalCrossentropy() }, { .sum }, { .meanAbsoluteError }, { .rootMeanSquaredError }, { .hinge },
      { .precision() }, { .recall() }, { .auc() }, { .f1Score() }, { .r2Score() }, { .truePositives() },
    ]
    for make in makers {
      let (first, second) = (make(), make())
      #expect(first !== second)
    }
  }

  @Test func totalsHaveTheElementTypeOfTheFloatPolicy() throws {
    let metric = FloatPolicy.with(.float64) { Metric.mean }
    try metric.updateState(Tensor([1] as [Float]), Tensor([0.1] as [Double]), sampleWeight: nil)
    #expect(try metric.result().scalar() == 0.1)
  }

  @Test func aFunctionMakesAMetric() throws {
    let metric = MeanMetric(name: "mean_absolute_error") { abs($1 - $0).mean(axis: -1) }
    try metric.updateState(Tensor([[1, 2]] as [[Float]]), Tensor([[3, 1]] as [[Float]]), sampleWeight: nil)
    #expect(try metric.result().scalar() == Float(1.5))
    #expect(metric.name == "mean_absolute_error")
  }

  /// The largest distance of all.
  final class LargestError: Metric {
    private var largest: Variable!
    init() {
      super.init(name: "largest_error")
      largest = addVariable("largest")
    }
    override func updateState(_ yTrue: Tensor, _ yPred: Tensor, sampleWeight: Tensor?) throws {
      try largest.assign(maximum(largest.value, abs(yPred - yTrue).max()))
    }
    override func result() -> Tensor { largest.value }
  }

  @Test func aMetricWithStateOfItsOwn() throws {
    let metric = LargestError()
    for (y, p) in [(1, 4), (2, 3)] as [(Float, Float)] {
      try metric.updateState(Tensor([y]), Tensor([p]), sampleWeight: nil)
    }
    #expect(try metric.result().scalar() == Float(3))
    try metric.resetState()
    #expect(try metric.result().scalar() == Float(0))
  }

  @Test func aMetricWithoutAnUpdateSaysSo() throws {
    let error = #expect(throws: KeratinError.self) {
      try Metric(name: "m").updateState(Tensor(0), Tensor(0), sampleWeight: nil)
    }
    #expect(
      error?.description == "expected a metric that overrides updateState(_:_:sampleWeight:). Received: Metric.")
  }

  @Test func whichWayIsBetter() {
    #expect(Metric.accuracy.isBetterWhenLarger == true)
    #expect(Metric.meanSquaredError.isBetterWhenLarger == false)
    for metric: Metric in [.precision(), .auc(), .f1Score(), .r2Score(), .cosineSimilarity(), .truePositives()] {
      #expect(metric.isBetterWhenLarger == true)
    }
    for metric: Metric in [.rootMeanSquaredError, .logCoshError, .falsePositives()] {
      #expect(metric.isBetterWhenLarger == false)
    }
    #expect(Metric.mean.isBetterWhenLarger == nil)
  }
}
