/// The file and line of a call.
public struct CallSite: Sendable, Hashable, CustomStringConvertible {
  public let file: String
  public let line: UInt

  public init(_ file: StaticString, _ line: UInt) {
    self.file = "\(file)"
    self.line = line
  }

  /// `Module/File.swift:12`
  public var description: String { "\(file):\(line)" }
}
