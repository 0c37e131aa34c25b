public import KeratinKernels

extension Tensor {
  /// A tensor of `shape` with `elements` in row-major order, converted to `elementType`.
  ///
  /// Throws where there are not as many elements as the shape asks for.
  @_disfavoredOverload
  public init<T: Scalar>(_ elements: [T], shape: Shape, elementType: ElementType? = nil) throws {
    guard shape.isKnown, shape.count == elements.count else {
      throw KeratinError(
        .shape, expected: "\(shape.count) elements for shape \(shape)", received: "\(elements.count) elements",
        operation: "Tensor")
    }
    let type = TensorType(shape, elementType ?? T.elementType)
    self.init(Buffer(converting: elements, to: type.elementType), type)
  }

  /// A float32 tensor of `shape`; what numbers written in the code become.
  public init(_ elements: [Float], shape: Shape) throws { try self.init(elements, shape: shape, elementType: .float32) }

  /// A tensor with one axis, of the element type that Swift's type has.
  @_disfavoredOverload
  public init<T: Scalar>(_ elements: [T]) {
    self.init(Buffer(copying: elements), TensorType([elements.count], T.elementType))
  }

  /// A tensor with two axes. Rows of different lengths give a tensor that carries an error.
  @_disfavoredOverload
  public init<T: Scalar>(_ rows: [[T]]) {
    self.init(nested: rows.map { Tensor($0) })
  }

  /// A tensor with three axes. Rows of different lengths give a tensor that carries an error.
  @_disfavoredOverload
  public init<T: Scalar>(_ blocks: [[[T]]]) {
    self.init(nested: blocks.map { Tensor($0) })
  }

  /// A float32 tensor with one axis; what numbers written in the code become: `Tensor([0.5, 1])`.
  public init(_ elements: [Float]) {
    self.init(Buffer(copying: elements), TensorType([elements.count], .float32))
  }

  /// A float32 tensor with two axes: `Tensor([[1, 2], [3, 4]])`.
  public init(_ rows: [[Float]]) { self.init(nested: rows.map { Tensor($0) }) }

  /// A float32 tensor with three axes.
  public init(_ blocks: [[[Float]]]) { self.init(nested: blocks.map { Tensor($0) }) }

  /// A single number, with no axes.
  public init(_ value: Double, elementType: ElementType = .float32) {
    self.init(Buffer(converting: [value], to: elementType), TensorType(.scalar, elementType))
  }

  /// Truth values with one axis.
  public init(_ elements: [Bool]) {
    self.init(Buffer(copying: elements.map { $0 ? UInt8(1) : 0 }), TensorType([elements.count], .bool))
  }

  /// A tensor of zeros.
  public static func zeros(_ shape: Shape, elementType: ElementType = .float32) -> Tensor {
    Tensor(repeating: 0, shape: shape, elementType: elementType)
  }

  /// A tensor of ones.
  public static func ones(_ shape: Shape, elementType: ElementType = .float32) -> Tensor {
    Tensor(repeating: 1, shape: shape, elementType: elementType)
  }

  /// Zeros of the shape and element type of `other`.
  public static func zeros(like other: Tensor) -> Tensor {
    other.filled(with: 0)
  }

  /// Ones of the shape and element type of `other`.
  public static func ones(like other: Tensor) -> Tensor {
    other.filled(with: 1)
  }

  /// A tensor in which every element is `value`.
  public init(repeating value: Double, shape: Shape, elementType: ElementType = .float32) {
    self = Tensor(value, elementType: elementType).broadcast(to: shape)
  }

  private func filled(with value: Double) -> Tensor {
    if error != nil { return self }
    if symbolic != nil {
      // Whatever the comparison says, NaN included: the value in the tensor's shape.
      let value = Tensor(value, elementType: elementType)
      return which(self .== self, value, value)
    }
    return Tensor(repeating: value, shape: shape, elementType: elementType)
  }

  private init(nested: [Tensor]) {
    let shapes = Set(nested.map(\.shape))
    guard shapes.count <= 1 else {
      let lengths = nested.map { "\($0.shape)" }.joined(separator: ", ")
      self.init(
        failing: KeratinError(
          .shape, expected: "rows of one length", received: "rows of shapes \(lengths)", operation: "Tensor"))
      return
    }
    let inner = nested.first?.type ?? TensorType([0])
    let buffer = Buffer(byteCount: nested.count * inner.byteCount)
    for (index, row) in nested.enumerated() {
      guard case .concrete(let source, _) = row.life else {
        self = row
        return
      }
      buffer.address.advanced(by: index * inner.byteCount).copyMemory(
        from: source.address, byteCount: inner.byteCount)
    }
    self.init(buffer, TensorType(Shape([nested.count] + inner.shape.dimensions), inner.elementType))
  }
}

extension Buffer {
  /// Memory holding `elements` converted to `elementType`.
  convenience init<S: Scalar>(converting elements: [S], to elementType: ElementType) {
    if elementType == S.elementType {
      self.init(copying: elements)
      return
    }
    // Named one by one: through an existential the loop would not be specialised, and take ten times as long.
    func converted<T: Scalar>(_: T.Type) -> Buffer { Buffer(copying: elements.map { T(rounding: $0.asDouble) }) }
    let source =
      switch elementType {
      case .float32: converted(Float.self)
      case .float64: converted(Double.self)
      case .int32: converted(Int32.self)
      case .uint8: converted(UInt8.self)
      case .bool: Buffer(copying: elements.map { $0.asDouble == 0 ? UInt8(0) : 1 })
      }
    self.init(copying: source)
  }
}
