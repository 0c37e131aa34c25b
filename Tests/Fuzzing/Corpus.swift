import Foundation
import Keratin
import KeratinTestSupport

/// The files that are damaged: all that Keras, h5py and NumPy wrote for the tests, and some of our own.
enum Corpus {
  static func seeds() throws -> [FuzzSeed] {
    var seeds: [FuzzSeed] = []
    for folder in ["files", "saved/3.3.3", "saved/3.6.0", "saved/3.10.0", "saved/3.15.1"] {
      let url = Fixture.folder.appending(path: folder)
      for name in try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() {
        seeds.append(try FuzzSeed(path: url.appending(path: name).path))
      }
    }
    let tensors = ["a": Tensor([[1, 2, 3]]), "b/c": Tensor([Int32(1), 2]), "d": Tensor.zeros([0, 2])]
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func own(_ name: String, _ write: (String) throws -> Void) throws {
      let path = folder.appending(path: name).path
      try write(path)
      seeds.append(try FuzzSeed(path: path))
    }
    try own("own.safetensors") { try Safetensors.write(tensors, to: $0) }
    try own("own.npz") { try NPZ.write(tensors, to: $0) }
    try own("own.h5") { try HDF5.write(tensors, to: $0) }
    try own("floats.npy") { try NPY.write(Tensor([[1, 2], [3, 4]]), to: $0) }
    try own("truth.npy") { try NPY.write(Tensor([true, false]), to: $0) }
    return seeds
  }

  /// Reads a file as its seed is read.
  static func read(_ path: String, _ seed: FuzzSeed) throws {
    switch seed.format {
    case "keras": _ = try Model.load(path)
    case "npz": _ = try NPZ.read(path)
    case "npy": _ = try NPY.read(path)
    case "safetensors": _ = try Safetensors.read(path)
    default: _ = try HDF5.read(path)
    }
  }
}
