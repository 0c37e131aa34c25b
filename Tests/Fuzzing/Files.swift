import Foundation

/// Files written without care for what a crash would leave, a few microseconds each.
enum Files {
  static func write(_ bytes: [UInt8], to path: String) throws {
    guard let file = fopen(path, "wb") else { throw UsageError(description: "\(path) cannot be written") }
    defer { fclose(file) }
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else {
      throw UsageError(description: "\(path) cannot be written")
    }
  }
}
