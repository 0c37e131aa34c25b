/// Functions of single elements, chained and branching, that are computed together: one pass over the operands in place of one for each
/// function.
///
/// Values are numbered: first the operands, then what each step makes of values before it. Every step has the result's extents; operands
/// are read as `broadcast` says. Arithmetic and order within an element are those of the primitives, so that the bits are the same.
///
///     // relu(x + bias) of shape [32, 10]: values 0 and 1 are x and bias
///     ElementwiseProgram(
///       Broadcast([[32, 10], [10]], to: [32, 10]), operandKinds: [.number, .number],
///       steps: [.binary(.add, 0, 1), .unary(.relu, 2)], results: [3])
public struct ElementwiseProgram: Sendable, Hashable {
  /// What a value's elements are.
  public enum Kind: Sendable, Hashable {
    /// Of the floating type that the program runs on.
    case number
    /// Truth values, a byte each.
    case condition
    /// A single `Int32`, by which random bits are drawn.
    case counter
  }

  /// A function and the values that it reads.
  public enum Step: Sendable, Hashable {
    case unary(UnaryOperation, Int)
    case binary(BinaryOperation, Int, Int)
    case compare(CompareOperation, Int, Int)
    /// The first of two numbers where the condition holds, else the second.
    case select(Int, Int, Int)
    /// 1 where the condition holds, else 0.
    case convert(Int)
    /// Of a number under a mask whose bits the counter draws.
    case dropout(DropoutMask, Int, counter: Int)

    /// The values that it reads.
    public var inputs: [Int] {
      switch self {
      case .unary(_, let x), .convert(let x): [x]
      case .binary(_, let a, let b), .compare(_, let a, let b): [a, b]
      case .select(let condition, let a, let b): [condition, a, b]
      case .dropout(_, let x, let counter): [x, counter]
      }
    }

    /// What it makes.
    public var kind: Kind { if case .compare = self { .condition } else { .number } }
  }

  /// The most values that a program has: as many as one look at the first-level cache serves.
  public static let mostValues = 40

  /// How each operand is read for the result's extents.
  public let broadcast: Broadcast
  /// In the order in which they are computed.
  public let steps: [Step]
  /// The values that are wanted, each made by a step.
  public let results: [Int]
  /// What each value is.
  public let kinds: [Kind]
  /// For each step, where its elements go: a result's number, or that of a register, one of `registerCount` places that other steps
  /// may have had before and will have after.
  public let places: [Place]
  public let registerCount: Int

  /// Where a step's elements go.
  public enum Place: Sendable, Hashable {
    /// The result of this number.
    case result(Int)
    /// The register of this number.
    case register(Int)
  }

  /// A program whose operands are of the kinds `operandKinds` and are read as `broadcast` says; `results` are numbers of values that steps
  /// make, each named once.
  public init(_ broadcast: Broadcast, operandKinds: [Kind], steps: [Step], results: [Int]) {
    self.broadcast = broadcast
    self.steps = steps
    self.results = results
    kinds = operandKinds + steps.map(\.kind)
    (places, registerCount) = ElementwiseProgram.places(steps, results, operandCount: operandKinds.count)
  }

  /// How many values are operands: those of the lowest numbers.
  public var operandCount: Int { kinds.count - steps.count }
  /// The elements of each result.
  public var count: Int { broadcast.count }

  /// The kinds of the results.
  public var resultKinds: [Kind] { results.map { kinds[$0] } }

  /// Gives each step a place that no value still needs, its own operands included.
  private static func places(_ steps: [Step], _ results: [Int], operandCount: Int) -> ([Place], Int) {
    var lastReader = [Int](repeating: -1, count: steps.count)
    for (index, step) in steps.enumerated() {
      for input in step.inputs where input >= operandCount { lastReader[input - operandCount] = index }
    }
    var places: [Place] = []
    var holder: [Int?] = []
    for index in steps.indices {
      if let result = results.firstIndex(of: operandCount + index) {
        places.append(.result(result))
        continue
      }
      let free = holder.firstIndex { $0.map { lastReader[$0] < index } ?? true }
      if free == nil { holder.append(nil) }
      let register = free ?? holder.count - 1
      holder[register] = index
      places.append(.register(register))
    }
    return (places, holder.count)
  }
}
