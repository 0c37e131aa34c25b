internal import Foundation
internal import KeratinGraph
internal import KeratinLayers
internal import KeratinTraining

/// The state of training as a file: a zip archive of `state.json` and one `.npy` for each tensor, under `arrays/`, every member with its
/// checksum.
///
/// In the JSON a number that is not an integer is `{"double": "0.1"}`, and an object `{"object": …}`, so that all values come back
/// with the same bits and of the same kind.
enum TrainingCheckpoint {
  private static let stateName = "state.json"
  private static let arrays = "arrays/"
  private static let version = 1

  /// The bytes of the file, in pieces.
  static func encoded(_ state: SavedState) throws -> [[UInt8]] {
    var values = state.values
    values["keratin_checkpoint"] = .int(version)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var writer = ZipWriter()
    try writer.add(stateName, Array(encoder.encode(ExactValue(.object(values)))))
    for (name, tensor) in state.tensors.sorted(by: { $0.key < $1.key }) {
      try writer.add(arrays + name + ".npy", NPY.encoded(tensor))
    }
    return writer.finished()
  }

  /// The state in the file at `path`. Throws for a file that is damaged or of another kind.
  static func read(_ path: String) throws -> SavedState {
    let reader = try FileBytes.reader(path)
    let archive = try ZipFile(reader)
    guard let head = archive.members.first(where: { $0.name == stateName }) else {
      throw reader.failure("'\(stateName)', as in a checkpoint of training,", "an archive without it")
    }
    guard head.size <= 1 << 28,
      let value = try? JSONDecoder().decode(ExactValue.self, from: Data(archive.content(of: head))),
      case .object(var values) = value.value, let found = values.removeValue(forKey: "keratin_checkpoint")
    else { throw reader.failure("the state of training in '\(stateName)'", "something else") }
    guard found == .int(version) else { throw reader.failure("version \(version) of a checkpoint", "\(found)") }
    var state = SavedState(values: values)
    for member in archive.members where member.name != stateName {
      guard member.name.hasPrefix(arrays), member.name.hasSuffix(".npy") else {
        throw reader.failure("'\(stateName)' and arrays", "'\(member.name)'")
      }
      state.tensors[String(member.name.dropFirst(arrays.count).dropLast(4))] = try NPY.parse(
        archive.contentReader(of: member))
    }
    return state
  }
}

/// A value whose text says of what kind it is, and a number to the bit.
private struct ExactValue: Codable {
  let value: ConfigValue

  init(_ value: ConfigValue) { self.value = value }

  private struct Tagged: Codable {
    var double: String?
    var object: [String: ExactValue]?
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      value = .null
    } else if let plain = try? container.decode(Bool.self) {
      value = .bool(plain)
    } else if let plain = try? container.decode(Int.self) {
      value = .int(plain)
    } else if let plain = try? container.decode(String.self) {
      value = .string(plain)
    } else if let plain = try? container.decode([ExactValue].self) {
      value = .array(plain.map(\.value))
    } else {
      let tagged = try container.decode(Tagged.self)
      if let number = tagged.double.flatMap({ Double($0) }) {
        value = .double(number)
      } else if let object = tagged.object {
        value = .object(object.mapValues(\.value))
      } else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "a value of no known kind")
      }
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch value {
    case .double(let number): try container.encode(Tagged(double: "\(number)"))
    case .object(let object): try container.encode(Tagged(object: object.mapValues(ExactValue.init)))
    case .array(let values): try container.encode(values.map(ExactValue.init))
    default: try container.encode(value)
    }
  }
}
