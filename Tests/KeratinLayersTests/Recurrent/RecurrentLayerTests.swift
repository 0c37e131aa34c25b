import KeratinGraph
import KeratinKernels
import KeratinLayers
import Testing

/// What recurrent layers do beside Keras's numbers: cells of one's own, dropout, errors.
@Suite struct RecurrentLayerTests {
  /// tanh(x·W + h·U), as a user writes it.
  final class Plain: RNNCell {
    let kernel = Variable("kernel", initializer: .glorotUniform)
    let recurrentKernel = Variable("recurrent_kernel", initializer: .orthogonal())
    override var stateSize: [Int] { [4] }
    override func build(_ input: Shape) throws {
      add(kernel, shape: [input[-1], 4])
      add(recurrentKernel, shape: [4, 4])
    }
    override func call(
      _ x: Tensor, states: [Tensor], _ context: CallContext
    ) throws -> (output: Tensor, states: [Tensor]) {
      let h = tanh(x.matmul(kernel.value) + states[0].matmul(recurrentKernel.value))
      return (h, [h])
    }
    override func copy() -> RNNCell { Plain() }
  }

  private let x = Tensor.randomUniform([3, 5, 2], from: -1, to: 1, seed: 1)

  @Test func aCellOfOnesOwnIsRunAsABuiltInOne() throws {
    let own = RNN(Plain(), returnSequences: true)
    let builtIn = SimpleRNN(4, useBias: false, returnSequences: true)
    let mask = try Tensor([1, 0, 1, 1, 0, 0, 0, 1, 0, 1, 1, 1, 1, 1, 1], shape: [3, 5]) .!= 0
    _ = (own(x), builtIn(x))
    try own.setWeights(builtIn.getWeights())
    for x in [x, x.withMask(mask)] {
      let (a, b) = (try own(x).scalars(as: Float.self), try builtIn(x).scalars(as: Float.self))
      #expect(zip(a, b).allSatisfy { ($0 - $1).magnitude < 1e-5 })
    }
    let y = Bidirectional(RNN(Plain()))(x)
    #expect(y.error == nil && y.shape == [3, 8])
  }

  @Test func aCellWithoutACopyHasNoOtherDirection() {
    final class Lone: RNNCell {
      override var stateSize: [Int] { [2] }
      override func call(
        _ x: Tensor, states: [Tensor], _ context: CallContext
      ) throws -> (output: Tensor, states: [Tensor]) { (x, [x]) }
    }
    #expect(RNN(Lone())(x).error == nil)
    #expect(Bidirectional(RNN(Lone()))(x).error?.suggestion?.contains("copy()") == true)
  }

  /// All steps drop the same inputs, and another call others; nothing is dropped in inference.
  @Test func dropoutIsTheSameAtAllSteps() throws {
    try withSession(seed: 3) {
      let layer = SimpleRNN(
        6, activation: .linear, useBias: false, kernelInitializer: .identity,
        recurrentInitializer: .zeros, dropout: 0.5, returnSequences: true)
      let ones = Tensor.ones([4, 3, 6])
      let first = layer(ones, training: true)
      let values = try first.scalars(as: Float.self)
      for sequence in 0..<4 {
        for unit in 0..<6 {
          let steps = (0..<3).map { values[(sequence * 3 + $0) * 6 + unit] }
          #expect(Set(steps).count == 1 && (steps[0] == 0 || steps[0] == 2))
        }
      }
      #expect(Set(values) == [0, 2])
      #expect(try layer(ones, training: true).scalars(as: Float.self) != values)
      #expect(try layer(ones).scalars(as: Float.self).allSatisfy { $0 == 1 })
    }
  }

  /// The fused path and the path step by step drop the same and compute the same.
  @Test(arguments: [false, true])
  func dropoutIsTheSameStepByStep(_ resetAfter: Bool) throws {
    /// A cell that hides that it can run over a whole sequence.
    final class Hidden: RNNCell {
      let cell: GRUCell
      init(_ cell: GRUCell) {
        self.cell = cell
        super.init()
      }
      override var stateSize: [Int] { cell.stateSize }
      override func build(_ input: Shape) throws { try cell.buildIfNeeded([input]) }
      override func call(
        _ x: Tensor, states: [Tensor], _ context: CallContext
      ) throws -> (output: Tensor, states: [Tensor]) {
        let results = try cell.invoke([x] + states, context)
        return (results[0], [results[1]])
      }
    }
    let cell = { GRUCell(4, dropout: 0.4, recurrentDropout: 0.3, resetAfter: resetAfter, seed: 7) }
    let (fused, stepwise) = (RNN(cell()), RNN(Hidden(cell())))
    let step = x[.all, ..<1]
    _ = (fused(step), stepwise(step))
    try stepwise.setWeights(fused.getWeights())
    // One step: the hidden cell draws its masks at each call.
    let a = try fused(step, training: true).scalars(as: Float.self)
    let b = try stepwise(step, training: true).scalars(as: Float.self)
    #expect(zip(a, b).allSatisfy { ($0 - $1).magnitude < 1e-5 })
  }

  /// Gradients of everything that a recurrence is given, with mask, dropout, recurrent bias and both directions.
  @Test(arguments: RecurrentCell.allCases, [false, true])
  func gradientsAreDerivatives(_ cell: RecurrentCell, _ goBackwards: Bool) throws {
    func random(_ shape: Shape, _ seed: UInt64, from low: Double = -1) -> Tensor {
      Tensor.randomUniform(shape, from: low, to: 1, seed: seed, elementType: .float64)
    }
    try Backends.with(Backends.naive) {
      let columns = 3 * cell.gates
      let mask = try Tensor([1, 1, 0, 0, 1, 1], shape: [2, 3]) .!= 0
      let factors = random([cell.gates, 2, 3], 4, from: 0)
      let states = [random([2, 3], 5)] + (cell == .lstm ? [random([2, 3], 6)] : [])
      let bias = cell == .gruResetAfter ? [random([columns], 7)] : []
      let inputs = [random([2, 3, columns], 3), random([3, columns], 8)] + states + bias
      for (mask, factors) in [(nil, nil), (mask, nil), (nil, factors), (mask, factors)] as [(Tensor?, Tensor?)] {
        try checkGradients(at: inputs) { inputs in
          let result = recurrence(
            cell, projection: inputs[0], kernel: inputs[1], bias: bias.isEmpty ? nil : inputs[inputs.count - 1],
            initial: Array(inputs[2..<2 + states.count]), mask: mask, dropout: factors, goBackwards: goBackwards)
          return Tensor.concatenated([result.states, result.cells].compactMap { $0 })
        }
      }
    }
  }

  // MARK: - Mistakes

  @Test func unitsMustBePositive() {
    for layer in [SimpleRNN(0), LSTM(-1), GRU(0)] as [RNN] {
      #expect(layer(x).error?.expected.contains("units") == true)
    }
    #expect(LSTM(.max)(x).error != nil)
  }

  @Test func sequencesHaveStepsAndFeatures() {
    #expect(LSTM(3)(Tensor.zeros([2, 0, 4])).error?.received.contains("length 0") == true)
    #expect(LSTM(3)(Tensor.zeros([2, 4])).error?.expected.contains("[batch, steps, features]") == true)
    #expect(GRU(3)(Tensor.zeros([2, 4, 3, 2])).error != nil)
    #expect(TimeDistributed(Dense(2))(Tensor.zeros([2, 0, 3])).error != nil)
    #expect(TimeDistributed(Dense(2))(Tensor.zeros([2, 3])).error?.expected.contains("3 axes") == true)
    let layer = LSTM(3)
    _ = layer(x)
    #expect(layer(Tensor.zeros([2, 4, 5])).error?.expected.contains("as when the layer was built") == true)
  }

  @Test func statesMustBeThoseOfTheCell() {
    #expect(LSTM(3)([x, Tensor.zeros([3, 3])]).error?.expected.contains("2") == true)
    #expect(GRU(3)([x, Tensor.zeros([3, 4])]).error?.expected.contains("[3, 3]") == true)
    #expect(Bidirectional(GRU(3))([x, Tensor.zeros([3, 3])]).error != nil)
  }

  @Test func statefulLayersNeedAFixedBatch() {
    let layer = GRU(3, stateful: true)
    #expect(layer(Input(shape: [5, 2])).error?.suggestion?.contains("batchSize") == true)
    let fixed = GRU(3, stateful: true)
    #expect(fixed(Input(shape: [5, 2], batchSize: 3)).error == nil)
    #expect(fixed.states.count == 1 && fixed.weights.count == 3)
    #expect(fixed(Tensor.zeros([2, 5, 2])).error?.expected.contains("batches of 3") == true)
  }

  @Test func directionsMustDiffer() {
    let same = Bidirectional(LSTM(3), backwardLayer: LSTM(3))
    #expect(same(x).error?.expected.contains("goBackwards") == true)
    let unlike = Bidirectional(LSTM(3), backwardLayer: LSTM(3, returnSequences: true, goBackwards: true))
    #expect(unlike(x).error?.expected.contains("returnSequences") == true)
    #expect(throws: KeratinError.self) { try Bidirectional(LSTM(3)).resetStates() }
  }

  @Test func aMaskHasATruthValueForEachStep() {
    let mask = Tensor.ones([3, 4]) .!= 0
    #expect(LSTM(3)(x.withMask(mask)).error != nil)
  }

  @Test func masksGoOnWithSequences() {
    let mask = Tensor.ones([3, 5]) .!= 0
    let masked = x.withMask(mask)
    #expect(LSTM(3, returnSequences: true)(masked).mask != nil)
    #expect(LSTM(3)(masked).mask == nil)
    #expect(Bidirectional(LSTM(3, returnSequences: true))(masked).mask != nil)
    #expect(TimeDistributed(Dense(2))(masked).mask != nil)
  }

  /// What looks at the whole batch sees the samples of one step, as in Keras.
  @Test func stepsAreBatchesOfTheirOwn() throws {
    let x = Tensor((0..<12).map { Float($0) }).reshaped(to: [2, 3, 2])
    let centred = TimeDistributed(Lambda { $0 - $0.mean(axes: [0], keepDims: true) })
    #expect(!centred.layer.treatsSamplesApart)
    let y: [Float] = try centred(x).scalars()
    #expect(y == [Float](repeating: -3, count: 6) + [Float](repeating: 3, count: 6))
    #expect(Dense(2).treatsSamplesApart && LSTM(2).treatsSamplesApart && !BatchNormalization().treatsSamplesApart)
    #expect(!LSTM(2, stateful: true).treatsSamplesApart && TimeDistributed(Dense(2)).treatsSamplesApart)
  }
}
