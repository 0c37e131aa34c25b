public import KeratinGraph
public import KeratinKernels

/// The base of ``SimpleRNNCell``, ``LSTMCell`` and ``GRUCell``. Not to be used itself.
///
/// Dropout draws its masks once for a sequence: all steps drop the same. With recurrent dropout each gate has masks of its own.
public class BuiltInCell: RNNCell, RandomKeyed {
  public let units: Int
  public let activation: ActivationFunction
  public let dropout: Double
  public let recurrentDropout: Double
  public let seed: Int?
  /// `[inputs, gates·units]`.
  public let kernel: Variable
  /// `[units, gates·units]`.
  public let recurrentKernel: Variable
  /// The bias, `nil` where there is none.
  public let bias: Variable?

  let form: RecurrentCell
  let arguments: RecurrentArguments
  /// What the masks of dropout follow from.
  public var key: RandomKey
  private let counter = Variable("counter", initializer: .zeros, isTrainable: false)
  private var masks: DropoutMasks?

  init(
    _ form: RecurrentCell, _ arguments: RecurrentArguments, _ name: String?, _ isTrainable: Bool,
    _ elementType: ElementType?
  ) {
    self.form = form
    var arguments = arguments
    arguments.dropout = min(1, max(0, arguments.dropout))
    arguments.recurrentDropout = min(1, max(0, arguments.recurrentDropout))
    self.arguments = arguments
    (units, activation, seed) = (arguments.units, arguments.activation, arguments.seed)
    (dropout, recurrentDropout) = (arguments.dropout, arguments.recurrentDropout)
    kernel = Variable(
      "kernel", initializer: arguments.kernelInitializer, regularizer: arguments.kernelRegularizer,
      constraint: arguments.kernelConstraint)
    recurrentKernel = Variable(
      "recurrent_kernel", initializer: arguments.recurrentInitializer, regularizer: arguments.recurrentRegularizer,
      constraint: arguments.recurrentConstraint)
    let biasInitializer: any Initializer =
      arguments.unitForgetBias ? ForgetBias(others: arguments.biasInitializer) : arguments.biasInitializer
    bias =
      arguments.useBias
      ? Variable(
        "bias", initializer: biasInitializer, regularizer: arguments.biasRegularizer,
        constraint: arguments.biasConstraint) : nil
    key = RandomState.key(seed: arguments.seed, for: "recurrent dropout")
    counter.isRandomCounter = true
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
  }

  public override var stateSize: [Int] { form == .lstm ? [units, units] : [units] }
  public override var outputSize: Int { units }

  public override func build(_ input: Shape) throws {
    guard input.rank == 2 else {
      throw KeratinError(.shape, expected: "an input of shape [batch, features]", received: "\(input)")
    }
    let columns = Shape.product(form.gates, units)
    add(kernel, shape: [input[-1], columns])
    add(recurrentKernel, shape: [units, columns])
    if let bias { add(bias, shape: form == .gruResetAfter ? [2, columns] : [columns]) }
    add(counter, shape: .scalar, elementType: .int32)
  }

  public override func build(_ inputs: [Shape]) throws {
    guard units > 0 else {
      throw KeratinError(.argument, expected: "units to be at least 1", received: "\(units)")
    }
    try super.build(inputs)
  }

  /// The arguments under Keras's names.
  public override var config: [String: ConfigValue] { super.config.merging(arguments.config) { $1 } }

  // MARK: - Parts of a step

  /// The bias that is added to the products with the inputs.
  private var inputBias: Tensor? { bias.map { form == .gruResetAfter ? $0.value[0] : $0.value } }
  /// The bias that is added to the products with the states.
  var recurrentBias: Tensor? { form == .gruResetAfter ? bias.map { $0.value[1] } : nil }

  /// x·W + b for one step `[batch, inputs]` or all `[batch, steps, inputs]`.
  func projection(_ x: Tensor, _ masks: DropoutMasks?) -> Tensor {
    func dropped(_ mask: Tensor) -> Tensor { x * (x.rank == 3 ? mask.expandingDimension(at: 1) : mask) }
    guard let input = masks?.input else { return dense(x, kernel.value, bias: inputBias) }
    if input.shape[0] == 1 { return dense(dropped(input[0]), kernel.value, bias: inputBias) }
    let parts = (0..<form.gates).map { gate in
      let columns = gate * units..<(gate + 1) * units
      return dense(dropped(input[gate]), kernel.value[.all, columns], bias: inputBias.map { $0[columns] })
    }
    return Tensor.concatenated(parts, axis: -1)
  }

  /// Masks for inputs like `x`, `[batch, inputs]` or with steps between; `nil` where nothing is dropped.
  func drawMasks(_ x: Tensor, _ context: CallContext) throws -> DropoutMasks? {
    // A rate of 1 is none in the cells with gates, as in Keras.
    func isActive(_ rate: Double) -> Bool { rate > 0 && (rate < 1 || form == .simple) }
    guard context.isTraining, isActive(dropout) || isActive(recurrentDropout) else { return nil }
    let step = counter.value
    try counter.assign(step + 1)
    let separates = form != .simple && recurrentDropout > 0
    func mask(_ rate: Double, _ shape: Shape, _ purpose: String) -> Tensor? {
      guard isActive(rate) else { return nil }
      let ones = Tensor.ones(shape, elementType: x.elementType)
      return KeratinGraph.dropout(ones, rate: rate, key: key.folded(purpose), step: step)
    }
    return DropoutMasks(
      input: mask(dropout, [separates ? form.gates : 1, x.shape[0], x.shape[-1]], "inputs"),
      recurrent: mask(recurrentDropout, [form.gates, x.shape[0], units], "states"))
  }

  override func beginSequence(_ x: Tensor, _ context: CallContext) throws { masks = try drawMasks(x, context) }
  override func endSequence() { masks = nil }

  /// The masks of the sequence that goes on, or new ones for a step alone.
  func currentMasks(_ x: Tensor, _ context: CallContext) throws -> DropoutMasks? {
    try masks ?? drawMasks(x, context)
  }
}

/// Factors that are 0 or 1 / (1 − rate).
struct DropoutMasks {
  /// `[1 or gates, batch, inputs]`.
  let input: Tensor?
  /// `[gates, batch, units]`.
  let recurrent: Tensor?
}
