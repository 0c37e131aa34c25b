public import KeratinGraph
public import KeratinKernels
public import KeratinLayers

/// A number that says how good predictions are, accumulated over samples.
///
/// To write one, add variables in `init`, override ``updateState(_:_:sampleWeight:)`` and ``result()`` in operations on tensors. A
/// mean over samples needs only a function: ``MeanMetric``. Such means leave out what the mask of the predictions excludes; other
/// metrics, as in Keras, see every step.
open class Metric {
  /// The name in logs and History.
  public let name: String
  /// What the metric has accumulated.
  public private(set) var variables: [Variable] = []

  public init(name: String) { self.name = name }

  /// Adds a variable that starts as zeros and is set back to zeros with every ``resetState()``.
  public func addVariable(
    _ name: String, shape: Shape = .scalar, elementType: ElementType = FloatPolicy.elementType
  ) -> Variable {
    let variable = Variable(
      name, zeros: TensorType(shape, elementType), path: self.name + "/" + name)
    variables.append(variable)
    return variable
  }

  // MARK: - To override

  /// Takes in a batch.
  open func updateState(_ yTrue: Tensor, _ yPred: Tensor, sampleWeight: Tensor?) throws {
    throw unwritten("updateState(_:_:sampleWeight:)")
  }

  /// The value over all that was taken in since the last reset, a scalar or one number a class.
  open func result() throws -> Tensor { throw unwritten("result()") }

  /// Forgets what was taken in.
  open func resetState() throws {
    for variable in variables { try variable.setZeros() }
  }

  /// The metric that this one stands for with targets and predictions of these types: `.accuracy` stands for one of three.
  open func resolved(_ yTrue: TensorType, _ yPred: TensorType) -> Metric { self }

  /// Whether a larger value is better, `nil` where the metric does not know: what callbacks that wait for the best go by.
  open var isBetterWhenLarger: Bool? { nil }

  /// The arguments that made the metric, under Keras's names.
  open var config: [String: ConfigValue] {
    ["name": .string(name), "dtype": .string((variables.first?.type?.elementType ?? .float32).rawValue)]
  }

  private func unwritten(_ member: String) -> KeratinError {
    KeratinError(.state, expected: "a metric that overrides \(member)", received: "\(type(of: self))")
  }
}
