/// What the command line asks for.
struct Options {
  var count = 100_000
  var seed: UInt64 = 1
  var skip = 0
  var folder = "/tmp/keratin-fuzz"
  var only: String?

  init(_ arguments: ArraySlice<String>) throws {
    var rest = arguments
    while let name = rest.popFirst() {
      guard let value = rest.popFirst() else { throw UsageError(description: "\(name) needs a value") }
      switch name {
      case "--count": count = try Options.number(name, value)
      case "--seed": seed = UInt64(try Options.number(name, value))
      case "--skip": skip = try Options.number(name, value)
      case "--folder": folder = value
      case "--only": only = value
      default: throw UsageError(description: "no option is called \(name)")
      }
    }
  }

  private static func number(_ name: String, _ value: String) throws -> Int {
    guard let number = Int(value), number >= 0 else { throw UsageError(description: "\(name) needs a number") }
    return number
  }
}
