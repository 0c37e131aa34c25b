/// A result that is not what it should be: where, and by how much.
public struct Mismatch: Error, CustomStringConvertible {
  /// The first element that is wrong; `nil` where the number of elements is.
  public let index: Int?
  public let description: String

  public init(at index: Int?, of count: Int, _ received: String, expected: String) {
    self.index = index
    let place = index.map { "element \($0) of \(count)" } ?? "the number of elements"
    description = "\(place): expected \(expected), received \(received)"
  }
}
