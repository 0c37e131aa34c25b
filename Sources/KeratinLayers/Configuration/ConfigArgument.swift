public import KeratinKernels

/// A type of an argument that ``ConfigReader`` reads.
public protocol ConfigArgument {
  /// What such an argument must be, for messages: "a whole number".
  static var expectation: String { get }
  /// `nil` where the value is none of the type.
  init?(_ value: ConfigValue)
}

extension Int: ConfigArgument {
  public static var expectation: String { "a whole number between -2147483648 and 2147483647" }

  /// Sizes and places: what does not fit into 32 bits is none, so that two of them can be multiplied.
  public init?(_ value: ConfigValue) {
    guard let number = Int(whole: value), Int32(exactly: number) != nil else { return nil }
    self = number
  }

  /// A number of any size, also written as 2.0.
  init?(whole value: ConfigValue) {
    switch value {
    case .int(let number): self = number
    case .double(let number):
      guard let number = Int(exactly: number) else { return nil }
      self = number
    default: return nil
    }
  }
}

extension Double: ConfigArgument {
  public static var expectation: String { "a number" }

  public init?(_ value: ConfigValue) {
    switch value {
    case .int(let number): self = Double(number)
    case .double(let number): self = number
    default: return nil
    }
  }
}

extension Bool: ConfigArgument {
  public static var expectation: String { "true or false" }

  public init?(_ value: ConfigValue) {
    guard case .bool(let value) = value else { return nil }
    self = value
  }
}

extension String: ConfigArgument {
  public static var expectation: String { "a text" }

  public init?(_ value: ConfigValue) {
    guard case .string(let value) = value else { return nil }
    self = value
  }
}

extension Array: ConfigArgument where Element: ConfigArgument {
  public static var expectation: String { "a list, each element \(Element.expectation)" }

  public init?(_ value: ConfigValue) {
    guard case .array(let values) = value else { return nil }
    self = []
    reserveCapacity(values.count)
    for value in values {
      guard let element = Element(value) else { return nil }
      append(element)
    }
  }
}

extension Shape: ConfigArgument {
  public static var expectation: String { "a list of extents, at least 0 or null" }

  /// The most axes a shape from a file may have.
  private static var rankLimit: Int { 32 }

  public init?(_ value: ConfigValue) {
    guard case .array(let values) = value, values.count <= Shape.rankLimit else { return nil }
    var extents: [Int] = []
    for value in values {
      if value == .null {
        extents.append(Shape.unknown)
      } else if let extent = Int(value), extent >= 0 {
        extents.append(extent)
      } else {
        return nil
      }
    }
    self.init(extents)
  }
}
