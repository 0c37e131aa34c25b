public import KeratinGraph
internal import KeratinKernels

/// What a step works on: the tensors of one batch. Also an element of a ``Dataset`` that is not batched yet: one sample's tensors.
public struct Batch: Sendable {
  /// One tensor for each input of the model.
  public let inputs: [Tensor]
  /// One tensor for each output that has targets; empty where there are none.
  public let targets: [Tensor]
  /// For each target, the weights of its samples.
  public let sampleWeights: [Tensor?]

  /// Tensors in the order of the model's inputs and outputs; `sampleWeights`, where there are some, one for each target.
  public init(inputs: [Tensor], targets: [Tensor] = [], sampleWeights: [Tensor?] = []) {
    self.inputs = inputs
    self.targets = targets
    self.sampleWeights = sampleWeights.isEmpty ? targets.map { _ in nil } : sampleWeights
  }

  /// A batch for a model with one input and one output.
  public init(_ x: Tensor, _ y: Tensor? = nil, sampleWeight: Tensor? = nil) {
    self.init(inputs: [x], targets: y.map { [$0] } ?? [], sampleWeights: sampleWeight.map { [$0] } ?? [])
  }

  /// The only input of a model that has one.
  public var x: Tensor { inputs.first ?? Batch.missing("inputs") }
  /// The only target of a model that has one output.
  public var y: Tensor { targets.first ?? Batch.missing("targets") }
  /// The number of samples.
  public var count: Int { max(0, inputs.first?.shape[0] ?? 0) }

  /// All tensors in the order in which a step takes them.
  var fields: [Tensor] { inputs + targets + sampleWeights.compactMap { $0 } }

  /// Other tensors in the places of ``fields``.
  func replacing(fields: [Tensor]) -> Batch {
    var rest = fields[...]
    let inputs = self.inputs.map { _ in rest.removeFirst() }
    let targets = self.targets.map { _ in rest.removeFirst() }
    return Batch(
      inputs: inputs, targets: targets, sampleWeights: sampleWeights.map { $0 == nil ? nil : rest.removeFirst() })
  }

  private static func missing(_ what: String) -> Tensor {
    Tensor(failing: KeratinError(.data, expected: "a batch with \(what)", received: "a batch without"))
  }
}
