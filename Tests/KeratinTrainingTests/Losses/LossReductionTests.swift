import KeratinGraph
import KeratinKernels
import KeratinTraining
import Testing

/// How the losses of samples become one: weights, masks, nothing at all.
struct LossReductionTests {
  let y = Tensor([[1, 2, 3], [4, 5, 6]] as [[Float]])
  let p = Tensor([[1, 4, 3], [1, 5, 10]] as [[Float]])

  /// The squares of the differences, so that each entry has a loss of its own.
  struct SquaredError: Loss {
    let name = "squared_error"
    var reduction = LossReduction.sumOverBatchSize
    func losses(_ yTrue: Tensor, _ yPred: Tensor) -> Tensor { square(yPred - yTrue) }
  }

  @Test func weightsOfSamplesStandAtTheFirstAxes() throws {
    let sampleWeight = Tensor([2, 0.5] as [Float])
    let loss = SquaredError(reduction: .none)
    let expected: [Float] = [0, 8, 0, 4.5, 0, 8]
    #expect(try loss(y, p, sampleWeight: sampleWeight).scalars() == expected)
    #expect(try loss(y, p, sampleWeight: sampleWeight.reshaped(to: [2, 1])).scalars() == expected)
    #expect(try loss(y, p, sampleWeight: Tensor([2, 0] as [Int32])).scalars() == [0, 8, 0, 0, 0, 0] as [Float])
  }

  @Test func meansWithAndWithoutWeights() throws {
    let sampleWeight = Tensor([2, 0.5] as [Float])
    #expect(try SquaredError(reduction: .sum)(y, p).scalar() == Float(29))
    #expect(try SquaredError()(y, p).scalar() == Float(29) / 6)
    #expect(try SquaredError()(y, p, sampleWeight: sampleWeight).scalar() == Float(20.5) / 6)
    #expect(try SquaredError(reduction: .mean)(y, p, sampleWeight: sampleWeight).scalar() == Float(20.5) / 6)
    #expect(try SquaredError(reduction: .meanWithSampleWeight)(y, p).scalar() == Float(29) / 6)
    #expect(
      try SquaredError(reduction: .meanWithSampleWeight)(y, p, sampleWeight: sampleWeight).scalar() == Float(8.2))
  }

  @Test func maskedEntriesLeaveSumAndNumber() throws {
    let steps = Tensor([true, true, false, false, true, true]).reshaped(to: [2, 3])
    let samples = Tensor([false, true])
    #expect(try SquaredError()(y, p, mask: steps).scalar() == Float(20) / 4)
    #expect(try SquaredError(reduction: .sum)(y, p, mask: steps).scalar() == Float(20))
    #expect(try SquaredError()(y, p, mask: samples).scalar() == Float(25) / 3)
    #expect(try SquaredError()(y, p, sampleWeight: Tensor([3, 2] as [Float]), mask: samples).scalar() == Float(50) / 3)
    #expect(try SquaredError(reduction: .none)(y, p, mask: samples).scalars() == [0, 0, 0, 9, 0, 16] as [Float])
    #expect(try SquaredError()(y, p, mask: Tensor([false, false])).scalar() == Float(0))
  }

  @Test func ofNoSamplesTheLossIsZero() throws {
    let none = Tensor.zeros([0, 3])
    for loss: any Loss in [.meanSquaredError, .binaryCrossentropy(), .categoricalCrossentropy()] {
      #expect(try loss(none, none).scalar() == Float(0))
    }
    let labels = Tensor([Int32]())
    #expect(try Losses.SparseCategoricalCrossentropy()(labels, none).scalar() == Float(0))
    #expect(try Losses.SparseCategoricalCrossentropy(fromLogits: true)(labels, none).scalar() == Float(0))
  }

  @Test func weightsThatStandForNothingAreRefused() {
    let error = #expect(throws: KeratinError.self) {
      try SquaredError()(y, p, sampleWeight: Tensor([1, 2, 3] as [Float]))
    }
    #expect(
      error?.description
        == "sampleWeight: expected a weight for each sample, or for each entry of a loss of shape [2, 3]. "
        + "Received: weights of shape [3].")
  }

  @Test func aLossOfOnesOwnSeesColumnsAsTheRowsTheyStandFor() throws {
    let (column, row) = (Tensor([[1], [2], [4]] as [[Float]]), Tensor([1, 1, 1] as [Float]))
    #expect(try SquaredError()(row, column).scalar() == Float(10) / 3)
    #expect(try SquaredError()(column, row).scalar() == Float(10) / 3)
  }

  @Test func aLossMaySayWhichOfItsEntriesCount() throws {
    struct IgnoringNaN: Loss {
      let name = "ignoring_nan"
      func mask(_ yTrue: Tensor, _ yPred: Tensor) -> Tensor? { yTrue .== yTrue }
      func losses(_ yTrue: Tensor, _ yPred: Tensor) -> Tensor {
        which(yTrue .== yTrue, abs(yPred - yTrue), Tensor(0))
      }
    }
    let y = Tensor([[1, .nan, 3], [4, 5, .nan]] as [[Float]])
    #expect(try IgnoringNaN()(y, p).scalar() == Float(3) / 4)
    let metric = Metrics.LossMetric(IgnoringNaN())
    try metric.updateState(y, p, sampleWeight: nil)
    // Each sample counts as much as the share of its entries that does.
    #expect(try metric.result().scalar() == Float(3) / 4)
  }
}
