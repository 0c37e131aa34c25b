public import KeratinKernels

/// A tensor that stays between steps and can be assigned: a weight, a moving average, a counter.
///
/// In a trace ``value`` is a node and ``assign(_:)`` rebinds the name; the plan commits the last binding when its step has
/// succeeded. Outside one both act at once. A snapshot taken with ``value`` never changes.
public final class Variable: @unchecked Sendable {
  /// The variable's own name: `kernel`.
  public let name: String
  /// The name with its layer's before it: `dense/kernel`.
  public var path: String
  /// Where its first values come from.
  public let initializer: any Initializer
  /// True for weights that an optimizer may change.
  public var isTrainable: Bool
  /// True for the counters from which random layers take their step: state, but no weight.
  public var isRandomCounter = false
  /// The penalty added to the loss.
  public var regularizer: (any Regularizer)?
  /// The rule applied after each update.
  public var constraint: (any Constraint)?
  /// Shape and element type, `nil` before ``build(shape:elementType:)``.
  public private(set) var type: TensorType?

  /// Changes with every change of the value, so that what was made from it (a prepacked copy) can be seen to be old.
  private(set) var version = 0
  private var exclusive: Buffer?
  private var storage: Buffer? {
    get { exclusive }
    set {
      exclusive = newValue
      version += 1
    }
  }

  /// A variable without values yet; a layer's `add` gives it a shape.
  public init(
    _ name: String, initializer: any Initializer, isTrainable: Bool = true, regularizer: (any Regularizer)? = nil,
    constraint: (any Constraint)? = nil
  ) {
    self.name = name
    path = name
    self.initializer = initializer
    self.isTrainable = isTrainable
    self.regularizer = regularizer
    self.constraint = constraint
  }

  /// A variable that starts as `value`.
  public convenience init(_ name: String, _ value: Tensor, isTrainable: Bool = true) throws {
    self.init(name, initializer: GivenValues(), isTrainable: isTrainable)
    storage = try value.buffer(for: "a variable's first value")
    type = value.type
  }

  /// A variable of state that starts as zeros: a slot, a metric's total, a counter.
  public convenience init(_ name: String, zeros type: TensorType, path: String) {
    self.init(name, initializer: GivenValues(), isTrainable: false)
    self.path = path
    storage = Buffer(zeros: type.byteCount)
    self.type = type
  }

  /// True once it has a shape and values.
  public var isBuilt: Bool { storage != nil }
  /// The shape, without axes before the variable is built.
  public var shape: Shape { type?.shape ?? .scalar }

  /// Gives the variable its shape and first values, drawn with `key`.
  public func build(shape: Shape, elementType: ElementType, key: RandomKey) throws {
    guard type == nil || type == TensorType(shape, elementType) else {
      throw KeratinError(
        .state, expected: "variable '\(path)' to be built once, as \(type?.description ?? "")",
        received: "\(TensorType(shape, elementType))", suggestion: "a new variable")
    }
    guard shape.isKnown else {
      throw KeratinError(
        .shape, expected: "a wholly known shape for variable '\(path)'", received: "\(shape)",
        suggestion: "an axis that the layer's input has, with a known extent")
    }
    if let budget = VariableBudget.current {
      try budget.take(shape, for: path)
      // What no file holds, the counters of random layers, begins at 0.
      storage = Buffer(zeros: TensorType(shape, elementType).byteCount)
      type = TensorType(shape, elementType)
      return
    }
    try requireRoom(for: TensorType(shape, .float64))
    var source = RandomSource(key)
    let values = try initializer.values(shape, &source)
    storage = try Tensor(values, shape: shape, elementType: elementType).buffer()
    type = TensorType(shape, elementType)
  }

  /// The current value: a node in a trace, numbers outside one.
  public var value: Tensor {
    if let other = Trace.current?.substitutes[ObjectIdentifier(self)] { return other.value }
    guard let type, let storage else {
      return Tensor(
        failing: KeratinError(
          .state, expected: "variable '\(path)' to have a value", received: "a variable that is not built yet",
          suggestion:
            "add(variable, shape:) in the layer's build; or, before it is built, calling it on an input or giving the model an Input"
        ))
    }
    return Trace.current?.read(self, type) ?? Tensor(storage, type)
  }

  /// Gives the variable a new value of the same shape and element type.
  public func assign(_ newValue: Tensor) throws {
    if let error = newValue.error { throw error }
    guard let type else { throw value.error! }
    guard newValue.type == type || Trace.current?.accepts(newValue.type, for: type) == true else {
      throw KeratinError(
        .shape, expected: "\(type) for variable '\(path)'", received: "\(newValue.type)", operation: "assign")
    }
    if let trace = Trace.current {
      try trace.bind(trace.substitutes[ObjectIdentifier(self)] ?? self, to: newValue)
    } else {
      storage = try newValue.buffer(for: "assigning variable '\(path)'")
    }
  }

  /// Sets every element to zero.
  public func setZeros() throws {
    if Trace.current == nil, storage != nil { setBytesToZero() } else { try assign(Tensor.zeros(like: value)) }
  }

  private func setBytesToZero() {
    guard let buffer = uniqueBuffer() else { return }
    buffer.address.initializeMemory(as: UInt8.self, repeating: 0, count: buffer.byteCount)
  }

  /// The memory that holds the value, for reading.
  var buffer: Buffer? { storage }

  /// Where the value lies, for reading.
  var address: UnsafeMutableRawPointer? { exclusive?.address }

  /// Where the value lies, for writing, as ``uniqueBuffer()``.
  func uniqueAddress() -> UnsafeMutableRawPointer? {
    version += 1
    if exclusive != nil, isKnownUniquelyReferenced(&exclusive) { return exclusive?.address }
    return uniqueBuffer()?.address
  }

  /// The memory that holds the value, for writing: copied first if a snapshot shares it.
  func uniqueBuffer() -> Buffer? {
    version += 1
    if exclusive != nil, !isKnownUniquelyReferenced(&exclusive) { exclusive = Buffer(copying: exclusive!) }
    return exclusive
  }
}

/// The initializer of a variable made from values.
private struct GivenValues: Initializer {
  func values(_ shape: Shape, _ source: inout RandomSource) throws -> [Double] {
    [Double](repeating: 0, count: shape.count)
  }
}
