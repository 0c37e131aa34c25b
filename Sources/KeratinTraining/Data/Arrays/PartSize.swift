/// The size of a part: a number of samples, or a share of them.
public enum PartSize: Sendable, Hashable, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  case samples(Int)
  case share(Double)

  public init(integerLiteral value: Int) { self = .samples(value) }
  public init(floatLiteral value: Double) { self = .share(value) }
}
