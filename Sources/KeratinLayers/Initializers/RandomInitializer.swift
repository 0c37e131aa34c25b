public import KeratinGraph
public import KeratinKernels

/// An initializer that draws numbers: from its own seed if it has one, else from the key that the variable was given.
///
/// With a seed the values are the same each time, and two variables of one shape start alike.
public protocol RandomInitializer: Initializer {
  /// The seed, `nil` to draw other numbers for each variable.
  var seed: Int? { get }
  /// Draws values for a variable of `shape`, row-major. Throws where the shape does not suit the rule.
  func draw(_ shape: Shape, _ source: inout RandomSource) throws -> [Double]
}

extension RandomInitializer {
  public func values(_ shape: Shape, _ source: inout RandomSource) throws -> [Double] {
    guard seed != nil else { return try draw(shape, &source) }
    var own = RandomSource(RandomState.key(seed: seed, for: "initializer"))
    return try draw(shape, &own)
  }

  /// The seed as configurations hold it.
  var seedConfig: ConfigValue { seed.map { .int($0) } ?? .null }
}
