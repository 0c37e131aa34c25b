public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

/// A rule that changes variables by their gradients.
///
/// To write one, make its slots in ``build(_:)`` and say one variable's step in ``update(_:gradient:learningRate:)``, in operations on
/// tensors; in a training step they become nodes of its plan.
open class Optimizer {
  /// Keras's name, `adam`.
  public let name: String
  /// The number of updates made.
  public let iterations: Variable
  /// The schedule that gives the learning rate, `nil` where it is a number.
  public let schedule: (any LearningRateSchedule)?
  /// The variables that the optimizer was built for.
  public private(set) var trainedVariables: [Variable] = []
  /// The optimizer's state, in Keras's order.
  public private(set) var slots: [Variable] = []

  private let rate: Variable
  private var slotTable: [SlotKey: Variable] = [:]

  private struct SlotKey: Hashable {
    let name: String
    let variable: ObjectIdentifier
  }

  public init(learningRate: Double, name: String) {
    self.name = name
    schedule = nil
    iterations = Variable("iteration", zeros: TensorType(.scalar, .int32), path: name + "/iteration")
    rate = Variable("learning_rate", zeros: TensorType(.scalar), path: name + "/learning_rate")
    self.learningRate = learningRate
  }

  public init(learningRate: any LearningRateSchedule, name: String) {
    self.name = name
    schedule = learningRate
    iterations = Variable("iteration", zeros: TensorType(.scalar, .int32), path: name + "/iteration")
    rate = Variable("learning_rate", zeros: TensorType(.scalar), path: name + "/learning_rate")
  }

  // MARK: - To override

  /// Makes the slots for `variables`, with ``addSlot(_:for:initialValue:)``, in Keras's order.
  open func build(_ variables: [Variable]) throws {}

  /// Changes one variable by its gradient.
  open func update(_ variable: Variable, gradient: Tensor, learningRate: Tensor) throws {
    throw KeratinError(
      .state, expected: "an optimizer that overrides update(_:gradient:learningRate:)", received: "\(type(of: self))")
  }

  /// The arguments that made the optimizer, under Keras's names.
  open var config: [String: ConfigValue] {
    ["name": .string(name), "learning_rate": (schedule as? any Configurable)?.serialized ?? .double(learningRate)]
  }

  // MARK: - State

  /// The learning rate now; with a schedule, what it gives for the next update. Set it to change it between steps.
  public var learningRate: Double {
    get { (try? Trace.outside { try learningRateTensor.scalar(as: Double.self) }) ?? .nan }
    set { try? Trace.outside { try rate.assign(Tensor(newValue)) } }
  }

  /// All state: iterations, the learning rate if it is a number, then the slots.
  public var variables: [Variable] { [iterations] + (schedule == nil ? [rate] : []) + slots }

  /// True once the slots exist.
  public private(set) var isBuilt = false

  /// Adds a slot of the shape of `variable`.
  @discardableResult
  public func addSlot(_ slotName: String, for variable: Variable, initialValue: Double = 0) throws -> Variable {
    let type = variable.type ?? TensorType(.scalar)
    let slot = Variable(slotName, zeros: type, path: "\(name)/\(variable.path)_\(slotName)")
    if initialValue != 0 {
      try slot.assign(Tensor(repeating: initialValue, shape: type.shape, elementType: type.elementType))
    }
    slots.append(slot)
    slotTable[SlotKey(name: slotName, variable: ObjectIdentifier(variable))] = slot
    return slot
  }

  /// The slot of that name made for `variable`.
  public func slot(_ slotName: String, of variable: Variable) throws -> Variable {
    if let slot = slotTable[SlotKey(name: slotName, variable: ObjectIdentifier(variable))] { return slot }
    throw KeratinError(
      .state, expected: "slot '\(slotName)' for variable '\(variable.path)'", received: "an optimizer built without it",
      suggestion: "adding it in build(_:)")
  }

  // MARK: - Applying

  /// Makes the slots for `variables`, unless that was done.
  public func buildIfNeeded(_ variables: [Variable]) throws {
    guard !isBuilt else {
      let known = Set(trainedVariables.map(ObjectIdentifier.init))
      if let stranger = variables.first(where: { !known.contains(ObjectIdentifier($0)) }) {
        throw KeratinError(
          .state, expected: "variables that the optimizer was built for", received: "variable '\(stranger.path)'",
          operation: name, suggestion: "a new optimizer, or compile again, after changing which layers are trained")
      }
      return
    }
    try Trace.outside { try build(variables) }
    trainedVariables = variables
    isBuilt = true
  }

  /// Changes `variables` by `gradients` and counts one update. In a trace all this becomes part of the step.
  public func apply(_ gradients: [Tensor], to variables: [Variable]) throws {
    guard gradients.count == variables.count else {
      throw KeratinError(
        .argument, expected: "a gradient for each of \(variables.count) variables", received: "\(gradients.count)",
        operation: name)
    }
    try buildIfNeeded(variables)
    let rate = learningRateTensor
    for (variable, gradient) in zip(variables, gradients) {
      try update(variable, gradient: gradient, learningRate: rate.cast(to: gradient.elementType))
    }
    for variable in variables {
      if let constraint = variable.constraint { try variable.assign(constraint.projected(variable.value)) }
    }
    try iterations.assign(iterations.value + 1)
  }

  private var learningRateTensor: Tensor {
    schedule?.learningRate(iterations.value.cast(to: .float32)) ?? rate.value
  }
}
