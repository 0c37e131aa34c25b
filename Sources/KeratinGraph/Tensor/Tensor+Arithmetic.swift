public import KeratinKernels

/// Operands of different element types are brought to one: a floating type beats an integer type, the wider beats the
/// narrower; a Swift number takes the tensor's type, except that a fraction turns an integer tensor into float32.
extension Tensor {
  public static func + (a: Tensor, b: Tensor) -> Tensor { binary(.add, a, b) }
  public static func - (a: Tensor, b: Tensor) -> Tensor { binary(.subtract, a, b) }
  public static func * (a: Tensor, b: Tensor) -> Tensor { binary(.multiply, a, b) }
  /// The quotient; of integer tensors as float32, as in Keras.
  public static func / (a: Tensor, b: Tensor) -> Tensor {
    let (a, b) = promoted(a, b)
    return a.elementType.isFloating ? binary(.divide, a, b) : a.cast(to: .float32) / b.cast(to: .float32)
  }

  public static func + (a: Tensor, b: Double) -> Tensor { a + a.number(b) }
  public static func - (a: Tensor, b: Double) -> Tensor { a - a.number(b) }
  public static func * (a: Tensor, b: Double) -> Tensor { a * a.number(b) }
  public static func / (a: Tensor, b: Double) -> Tensor { a / a.number(b) }
  public static func + (a: Double, b: Tensor) -> Tensor { b.number(a) + b }
  public static func - (a: Double, b: Tensor) -> Tensor { b.number(a) - b }
  public static func * (a: Double, b: Tensor) -> Tensor { b.number(a) * b }
  public static func / (a: Double, b: Tensor) -> Tensor { b.number(a) / b }

  /// −x.
  public static prefix func - (x: Tensor) -> Tensor {
    x.elementType.isFloating || x.error != nil ? apply(Unary(operation: .negate), x) : x * -1
  }

  public static func += (a: inout Tensor, b: Tensor) { a = a + b }
  public static func -= (a: inout Tensor, b: Tensor) { a = a - b }
  public static func *= (a: inout Tensor, b: Tensor) { a = a * b }
  public static func /= (a: inout Tensor, b: Tensor) { a = a / b }

  /// Comparisons element by element, giving `bool` tensors; spelled with a dot as on Swift's SIMD types.
  public static func .== (a: Tensor, b: Tensor) -> Tensor { compare(.equal, a, b) }
  public static func .!= (a: Tensor, b: Tensor) -> Tensor { compare(.notEqual, a, b) }
  public static func .< (a: Tensor, b: Tensor) -> Tensor { compare(.less, a, b) }
  public static func .<= (a: Tensor, b: Tensor) -> Tensor { compare(.lessEqual, a, b) }
  public static func .> (a: Tensor, b: Tensor) -> Tensor { compare(.greater, a, b) }
  public static func .>= (a: Tensor, b: Tensor) -> Tensor { compare(.greaterEqual, a, b) }
  public static func .== (a: Tensor, b: Double) -> Tensor { compare(.equal, a, a.number(b)) }
  public static func .!= (a: Tensor, b: Double) -> Tensor { compare(.notEqual, a, a.number(b)) }
  public static func .< (a: Tensor, b: Double) -> Tensor { compare(.less, a, a.number(b)) }
  public static func .<= (a: Tensor, b: Double) -> Tensor { compare(.lessEqual, a, a.number(b)) }
  public static func .> (a: Tensor, b: Double) -> Tensor { compare(.greater, a, a.number(b)) }
  public static func .>= (a: Tensor, b: Double) -> Tensor { compare(.greaterEqual, a, a.number(b)) }

  /// Both hold, either holds, it does not hold: on `bool` tensors.
  public static func .& (a: Tensor, b: Tensor) -> Tensor { binary(.minimum, a, b) }
  public static func .| (a: Tensor, b: Tensor) -> Tensor { binary(.maximum, a, b) }
  public static prefix func .! (a: Tensor) -> Tensor { a .== Tensor(0, elementType: a.elementType) }

  /// The elements as another type: to integers truncated and saturated, to `bool` whether not 0.
  public func cast(to elementType: ElementType) -> Tensor {
    if elementType == self.elementType || error != nil { return self }
    if elementType == .bool { return self .!= Tensor(0, elementType: self.elementType) }
    return apply(Cast(elementType: elementType), self)
  }

  static func binary(_ operation: BinaryOperation, _ a: Tensor, _ b: Tensor) -> Tensor {
    let (a, b) = promoted(a, b)
    func result(as type: ElementType) -> Tensor {
      apply(Binary(operation: operation), a.cast(to: type), b.cast(to: type))
    }
    let type = a.elementType
    if type.isFloating || type != b.elementType { return apply(Binary(operation: operation), a, b) }
    switch operation {
    case .maximum, .minimum: return result(as: type)
    // Truth values have no sums: those are of int32.
    case .add, .subtract, .multiply, .divide: return result(as: type == .bool ? .int32 : type)
    // In Double every int32 is exact.
    case .power, .floorMod: return result(as: .float64).cast(to: type == .bool ? .int32 : type)
    case .atan2, .reluGradient, .sigmoidGradient, .tanhGradient: return result(as: .float32)
    }
  }

  static func compare(_ operation: CompareOperation, _ a: Tensor, _ b: Tensor) -> Tensor {
    let (a, b) = promoted(a, b)
    return apply(Compare(operation: operation), a, b)
  }

  static func promoted(_ a: Tensor, _ b: Tensor) -> (Tensor, Tensor) {
    let both = promoted([a, b])
    return (both[0], both[1])
  }

  /// The tensors with their elements brought to the widest type among them.
  static func promoted(_ tensors: [Tensor]) -> [Tensor] {
    let types = Set(tensors.map(\.elementType))
    guard types.count > 1, tensors.allSatisfy({ $0.error == nil }) else { return tensors }
    let order: [ElementType] = [.bool, .uint8, .int32, .float32, .float64]
    let type = order.last { types.contains($0) }!
    return tensors.map { $0.cast(to: type) }
  }

  /// A Swift number as an operand beside this tensor.
  func number(_ value: Double) -> Tensor {
    if elementType.isFloating { return Tensor(value, elementType: elementType) }
    if elementType == .uint8, value == value.rounded(), (0...255).contains(value) {
      return Tensor(value, elementType: .uint8)
    }
    let isInteger = value == value.rounded() && abs(value) <= Double(Int32.max)
    return Tensor(value, elementType: isInteger ? .int32 : .float32)
  }
}

infix operator .& : LogicalConjunctionPrecedence
infix operator .| : LogicalDisjunctionPrecedence
prefix operator .!
