public import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers
internal import Synchronization

/// A model as it was at one moment, for serving: many tasks may call it at once, while the model itself is trained on.
///
///     let predictor = try model.predictor()
///     await withTaskGroup(of: Void.self) { group in
///       for request in requests { group.addTask { answer(request, try? predictor.predict(request.x)) } }
///     }
///
/// Weights are shared with the model until training changes them; the model then gets memory of its own. Results have the bits that
/// ``Model/predict(_:batchSize:verbose:callbacks:)`` gave at that moment. Each caller has an arena and plans to itself, from a pool that grows to the largest number of
/// callers at once; the first call with a new shape makes a plan, later ones only run it and allocate nothing but their result. Kernels use the thread pool
/// where no other caller does. State that prediction changes, such as that of a stateful recurrent layer, begins each call as it was.
public final class Predictor: @unchecked Sendable {
  /// The names under which inputs may be given, in order.
  public let inputNames: [String]
  /// The names of the outputs, in order.
  public let outputNames: [String]

  private let model: Model
  private let backend: any Backend
  /// The model's variables, and what they held.
  private let snapshot: [(variable: Variable, value: Tensor)]
  private let idle = Mutex<[PredictorSeat]>([])
  /// How many seats are kept while nobody needs them.
  private static let idleLimit = 64

  init(_ model: Model) throws {
    try model.requireSound()
    guard model.isBuilt else {
      throw KeratinError(
        .state, expected: "a model whose weights exist", received: "'\(model.name)', which is not built",
        operation: "predictor", suggestion: "giving it an Input, or calling it on data, first")
    }
    self.model = model
    (inputNames, outputNames, backend) = (model.inputNames, model.outputNames, Backends.current)
    snapshot = try model.variables.map { variable in
      let value = variable.value
      return (variable, Tensor(try value.buffer(for: "predictor"), value.type))
    }
  }

  /// The results for `x`, the first output's of several: those of `Model.predict`.
  ///
  /// - Parameters:
  ///   - x: the only input, its first axis counting samples, any number of them.
  ///   - batchSize: how many samples are worked on at a time; 32 by default, as in `Model.predict`.
  /// - Throws: ``KeratinError`` for an input that does not fit the model.
  public func predict(_ x: Tensor, batchSize: Int = 32) throws -> Tensor {
    guard inputNames.count == 1 else { return try predictAll(x, batchSize: batchSize)[0] }
    return try withSeat { try $0.predictFirst(x, batchSize: batchSize) }
  }

  /// The same for several inputs, in order or by name.
  public func predict(_ x: any ModelData, batchSize: Int = 32) throws -> Tensor {
    try predictAll(x, batchSize: batchSize)[0]
  }

  /// The results of all outputs, in order, for one input or several, in order or by name.
  public func predictAll(_ x: any ModelData, batchSize: Int = 32) throws -> [Tensor] {
    let inputs = try model.data(x, nil, sampleWeight: nil, classWeight: nil, nil).inputs
    return try withSeat { try $0.predict(inputs, batchSize: batchSize) }
  }

  /// The results of all outputs by their names.
  public func predictByName(_ x: any ModelData, batchSize: Int = 32) throws -> [String: Tensor] {
    Dictionary(zip(outputNames, try predictAll(x, batchSize: batchSize))) { first, _ in first }
  }

  /// Runs `body` with a seat of the pool, or a new one where all are taken.
  private func withSeat<R>(_ body: (PredictorSeat) throws -> R) throws -> R {
    let seat = try idle.withLock { $0.popLast() } ?? PredictorSeat(model, snapshot, backend)
    defer { idle.withLock { if $0.count < Predictor.idleLimit { $0.append(seat) } } }
    return try body(seat)
  }
}

extension Model {
  /// A snapshot of the model for serving, which many tasks may use at once; later training does not change it.
  ///
  /// Called by whoever trains the model, between steps. Throws for a model that is not built.
  public func predictor() throws -> Predictor { try Predictor(self) }
}
