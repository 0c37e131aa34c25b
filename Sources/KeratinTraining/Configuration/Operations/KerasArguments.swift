internal import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

/// The arguments of an operation of Keras's, those that made it and those of its call, by their names.
final class KerasArguments {
  private var values: [String: KerasArgument] = [:]
  private let tensors: [Tensor]
  private var unused: Set<String>

  init(_ operation: KerasOperation, _ description: KerasOperationCall, _ tensors: [Tensor]) throws {
    self.tensors = tensors
    for (name, value) in description.config where name != "name" { values[name] = .value(value) }
    let args = description.call.args
    if operation.isVariadic, let name = operation.parameters.first {
      values[name] = .list(args)
    } else {
      guard args.count <= operation.parameters.count else {
        throw KerasArguments.failure("at most \(operation.parameters.count) arguments", "\(args.count)")
      }
      for (name, value) in zip(operation.parameters, args) { values[name] = value }
    }
    for (name, value) in description.call.kwargs { values[name] = value }
    unused = Set(values.keys)
  }

  /// Throws where an argument was given that the operation does not take, and that is not the same as none.
  func requireAllUsed() throws {
    for name in unused.sorted() {
      switch values[name] {
      case .value(.null), .value(.bool(false)), nil: continue
      default: throw KerasArguments.failure("arguments that are known", "'\(name)'")
      }
    }
  }

  private static func failure(_ expected: String, _ received: String) -> KeratinError {
    KeratinError(.file, expected: expected, received: received)
  }

  private func failure(_ name: String, _ expected: String) -> KeratinError {
    let received = values[name].map { "\($0)".prefix(80) } ?? "none"
    return KerasArguments.failure("\(expected) as the argument '\(name)'", String(received))
  }

  private func take(_ name: String) -> KerasArgument? {
    unused.remove(name)
    if case .value(.null)? = values[name] { return nil }
    return values[name]
  }

  // MARK: - Tensors

  func tensor(_ name: String) throws -> Tensor {
    guard let argument = take(name), let tensor = try tensor(argument, like: nil) else {
      throw failure(name, "a tensor")
    }
    return tensor
  }

  /// The tensor or number of that name, `nil` for none.
  func optionalTensor(_ name: String, like other: Tensor) throws -> Tensor? {
    try take(name).flatMap { try tensor($0, like: other) }
  }

  /// Several tensors, one argument each; numbers become tensors like the others.
  func operands(_ names: String...) throws -> [Tensor] {
    try operands(
      names.map { name in
        guard let argument = take(name) else { throw failure(name, "a tensor or a number") }
        return argument
      })
  }

  /// Several tensors in one argument.
  func list(_ name: String) throws -> [Tensor] {
    switch take(name) {
    case .list(let elements) where !elements.isEmpty: return try operands(elements)
    case .tensor(let number): return [tensors[number]]
    default: throw failure(name, "a list of tensors")
    }
  }

  private func operands(_ arguments: [KerasArgument]) throws -> [Tensor] {
    let known = try arguments.map { argument in
      if case .value(let value) = argument, value.isPlain { return Tensor?.none }
      return try tensor(argument, like: nil)
    }
    let like = known.lazy.compactMap { $0 }.first
    return try zip(known, arguments).map { tensor, argument in
      guard let result = try tensor ?? self.tensor(argument, like: like) else {
        throw KerasArguments.failure("tensors and numbers", "\("\(argument)".prefix(80))")
      }
      return result
    }
  }

  /// A number has the type of `like` where that can hold it, as in Keras.
  private func tensor(_ argument: KerasArgument, like: Tensor?) throws -> Tensor? {
    switch argument {
    case .tensor(let number): return tensors[number]
    case .value(let value): return try value.constant(like: like?.elementType ?? .float32)
    case .list(let elements):
      let values = elements.compactMap { if case .value(let value) = $0 { value } else { nil } }
      guard values.count == elements.count else { return nil }
      return try ConfigValue.array(values).constant(like: like?.elementType ?? .float32)
    }
  }

  // MARK: - Plain values

  private func value(_ name: String) throws -> ConfigValue? {
    switch take(name) {
    case nil: return nil
    case .value(let value): return value
    case .list(let elements):
      return .array(
        try elements.map { element in
          if case .value(let value) = element { return value }
          throw failure(name, "numbers")
        })
    case .tensor: throw failure(name, "a number, not a tensor,")
    }
  }

  func bool(_ name: String) throws -> Bool {
    switch try value(name) {
    case .bool(let value): return value
    case nil: return false
    default: throw failure(name, "true or false")
    }
  }

  func optionalInt(_ name: String) throws -> Int? {
    switch try value(name) {
    // Far more than any axis or size: arithmetic on it cannot overflow.
    case .int(let value) where value.magnitude <= 1 << 40: return value
    case nil: return nil
    default: throw failure(name, "an integer")
    }
  }

  func int(_ name: String, default other: Int? = nil) throws -> Int {
    guard let value = try optionalInt(name) ?? other else { throw failure(name, "an integer") }
    return value
  }

  func double(_ name: String, default other: Double? = nil) throws -> Double {
    switch try value(name) {
    case .int(let value): return Double(value)
    case .double(let value): return value
    case nil: if let other { return other }
    default: break
    }
    throw failure(name, "a number")
  }

  func optionalDouble(_ name: String) throws -> Double? {
    switch try value(name) {
    case .int(let value): Double(value)
    case .double(let value): value
    case nil: nil
    default: throw failure(name, "a number")
    }
  }

  func string(_ name: String, default other: String) throws -> String {
    switch try value(name) {
    case .string(let value): return value
    case nil: return other
    default: throw failure(name, "a word")
    }
  }

  /// One integer or several, `nil` for none.
  func optionalInts(_ name: String) throws -> [Int]? {
    switch try value(name) {
    case .int(let value): return [value]
    case nil: return nil
    case .array(let elements):
      let numbers = elements.compactMap { if case .int(let number) = $0 { number } else { nil } }
      if numbers.count == elements.count, numbers.allSatisfy({ $0.magnitude <= 1 << 40 }) { return numbers }
      throw failure(name, "integers")
    default: throw failure(name, "integers")
    }
  }

  func ints(_ name: String) throws -> [Int] {
    guard let numbers = try optionalInts(name) else { throw failure(name, "integers") }
    return numbers
  }

  /// The axes of that name, `nil` for all.
  func axes(_ name: String = "axis") throws -> [Int]? { try optionalInts(name) }

  /// A shape; `null` and -1 in it are extents that are not known.
  func shape(_ name: String) throws -> Shape {
    guard case .array(let elements)? = try value(name) else { throw failure(name, "a shape") }
    return Shape(
      try elements.map { element in
        switch element {
        case .null: return Shape.unknown
        case .int(let extent) where extent >= Shape.unknown: return extent
        default: throw failure(name, "a shape")
        }
      })
  }

  /// An element type, `nil` for none. Throws for one that tensors do not have.
  func elementType(_ name: String = "dtype") throws -> ElementType? {
    guard let value = try value(name) else { return nil }
    guard case .string(let word) = value, let type = ElementType(keras: word) else {
      throw failure(name, "an element type: \(ElementType.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return type
  }

  /// True or false, `nil` for none.
  func optionalBool(_ name: String) throws -> Bool? { values[name] == nil ? nil : try bool(name) }

  /// The argument as it is.
  func raw(_ name: String) throws -> KerasArgument {
    guard let argument = take(name) else { throw failure(name, "a value") }
    return argument
  }

  /// The argument as it is, `nil` for none.
  func optionalRaw(_ name: String) -> KerasArgument? { take(name) }
}
