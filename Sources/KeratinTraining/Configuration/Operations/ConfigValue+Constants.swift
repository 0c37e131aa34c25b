internal import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

extension ElementType {
  /// The type for which Keras's word stands here: other integers are int32, half widths float32; `nil` for what is no such type.
  init?(keras word: String) {
    switch word {
    case "int8", "int16", "int32", "int64", "uint16", "uint32", "uint64", "int": self = .int32
    case "float16", "bfloat16", "float": self = .float32
    default: self.init(rawValue: word)
    }
  }
}

extension ConfigValue {
  /// Whether this is a number or a truth value.
  var isPlain: Bool {
    switch self {
    case .int, .double, .bool: true
    default: false
    }
  }

  /// The tensor that a number, nested lists of numbers or a stored tensor stand for; `nil` for what is none.
  ///
  /// - Parameter type: of the tensor that a number is to go with; it has that type where that can hold it.
  func constant(like type: ElementType) throws -> Tensor? {
    switch self {
    case .int(let value):
      return Tensor(Double(value), elementType: type == .bool ? .int32 : type.holds(value) ? type : .float32)
    case .double(let value): return Tensor(value, elementType: type.isFloating ? type : .float32)
    case .bool(let value): return Tensor(value ? 1 : 0, elementType: .bool)
    case .object(let members):
      guard case .string(let name)? = members["class_name"], name == "__tensor__" || name == "__numpy__",
        case .object(let config)? = members["config"], let value = config["value"],
        case .string(let word)? = config["dtype"],
        let type = ElementType(keras: word)
      else { return nil }
      return try value.elements(type)
    case .array: return try elements(type)
    case .null, .string: return nil
    }
  }

  /// Nested lists of numbers as a tensor.
  private func elements(_ type: ElementType) throws -> Tensor {
    var shape: [Int] = []
    var level = self
    while case .array(let elements) = level, shape.count < 32 {
      shape.append(elements.count)
      guard let first = elements.first else { break }
      level = first
    }
    var numbers: [Double] = []
    guard collect(shape[...], into: &numbers) else {
      throw KeratinError(.file, expected: "lists of numbers of one length", received: "others")
    }
    return try Tensor(numbers, shape: Shape(shape), elementType: type)
  }

  private func collect(_ shape: ArraySlice<Int>, into numbers: inout [Double]) -> Bool {
    switch self {
    case .int(let value): numbers.append(Double(value))
    case .double(let value): numbers.append(value)
    case .bool(let value): numbers.append(value ? 1 : 0)
    case .array(let elements):
      guard elements.count == shape.first else { return false }
      return elements.allSatisfy { $0.collect(shape.dropFirst(), into: &numbers) }
    default: return false
    }
    return shape.isEmpty
  }

  /// A tensor with numbers as Keras's files hold it.
  init(tensor: Tensor) throws {
    let numbers = try tensor.scalars(as: Double.self)
    // The shortest decimal that gives the same float32.
    func number(_ value: Double) -> ConfigValue {
      switch tensor.elementType {
      case .float64: .double(value)
      case .float32: .double(value.isFinite ? Double("\(Float(value))") ?? value : value)
      case .int32, .uint8: .int(Int(value))
      case .bool: .bool(value != 0)
      }
    }
    if tensor.rank == 0, let first = numbers.first {
      self = number(first)
      return
    }
    var values = numbers.map(number)
    for extent in tensor.shape.dimensions.dropFirst().reversed() {
      values = stride(from: 0, to: values.count, by: Swift.max(extent, 1)).map {
        .array(Array(values[$0..<Swift.min($0 + extent, values.count)]))
      }
    }
    self = .object([
      "class_name": "__tensor__",
      "config": .object(["value": .array(values), "dtype": .string(tensor.elementType.rawValue)]),
    ])
  }
}

extension ElementType {
  /// Whether the type has this integer exactly.
  fileprivate func holds(_ value: Int) -> Bool {
    switch self {
    case .float32, .float64: true
    case .int32: Int32(exactly: value) != nil
    case .uint8: UInt8(exactly: value) != nil
    case .bool: value == 0 || value == 1
    }
  }
}
