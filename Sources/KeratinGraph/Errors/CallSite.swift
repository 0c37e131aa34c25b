/// The file and line of a call.
public struct CallSite: Sendable, Hashable, CustomStringConvertible {
  public let file: String
  public let line: UInt

  public init(_ file: StaticString, _ line: UInt) {
    self.file = "\(file)"
    self.line = line
  }

  /// True for a call that the library makes itself, whose place tells its users nothing.
  var isInside: Bool {
    let module = file.prefix { $0 != "/" }
    return ["KeratinGraph", "KeratinLayers", "KeratinTraining", "KeratinFormats"].contains(module)
  }

  /// `Module/File.swift:12`
  public var description: String { "\(file):\(line)" }
}
