import Foundation

/// Which Swift name stands for which of Keras's, proved by code that would not compile without it.
struct NameRegistry {
  /// The Swift names by Keras's: `Initializers.Ones` by `initializers.Ones`.
  private(set) var swiftNames: [String: String] = [:]
  /// What is wrong with an entry.
  private(set) var faults: [String] = []

  /// A class or structure: `make` makes a value, and the Swift name is that of its type.
  mutating func type(_ keras: String, _ make: () throws -> Any) {
    do {
      let value = try make()
      let path = String(reflecting: Swift.type(of: value)).split(separator: ".").dropFirst()
      add(keras, path.joined(separator: "."))
    } catch {
      faults.append("\(keras): \(error)")
    }
  }

  /// Anything else: `use` is never run, but is code that uses what `swift` names.
  mutating func use(
    _ keras: String, _ swift: String, file: StaticString = #filePath, line: UInt = #line, _ use: () throws -> Any
  ) {
    add(keras, swift)
    let name = swift.prefix { $0 != "(" }.split(separator: ".").last.map(String.init) ?? swift
    if !code(file, line).contains(name) { faults.append("\(keras): the code beside it does not use \(name)") }
  }

  private mutating func add(_ keras: String, _ swift: String) {
    if swiftNames.updateValue(swift, forKey: keras) != nil { faults.append("\(keras) has two entries") }
  }

  /// What stands in braces after a call of ``use(_:_:file:line:_:)`` that begins at `line`.
  private func code(_ file: StaticString, _ line: UInt) -> Substring {
    let text = (try? String(contentsOfFile: "\(file)", encoding: .utf8)) ?? ""
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(Int(line) - 1)
    var call: [Substring] = []
    for next in lines {
      if !call.isEmpty && next.trimmingCharacters(in: .whitespaces).hasPrefix("names.") { break }
      call.append(next)
    }
    return Substring(call.joined(separator: "\n")).drop { $0 != "{" }
  }
}
