public import KeratinKernels

/// An array of numbers with any number of axes, row-major.
///
/// One type has three lives. *Concrete*: it holds numbers, and an operation on it runs at once. *Traced*: it is a result of a
/// node in the current ``Trace``, and an operation on it appends a node. *Functional*: it is what `Input` returns, a shape
/// and the call that made it, from which `Model(inputs:outputs:)` is built. What an operation that cannot be
/// returns is a tensor too: it carries the error until a throwing step (`compile`, `fit`, reading values) throws it.
///
///     let x = Tensor([[1, 2], [3, 4]])
///     let y = x.matmul(x) + 1          // [[8, 11], [16, 23]]
public struct Tensor: Sendable {
  enum Life: Sendable {
    case concrete(Buffer, TensorType)
    case traced(TracedValue)
    case functional(SymbolicTensor)
    case failed(KeratinError, TensorType)
  }

  let life: Life
  let maskReference: MaskReference?

  init(_ life: Life, _ maskReference: MaskReference? = nil) {
    self.life = life
    self.maskReference = maskReference
  }

  /// A concrete tensor whose elements are those of `buffer`, which must be as long as `type` asks.
  public init(_ buffer: Buffer, _ type: TensorType) { self.init(.concrete(buffer, type)) }

  /// The tensor that `Input` or the call of a layer on such a tensor returns.
  public init(_ symbolic: SymbolicTensor) { self.init(.functional(symbolic)) }

  /// A tensor that carries an error; `type` keeps what is known of its shape.
  public init(failing error: KeratinError, _ type: TensorType = TensorType(.scalar)) {
    self.init(.failed(error, type))
  }

  /// The shape and element type. Functional tensors have unknown dimensions, failed ones whatever was known.
  public var type: TensorType {
    switch life {
    case .concrete(_, let type): type
    case .traced(let value): value.type
    case .functional(let symbolic): symbolic.type
    case .failed(_, let type): type
    }
  }

  /// The extents of the axes.
  public var shape: Shape { type.shape }
  /// The type of the elements.
  public var elementType: ElementType { type.elementType }
  /// The number of axes.
  public var rank: Int { type.shape.rank }
  /// The number of elements, 0 where the shape is not wholly known.
  public var count: Int { type.shape.count }

  /// The error that this tensor carries, if the operation that should have made it could not be.
  public var error: KeratinError? {
    if case .failed(let error, _) = life { error } else { nil }
  }

  /// The functional tensor that this is, `nil` in another life.
  public var symbolic: SymbolicTensor? {
    if case .functional(let symbolic) = life { symbolic } else { nil }
  }

  /// True if this tensor holds numbers.
  public var isConcrete: Bool {
    if case .concrete = life { true } else { false }
  }

  /// The numbers, `nil` where none exist (yet).
  var numbers: Buffer? {
    switch life {
    case .concrete(let buffer, _): buffer
    case .traced(let value): value.trace.buffer(of: value.value)
    case .functional, .failed: nil
    }
  }

  /// The buffer that holds the numbers, or the reason why there are none to read.
  ///
  /// In an eager trace a traced tensor has numbers too; in a planned trace they do not exist yet, and this throws.
  public func buffer(for purpose: String = "reading values") throws -> Buffer {
    switch life {
    case .concrete(let buffer, _): return buffer
    case .failed(let error, _): throw error
    case .functional:
      throw KeratinError(
        .state, expected: "a tensor that holds numbers for \(purpose)",
        received: "a functional tensor of shape \(shape), which only describes a model",
        suggestion: "build a Model from it and call predict")
    case .traced(let value):
      if let buffer = value.trace.buffer(of: value.value) { return buffer }
      throw KeratinError(
        .state, expected: "numbers for \(purpose)",
        received: value.trace.mode == .planned
          ? "a tensor of a planned trace, whose numbers do not exist before the plan runs"
          : "an input of an eager trace, for which no numbers were given",
        layerPath: value.trace.path,
        suggestion: value.trace.mode == .eager
          ? "the tensor itself in place of an input"
          : "`which(condition, a, b)` in place of an if, or compile(runEagerly: true)")
    }
  }
}

/// A result of a node of a trace.
struct TracedValue: Sendable {
  let trace: Trace
  let value: Value
  let type: TensorType
}
