/// Matrix products of one instruction set.
public struct ProductTable: Sendable {
  public init() {}
}
