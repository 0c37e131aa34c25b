public import KeratinGraph
public import KeratinKernels
public import KeratinLayers

/// A rule that changes variables by their gradients.
///
/// To write one, make its slots in ``build(_:)`` and say one variable's step in ``update(_:gradient:learningRate:)``, in operations on
/// tensors; in a training step they become nodes of its plan.
///
///     final class SignSGD: Optimizer {
///       override func update(_ variable: Variable, gradient: Tensor, learningRate: Tensor) throws {
///         try variable.assign(variable.value - learningRate * sign(gradient))
///       }
///     }
open class Optimizer {
  /// Keras's name, `adam`.
  public private(set) var name: String
  /// The number of calls of ``apply(_:to:)``: of updates, or where gradients are accumulated, of batches. See ``updateCount``.
  public let iterations: Variable
  /// The schedule that gives the learning rate, `nil` where it is a number.
  public private(set) var schedule: (any LearningRateSchedule)?
  /// λ makes of each weight w the weight w − λ·lr·w before its update; `nil` for no decay.
  public private(set) var weightDecay: Double?
  /// s: losses are multiplied by it and gradients divided, see ``scaledLoss(_:)``; `nil` for neither.
  public private(set) var lossScaleFactor: Double?
  /// How many batches' gradients are averaged for one update; `nil` for one.
  public private(set) var gradientAccumulationSteps: Int?
  /// The variables that the optimizer was built for.
  public private(set) var trainedVariables: [Variable] = []
  /// The optimizer's state, in Keras's order.
  public private(set) var slots: [Variable] = []
  /// True once the slots exist.
  public private(set) var isBuilt = false

  private let rate: Variable
  private var clipping: GradientClipping
  private(set) var averaging: WeightAveraging?
  /// What ``excludeFromWeightDecay(_:names:)`` was given.
  var undecayed = UndecayedVariables()
  private var slotTable: [SlotKey: Variable] = [:]
  private var pendingError: KeratinError?
  /// The learning rate of `init`, where it is a number.
  private var givenRate: Double?

  private struct SlotKey: Hashable {
    let name: String
    let variable: ObjectIdentifier
  }

  /// An optimizer whose learning rate, where it is a number, has the element type that ``FloatPolicy`` names now.
  ///
  /// - Parameters:
  ///   - learningRate: the factor of each step, a finite number of at least 0 or a schedule.
  ///   - weightDecay: λ makes of each weight w the weight w − λ·lr·w before its update; none by default.
  ///   - clipnorm: the largest norm that a variable's gradient may have, larger ones being scaled down; none by default.
  ///   - globalClipnorm: the same for all gradients taken together. At most one of the three limits may be set.
  ///   - clipvalue: the largest magnitude of each element of a gradient.
  ///   - useEMA: whether a moving average of each variable is kept, avg ← avg·momentum + w·(1 − momentum) after each update, which
  ///     takes the variable's place when `fit` ends; false by default.
  ///   - emaMomentum: how much of the average stays, between 0 and 1; 0.99 by default.
  ///   - emaOverwriteFrequency: after how many updates averages also take the variables' places during training; never by default.
  ///   - lossScaleFactor: s > 0: the gradients given to ``apply(_:to:)`` are those of s times the loss, and are divided by s
  ///     first; none by default. `fit` scales the loss itself.
  ///   - gradientAccumulationSteps: how many batches' gradients are averaged for one update, at least 2; none by default.
  public init(
    learningRate: some LearningRateSchedule, weightDecay: Double? = nil, clipnorm: Double? = nil,
    globalClipnorm: Double? = nil, clipvalue: Double? = nil, useEMA: Bool = false, emaMomentum: Double = 0.99,
    emaOverwriteFrequency: Int? = nil, lossScaleFactor: Double? = nil, gradientAccumulationSteps: Int? = nil,
    name: String
  ) {
    self.name = name
    self.weightDecay = weightDecay
    self.lossScaleFactor = lossScaleFactor
    self.gradientAccumulationSteps = gradientAccumulationSteps
    averaging = useEMA ? WeightAveraging(momentum: emaMomentum, overwriteFrequency: emaOverwriteFrequency) : nil
    clipping = GradientClipping(norm: clipnorm, globalNorm: globalClipnorm, value: clipvalue)
    iterations = Variable("iteration", zeros: TensorType(.scalar, .int32), path: name + "/iteration")
    rate = Variable(
      "learning_rate", zeros: TensorType(.scalar, FloatPolicy.elementType), path: name + "/learning_rate")
    use(learningRate)
  }

  /// Makes this the learning rate, or what gives it.
  private func use(_ learningRate: any LearningRateSchedule) {
    givenRate = learningRate as? Double
    schedule = givenRate == nil ? learningRate : nil
    if let givenRate { self.learningRate = givenRate }
  }

  /// Sets the arguments that all optimizers have to those of a configuration, where they are there.
  func takeCommonArguments(of config: ConfigReader, learningRate: (any LearningRateSchedule)?) throws {
    if let name: String = try config.optional("name") {
      self.name = name
      iterations.path = name + "/iteration"
      rate.path = name + "/learning_rate"
    }
    if let learningRate { use(learningRate) }
    if config.object.config["weight_decay"] != nil { weightDecay = try config.optional("weight_decay") }
    clipping = GradientClipping(
      norm: try config.optional("clipnorm"), globalNorm: try config.optional("global_clipnorm"),
      value: try config.optional("clipvalue"))
    let (momentum, frequency) = (
      try config("ema_momentum", or: 0.99), try config.optional("ema_overwrite_frequency") as Int?
    )
    averaging =
      try config("use_ema", or: false) ? WeightAveraging(momentum: momentum, overwriteFrequency: frequency) : nil
    lossScaleFactor = try config.optional("loss_scale_factor")
    gradientAccumulationSteps = try config.optional("gradient_accumulation_steps")
    // What only other backends of Keras's know.
    config.ignore("jit_compile")
  }

  // MARK: - To override

  /// Makes the slots for `variables`, with ``addSlot(_:for:initialValue:)``, in Keras's order.
  open func build(_ variables: [Variable]) throws {}

  /// Changes state that all variables share, once before each update.
  open func updateSharedState() throws {}

  /// Changes one variable by its gradient, which has its shape and element type, as has the scalar learning rate.
  open func update(_ variable: Variable, gradient: Tensor, learningRate: Tensor) throws {
    throw KeratinError(
      .state, expected: "an optimizer that overrides update(_:gradient:learningRate:)", received: "\(type(of: self))")
  }

  /// The arguments that made the optimizer, under Keras's names.
  open var config: [String: ConfigValue] {
    func number(_ value: Double?) -> ConfigValue { value.map { .double($0) } ?? .null }
    let config: [String: ConfigValue] = [
      "name": .string(name), "learning_rate": schedule.map { configPart($0) } ?? .double(learningRate),
      "weight_decay": number(weightDecay), "clipnorm": number(clipping.norm),
      "global_clipnorm": number(clipping.globalNorm), "clipvalue": number(clipping.value),
      "use_ema": .bool(averaging != nil), "ema_momentum": .double(averaging?.momentum ?? 0.99),
      "ema_overwrite_frequency": averaging?.overwriteFrequency.map { .int($0) } ?? .null,
      "loss_scale_factor": number(lossScaleFactor),
    ]
    // Older versions of Keras do not know the word.
    return gradientAccumulationSteps.map { steps in
      config.merging(["gradient_accumulation_steps": .int(steps)]) { $1 }
    } ?? config
  }

  // MARK: - State

  /// The learning rate now; with a schedule, what it gives for the next update. Set it to change it between steps.
  ///
  /// With a schedule it cannot be set, nor to a negative number or none: the next `fit` or ``apply(_:to:)`` throws that.
  public var learningRate: Double {
    get { (try? Trace.outside { try learningRateTensor.scalar(as: Double.self) }) ?? .nan }
    set {
      do {
        if let schedule {
          throw KeratinError(
            .state, expected: "no learning rate beside the schedule \(type(of: schedule))", received: "\(newValue)",
            operation: name + ".learningRate", suggestion: "an optimizer made with a number as its learning rate")
        }
        try requireRate(newValue)
        try Trace.outside { try rate.assign(Tensor(newValue, elementType: floatType)) }
      } catch {
        pendingError = error as? KeratinError
      }
    }
  }

  /// All state: iterations, the learning rate if it is a number, then the slots.
  public var variables: [Variable] { [iterations] + (schedule == nil ? [rate] : []) + slots }

  /// Adds a slot of the shape of `variable`, called as in Keras: `dense_kernel_momentum`.
  @discardableResult
  public func addSlot(_ slotName: String, for variable: Variable, initialValue: Double = 0) throws -> Variable {
    guard let type = variable.type else { throw variable.value.error! }
    let fullName = variable.path.replacing("/", with: "_") + "_" + slotName
    let slot = Variable(fullName, zeros: type, path: name + "/" + fullName)
    if initialValue != 0 {
      try Trace.outside {
        try slot.assign(Tensor(repeating: initialValue, shape: type.shape, elementType: type.elementType))
      }
    }
    slots.append(slot)
    slotTable[SlotKey(name: slotName, variable: ObjectIdentifier(variable))] = slot
    return slot
  }

  /// Adds a number that all variables share.
  public func addSlot(_ slotName: String, elementType: ElementType, initialValue: Double = 0) throws -> Variable {
    let slot = Variable(slotName, zeros: TensorType(.scalar, elementType), path: name + "/" + slotName)
    try Trace.outside { try slot.assign(Tensor(initialValue, elementType: elementType)) }
    slots.append(slot)
    return slot
  }

  /// The slot of that name made for `variable`.
  public func slot(_ slotName: String, of variable: Variable) throws -> Variable {
    if let slot = slotTable[SlotKey(name: slotName, variable: ObjectIdentifier(variable))] { return slot }
    throw KeratinError(
      .state, expected: "slot '\(slotName)' for variable '\(variable.path)'", received: "an optimizer built without it",
      operation: name, suggestion: "adding it in build(_:)")
  }

  // MARK: - Applying

  /// Makes the slots for `variables`, unless that was done. Throws for arguments that cannot be.
  public func buildIfNeeded(_ variables: [Variable]) throws {
    try throwPendingError()
    guard !isBuilt else {
      let known = Set(trainedVariables.map(ObjectIdentifier.init))
      if let stranger = variables.first(where: { !known.contains(ObjectIdentifier($0)) }) {
        throw KeratinError(
          .state, expected: "variables that the optimizer was built for", received: "variable '\(stranger.path)'",
          operation: name, suggestion: "compile with a new optimizer after changing which layers are trained")
      }
      return
    }
    do {
      if let givenRate { try requireRate(givenRate) }
      try clipping.validate(operation: name)
      try averaging?.validate(operation: name)
      try validateLossScale()
      try validateAccumulation()
      try Trace.outside {
        if averaging != nil { for variable in variables { try addSlot(WeightAveraging.slot, for: variable) } }
        if gradientAccumulationSteps != nil {
          for variable in variables { try addSlot(Optimizer.accumulatorSlot, for: variable) }
        }
        try build(variables)
      }
    } catch {
      (slots, slotTable) = ([], [:])
      throw error
    }
    trainedVariables = variables
    isBuilt = true
  }

  /// Changes `variables` by `gradients` and counts one iteration: gradients are divided by ``lossScaleFactor``, accumulated if they are to be,
  /// then clipped, weights decay, each variable takes its step, averages follow, and each variable is brought back within its constraint.
  ///
  /// In a trace all this becomes part of the step. Outside one it is done at once; where an error is thrown, nothing has changed.
  public func apply(_ gradients: [Tensor], to variables: [Variable]) throws {
    guard Trace.current == nil else { return try trace(gradients, variables) }
    let trace = Trace(.eager)
    try trace.run { try self.trace(gradients, variables) }
    _ = try trace.commit()
  }

  /// Sets ``learningRate``. Throws where there is a schedule.
  func setLearningRate(_ rate: Double) throws {
    learningRate = rate
    try throwPendingError()
  }

  private func requireRate(_ rate: Double) throws {
    guard rate >= 0, rate.isFinite else {
      throw KeratinError(
        .argument, expected: "a finite learning rate of at least 0", received: "\(rate)", operation: name,
        suggestion: rate < 0 ? "a loss of the other sign, to climb in place of descending" : nil)
    }
  }

  /// Throws what setting ``learningRate`` could not.
  func throwPendingError() throws {
    guard let error = pendingError else { return }
    pendingError = nil
    throw error
  }

  private func trace(_ gradients: [Tensor], _ variables: [Variable]) throws {
    guard gradients.count == variables.count else {
      throw KeratinError(
        .argument, expected: "a gradient for each of \(variables.count) variables", received: "\(gradients.count)",
        operation: name)
    }
    try buildIfNeeded(variables)
    let gradients = unscaled(try zip(gradients, variables).map(accepted))
    if let gradientAccumulationSteps {
      try accumulate(gradients, variables, steps: gradientAccumulationSteps)
    } else {
      try updateAll(variables, gradients)
    }
    if let averaging { try average(averaging) }
    for variable in variables {
      if let constraint = variable.constraint { try variable.assign(constraint.projected(variable.value)) }
    }
    try iterations.assign(iterations.value + 1)
  }

  /// One update: gradients are clipped, weights decay, each variable takes its step.
  func updateAll(_ variables: [Variable], _ gradients: [Tensor]) throws {
    let rate = learningRateTensor
    if let error = rate.error { throw error }
    try updateSharedState()
    for (variable, gradient) in zip(variables, clipping.clipped(gradients)) {
      let rate = rate.cast(to: gradient.elementType)
      if let weightDecay, decays(variable) { try variable.assign(variable.value - variable.value * weightDecay * rate) }
      try update(variable, gradient: gradient, learningRate: rate)
    }
  }

  /// The gradient in the element type of its variable. Throws where its shape is another.
  private func accepted(_ gradient: Tensor, for variable: Variable) throws -> Tensor {
    if let error = gradient.error { throw error }
    guard let type = variable.type else { throw variable.value.error! }
    guard gradient.shape == type.shape else {
      throw KeratinError(
        .shape, expected: "a gradient of shape \(type.shape) for variable '\(variable.path)'",
        received: "shape \(gradient.shape)", operation: name)
    }
    return gradient.cast(to: type.elementType)
  }

  private var floatType: ElementType { rate.type!.elementType }

  private var learningRateTensor: Tensor {
    schedule?.learningRate(iterations.value.cast(to: floatType)) ?? rate.value
  }
}
