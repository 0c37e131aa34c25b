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
  public var x: Tensor { inputs[0] }
  /// The only target of a model that has one output.
  public var y: Tensor { targets[0] }
  /// The number of samples.
  public var count: Int { inputs[0].shape[0] }
}
