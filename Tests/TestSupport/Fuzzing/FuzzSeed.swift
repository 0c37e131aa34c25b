import Foundation

/// A file from whose bytes damaged ones are made.
public struct FuzzSeed: Sendable, CustomStringConvertible {
  /// The file's name, whose end says by whom it is read.
  public let name: String
  private let bytes: [UInt8]
  private let archive: PlainZip?

  public init(name: String, bytes: [UInt8]) {
    (self.name, self.bytes) = (name, bytes)
    archive = name.hasSuffix(".keras") || name.hasSuffix(".npz") ? PlainZip(bytes) : nil
  }

  public init(path: String) throws {
    self.init(
      name: URL(filePath: path).lastPathComponent, bytes: Array(try Data(contentsOf: URL(filePath: path))))
  }

  public var description: String { name }

  /// What ends the name: `keras`, `h5`, `npz`.
  public var format: String { name.split(separator: ".").last.map(String.init) ?? "" }

  /// The bytes, damaged in one way or another that follows from `random`.
  public func damaged(_ random: inout FuzzRandom) -> [UInt8] {
    if format == "json" {
      return random.below(4) == 0 ? ByteMutation.mutate(bytes, &random) : JSONMutation.mutate(bytes, &random)
    }
    guard var archive, random.below(8) > 0 else { return ByteMutation.mutate(bytes, &random) }
    let index = random.below(archive.members.count)
    let content = archive.members[index].content
    switch random.below(24) {
    case 0: archive.members.remove(at: index)
    case 1: archive.members.append(archive.members[index])
    case 2: archive.members[index].name = "../" + archive.members[index].name
    default:
      archive.members[index].content =
        archive.members[index].name.hasSuffix(".json") && random.below(4) > 0
        ? JSONMutation.mutate(content, &random) : ByteMutation.mutate(content, &random)
    }
    return archive.bytes
  }
}
