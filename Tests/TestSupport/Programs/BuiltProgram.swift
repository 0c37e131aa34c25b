public import Foundation

/// A program of this package, as it was built beside the tests.
public struct BuiltProgram: Sendable {
  public let name: String

  public struct Outcome: Sendable {
    public let status: Int32
    public let outputBytes: Data
    public var output: String { String(decoding: outputBytes, as: UTF8.self) }
    public let errors: String
    public var lines: [String] { output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
  }

  public init(name: String) { self.name = name }

  /// Runs the program in a new folder, where it may leave files, with `input` on its standard input.
  public func run(
    _ arguments: [String], environment: [String: String] = [:], input: Data? = nil
  ) throws -> Outcome {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let process = Process()
    process.executableURL = try location()
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let (outputFile, errorFile) = (folder.appendingPathComponent("output"), folder.appendingPathComponent("errors"))
    for file in [outputFile, errorFile] { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: outputFile)
    process.standardError = try FileHandle(forWritingTo: errorFile)
    let inputFile = folder.appendingPathComponent("input")
    try (input ?? Data()).write(to: inputFile)
    process.standardInput = input == nil ? FileHandle.nullDevice : try FileHandle(forReadingFrom: inputFile)
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, outputBytes: try Data(contentsOf: outputFile),
      errors: try String(contentsOf: errorFile, encoding: .utf8))
  }

  /// Where the program lies.
  public func path() throws -> String { try location().path }

  private func location() throws -> URL {
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
    for _ in 0..<5 {
      let candidate = folder.appendingPathComponent(name)
      if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
      folder.deleteLastPathComponent()
    }
    throw CocoaError(
      .fileNoSuchFile, userInfo: [NSLocalizedDescriptionKey: "\(name) beside \(CommandLine.arguments[0])"])
  }
}
