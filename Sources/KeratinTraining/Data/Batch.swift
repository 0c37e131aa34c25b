public import KeratinGraph
internal import KeratinKernels

/// What a step works on: the tensors of one batch.
public struct Batch {
  /// One tensor for each input of the model.
  public let inputs: [Tensor]
  /// One tensor for each output that has targets; empty where there are none.
  public let targets: [Tensor]
  /// For each target, the weights of its samples.
  public let sampleWeights: [Tensor?]

  /// The only input of a model that has one.
  public var x: Tensor { inputs.first ?? Batch.missing("inputs") }
  /// The only target of a model that has one output.
  public var y: Tensor { targets.first ?? Batch.missing("targets") }
  /// The number of samples.
  public var count: Int { inputs.first?.shape[0] ?? 0 }

  private static func missing(_ what: String) -> Tensor {
    Tensor(failing: KeratinError(.data, expected: "a batch with \(what)", received: "a batch without"))
  }
}
