public import KeratinGraph
public import KeratinKernels

/// A number that says how good predictions are, accumulated over samples.
///
/// To write one, add variables in `init`, override ``updateState(_:_:sampleWeight:)`` and ``result()`` in operations on tensors.
open class Metric {
  /// The name in logs and History.
  public let name: String
  /// What the metric has accumulated.
  public private(set) var variables: [Variable] = []

  public init(name: String) { self.name = name }

  /// Adds a variable that starts as zeros and is set back to zeros with every ``resetState()``.
  public func addVariable(_ name: String, shape: Shape = .scalar, elementType: ElementType = .float32) -> Variable {
    let variable = Variable(
      name, zeros: TensorType(shape, elementType), path: self.name + "/" + name)
    variables.append(variable)
    return variable
  }

  /// Takes in a batch.
  open func updateState(_ yTrue: Tensor, _ yPred: Tensor, sampleWeight: Tensor?) throws {}

  /// The value over all that was taken in since the last reset, a scalar or one number a class.
  open func result() throws -> Tensor { Tensor(0) }

  /// Forgets what was taken in.
  open func resetState() throws {
    for variable in variables { try variable.assign(Tensor.zeros(like: variable.value)) }
  }

  /// The metric that this one stands for with targets and predictions of these types: `.accuracy` stands for one of three.
  open func resolved(_ yTrue: TensorType, _ yPred: TensorType) -> Metric { self }
}
