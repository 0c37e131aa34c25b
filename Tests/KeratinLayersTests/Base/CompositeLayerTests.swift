import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import Testing

@Suite struct CompositeLayerTests {
  private let x = Tensor([[1, -2, 3], [0.5, 4, -1]] as [[Float]])

  @Test func modesPassOnToTheLayersInside() {
    let recorder = ModeRecorder()
    let outer = Block(4)
    _ = recorder(x)
    _ = recorder(x, training: true)
    _ = Fixed(recorder, training: true)(x)
    _ = Fixed(recorder, training: false)(x, training: true)
    _ = CallContext(isTraining: true).run { recorder(x) }
    _ = CallContext(isTraining: true).run { recorder(x, training: false) }
    #expect(recorder.modes == [false, true, true, false, true, false])

    _ = outer(x)
    #expect(outer.drop.variables.count == 1)
    #expect(try! outer.drop.variables[0].value.scalar(as: Int32.self) == 0)
    _ = outer(x, training: true)
    #expect(try! outer.drop.variables[0].value.scalar(as: Int32.self) == 1)
  }

  @Test func nodesAndVariablesHaveThePathsOfTheirLayers() throws {
    let layer = Block(4, name: "block")
    let trace = Trace()
    trace.run { _ = layer(trace.input(x.type), training: true) }
    let paths = Set(trace.graph.nodes.map(\.layerPath))
    #expect(paths.isSuperset(of: ["block/first", "block/drop", "block/second"]))
    #expect(
      layer.variables.map(\.path) == [
        "first/kernel", "first/bias", "drop/counter", "second/kernel", "second/bias",
      ])
  }

  @Test func trainsWhatIsInside() throws {
    let layer = Block(4, name: "block")
    _ = layer(x)
    #expect(layer.isBuilt && layer.first.isBuilt && layer.second.isBuilt)
    #expect(layer.trainableVariables.count == 4 && layer.parameterCount == 3 * 4 + 4 + 4 * 4 + 4)
    try checkGradients(at: [x], variables: layer.trainableVariables) { layer($0[0], training: true) }
  }

  /// float32 variables and inputs are read as float64 while gradients are checked; the layer does not narrow them again.
  @Test func gradientsOfALayerOfOnesOwnAreChecked() throws {
    let layer = RootMeanSquare()
    _ = layer(x)
    try checkGradients(at: [x], variables: layer.trainableVariables) { layer($0[0]) }
  }

  @Test func aFunctionalCallFindsTheShapeWithoutRunningAnything() throws {
    let layer = Block(5)
    let recorder = ModeRecorder()
    let y = layer(recorder(Input(shape: [3])), training: true)
    #expect(y.shape == [nil, 5] && y.symbolic?.call.isTraining == true)
    #expect(try layer.drop.variables[0].value.scalar(as: Int32.self) == 0)
    #expect(recorder.modes.allSatisfy { !$0 })
    // Extents other than the batch may be unknown too.
    #expect(Flatten()(Input(shape: [nil, 3])).shape == [nil, nil])
    #expect(Dense(7)(Input(shape: [nil, 3])).shape == [nil, nil, 7])
    #expect(Dense(7)(Input(shape: [3], batchSize: 6)).shape == [6, 7])
  }

  @Test func severalResultsComeBack() {
    let twice = Twice()
    let results = twice.results([x])
    #expect(results.count == 2 && results[1].shape == x.shape)
    #expect(twice.results([Input(shape: [3])]).map(\.shape) == [[nil, 3], [nil, 3]])
    let failed = twice.results([x, x])
    #expect(failed.count == 2 && failed.allSatisfy { $0.error != nil && $0.rank == 2 })
  }

  @Test func aSharedLayerHasOneSetOfVariables() throws {
    final class Shared: Layer {
      let layer: Dense
      let same: [Dense]
      init(_ layer: Dense) {
        (self.layer, same) = (layer, [layer])
        super.init()
      }
      override func call(_ x: Tensor, _ context: CallContext) -> Tensor { same[0](layer(x)) }
    }
    let dense = Dense(3, kernelInitializer: .identity(gain: 2), biasInitializer: .ones)
    let shared = Shared(dense)
    #expect(try shared(x).scalars(as: Float.self) == x.scalars().map { 4 * $0 + 3 })
    #expect(shared.variables.count == 2 && shared.sublayers.count == 1)
    // The gradients of both uses are added: d/db Σ y = 2·(sum of W's row) + … = 2 + 1 for each sample.
    let gradients = try gradient(with: shared.trainableVariables) { shared(x).sum() }
    #expect(try gradients[1].scalars(as: Float.self) == [6, 6, 6])
    // Functional calls of one layer make one callee.
    let (a, b) = (dense(Input(shape: [3])), dense(Input(shape: [3])))
    #expect(a.symbolic?.call.callee === b.symbolic?.call.callee && a.symbolic?.call !== b.symbolic?.call)
  }

  @Test func nothingKeepsALayerOrATraceAlive() throws {
    weak var layer: Block?
    weak var trace: Trace?
    do {
      let block = Block(4)
      layer = block
      _ = block(x, training: true)
      _ = block(Input(shape: [3]))
      let recording = Trace()
      trace = recording
      recording.run { _ = block(recording.input(x.type), training: true) }
      #expect(recording.assignments.count == 1)
    }
    #expect(layer == nil)
    #expect(trace == nil)
  }
}
