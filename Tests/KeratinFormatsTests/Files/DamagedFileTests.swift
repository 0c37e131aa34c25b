import Foundation
import KeratinFormats
import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

/// Files that are damaged or lie: an error or some arrays, never a trap, and never more memory than a file of that size can ask for.
struct DamagedFileTests {
  static let files = [
    "unusual.h5", "whole.weights.h5", "sgd.weights.h5", "stored.npz", "deflated.npz", "arrays.safetensors", "array.npy",
  ]

  /// A file of that name, as bytes.
  private func original(_ name: String, in folder: URL) throws -> [UInt8] {
    let tensors = ["a": Tensor([[1, 2, 3]]), "b/c": Tensor([Int32(1), 2])]
    let path = folder.appending(path: name).path
    switch name {
    case "arrays.safetensors": try Safetensors.write(tensors, to: path)
    case "array.npy": try NPY.write(Tensor([[1, 2], [3, 4]]), to: path)
    default: return Array(try Data(contentsOf: URL(filePath: Fixture.file(name))))
    }
    return Array(try Data(contentsOf: URL(filePath: path)))
  }

  private func read(_ name: String, _ path: String) throws {
    switch (name as NSString).pathExtension {
    case "npz": _ = try NPZ.read(path)
    case "npy": _ = try NPY.read(path)
    case "safetensors": _ = try Safetensors.read(path)
    default: _ = try HDF5.read(path)
    }
  }

  /// A minute of it finds more: KERATIN_FUZZ_SECONDS says how long each file is tried; without it a few hundred times.
  @Test(arguments: files) func damagedFilesAreRefused(_ name: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let bytes = try original(name, in: folder)
    let path = folder.appending(path: "damaged-" + name).path
    let seconds = ProcessInfo.processInfo.environment["KERATIN_FUZZ_SECONDS"].flatMap { Double($0) }
    var random = FuzzRandom(seed: seconds == nil ? 1 : UInt64.random(in: 0...UInt64.max))
    let seed = FuzzSeed(name: name, bytes: bytes)
    let start = ContinuousClock.now
    var (count, refused) = (0, 0)
    while seconds.map({ ContinuousClock.now - start < .seconds($0) }) ?? (count < 300) {
      try Data(seed.damaged(&random)).write(to: URL(filePath: path))
      do {
        try read(name, path)
      } catch {
        refused += 1
        #expect((error as? KeratinError)?.description.contains("damaged-") == true, "\(error)")
      }
      count += 1
    }
    #expect(refused > 0)
    if seconds != nil { print("\(name): \(count) files, \(refused) refused") }
  }

  @Test(arguments: files) func aFileThatEndsTooSoonIsRefused(_ name: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let bytes = try original(name, in: folder)
    let path = folder.appending(path: "damaged-" + name).path
    for length in Set((0..<40).map { bytes.count * $0 / 40 } + [0, 1, 8, bytes.count - 1]) {
      try Data(bytes.prefix(length)).write(to: URL(filePath: path))
      let error = #expect(throws: KeratinError.self) { try read(name, path) }
      #expect(error?.description.contains("damaged-") == true, "\(String(describing: error))")
    }
  }

  @Test func bombsAreNotUnpacked() throws {
    // A .npy header that promises 2⁴⁰ elements, in a zip member that is too small for them.
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).npy").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1048576, 1048576), }\n"
    let bytes = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
    try Data(bytes).write(to: URL(filePath: path))
    let error = #expect(throws: KeratinError.self) { try NPY.read(path) }
    #expect(error?.description.contains("1099511627776 elements of 4 bytes") == true)
  }
}
