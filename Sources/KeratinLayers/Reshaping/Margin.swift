/// How many elements before and after the others along an axis: what padding adds or cropping takes away.
///
/// A number stands for as many on both sides: `2` for `Margin(2, 2)`.
public struct Margin: Sendable, Hashable, ExpressibleByIntegerLiteral {
  public let before: Int
  public let after: Int

  public init(_ before: Int, _ after: Int) { (self.before, self.after) = (before, after) }

  public init(integerLiteral value: Int) { self.init(value, value) }

  /// As many on both sides.
  public init(_ both: Int) { self.init(both, both) }

  /// The pair as Keras's configurations have it.
  var serialized: ConfigValue { [.int(before), .int(after)] }
}
