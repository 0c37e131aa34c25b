import Foundation
import KeratinFormats
import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

/// Files made by hand to do harm: each is refused by name, at once.
struct HostileFileTests {
  /// The error that reading gives.
  private func refusal(
    _ bytes: [UInt8], _ name: String, _ read: (String) throws -> Void
  ) throws -> KeratinError? {
    try withTemporaryFolder { folder in
      let path = folder + "/" + name
      try write(bytes, to: path)
      let error = #expect(throws: KeratinError.self) { try read(path) }
      #expect(error?.description.contains(name) == true, "\(String(describing: error))")
      return error
    }
  }

  private func fixture(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: Fixture.file(name))))
  }

  private func put(_ value: UInt64, at place: Int, in bytes: inout [UInt8], width: Int = 8) {
    for index in 0..<width { bytes[place + index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * index)) }
  }

  private func number(at place: Int, in bytes: [UInt8]) -> Int {
    (0..<8).reversed().reduce(0) { $0 << 8 | Int(bytes[place + $1]) }
  }

  // MARK: - HDF5

  @Test func aGroupThatContainsItselfEnds() throws {
    var bytes = try fixture("sgd.weights.h5")
    // Every entry of every symbol table, 40 bytes each behind 8, points back to the root's header.
    let root = UInt64(number(at: 64, in: bytes))
    var tables = 0
    for place in 0..<bytes.count - 48 where bytes[place...].starts(with: Array("SNOD".utf8)) {
      for entry in 0..<Int(bytes[place + 6]) { put(root, at: place + 16 + 40 * entry, in: &bytes) }
      tables += 1
    }
    #expect(tables > 0)
    _ = try refusal(bytes, "cyclic.h5") { _ = try HDF5.read($0) }
  }

  @Test func aTreeThatIsItsOwnChildEnds() throws {
    var bytes = try fixture("sgd.weights.h5")
    for place in 0..<bytes.count - 48 where bytes[place...].starts(with: Array("TREE".utf8)) {
      bytes[place + 5] = 1
      for child in 0..<Int(bytes[place + 6]) { put(UInt64(place), at: place + 32 + 16 * child, in: &bytes) }
    }
    _ = try refusal(bytes, "looped.h5") { _ = try HDF5.read($0) }
  }

  @Test(arguments: [UInt64(1) << 62, .max, 1 << 40]) func extentsThatNoFileHoldsAreRefused(_ extent: UInt64) throws {
    let names = ["x": Tensor((0..<5).map { Float($0) })]
    var bytes = try withTemporaryFolder { folder in
      try HDF5.write(names, to: folder + "/a.h5")
      return Array(try Data(contentsOf: URL(filePath: folder + "/a.h5")))
    }
    var found = 0
    for place in 0..<bytes.count - 8 where number(at: place, in: bytes) == 5 {
      put(extent, at: place, in: &bytes)
      found += 1
    }
    #expect(found > 0)
    _ = try refusal(bytes, "vast.h5") { _ = try HDF5.read($0) }
  }

  // MARK: - Zip, npz

  @Test func aWrongChecksumIsSeen() throws {
    var bytes = try fixture("stored.npz")
    let place = try #require(bytes.indices.first { bytes[$0...].starts(with: Array("NUMPY".utf8)) })
    bytes[place + 130] ^= 1
    let error = try refusal(bytes, "changed.npz") { _ = try NPZ.read($0) }
    #expect(error?.description.contains("checksum") == true)
  }

  @Test func aMemberThatLiesAboutItsSizeIsRefused() throws {
    var bytes = try fixture("deflated.npz")
    for place in 0..<bytes.count - 30 where bytes[place...].starts(with: [0x50, 0x4B, 1, 2]) {
      put(0x7FFF_FFFF, at: place + 24, in: &bytes, width: 4)
    }
    _ = try refusal(bytes, "bomb.npz") { _ = try NPZ.read($0) }
  }

  @Test func namesThatClimbOutWriteNothing() throws {
    // Members are arrays by their names, never files.
    let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (), }\n"
    let member =
      [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8) + [0, 0, 0, 0]
    try withTemporaryFolder { folder in
      let inner = folder + "/inner"
      try write(PlainZip([("../../escaped.npy", member)]).bytes, to: inner + "/a.npz")
      #expect(try NPZ.read(inner + "/a.npz").keys.sorted() == ["../../escaped"])
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["inner"])
      #expect(try FileManager.default.contentsOfDirectory(atPath: inner) == ["a.npz"])
    }
  }

  // MARK: - JSON

  @Test func deepHeadersAreRefused() throws {
    let text = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
    for header in [text, "{\"a\":" + text + "}", String(repeating: "{\"a\":", count: 100_000)] {
      var bytes = [UInt8](repeating: 0, count: 8)
      put(UInt64(header.utf8.count), at: 0, in: &bytes)
      _ = try refusal(bytes + Array(header.utf8), "deep.safetensors") { _ = try Safetensors.read($0) }
    }
  }

  // MARK: - Truncation

  @Test(arguments: ["sgd.weights.h5", "own.h5", "own.npz", "own.safetensors", "own.npy"])
  func everyBeginningIsRefused(_ name: String) throws {
    try withTemporaryFolder { folder in
      let tensors = ["a": Tensor([[1, 2, 3]]), "b/c": Tensor([Int32(1), 2])]
      let whole = folder + "/" + name
      func read(_ path: String) throws {
        switch name.split(separator: ".").last {
        case "npz": _ = try NPZ.read(path)
        case "npy": _ = try NPY.read(path)
        case "safetensors": _ = try Safetensors.read(path)
        default: _ = try HDF5.read(path)
        }
      }
      switch name {
      case "own.h5": try HDF5.write(tensors, to: whole)
      case "own.npz": try NPZ.write(tensors, to: whole)
      case "own.safetensors": try Safetensors.write(tensors, to: whole)
      case "own.npy": try NPY.write(Tensor([[1, 2], [3, 4]]), to: whole)
      default: try write(fixture(name), to: whole)
      }
      let bytes = Array(try Data(contentsOf: URL(filePath: whole)))
      let path = folder + "/short-" + name
      for length in 0..<bytes.count {
        try Data(bytes.prefix(length)).write(to: URL(filePath: path))
        do {
          try read(path)
          Issue.record("\(length) bytes of \(bytes.count) were read")
        } catch let error as KeratinError {
          #expect(error.description.contains("short-"), "\(error)")
        }
      }
    }
  }
}
