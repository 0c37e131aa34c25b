import Foundation
import KeratinFormats
import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import KeratinTraining
import Testing

/// Files of a megabyte and more, which are read where they lie and not at once.
@Suite struct LargeFileTests {
  private static let names = ["a.npy", "a.npz", "a.h5", "a.safetensors"]

  private let tensors = [
    "large": Tensor.randomUniform([700, 513], seed: 1), "numbers": Tensor((0..<30_000).map { Int32($0) }),
    "truth": Tensor((0..<20_000).map { $0 % 3 == 0 }),
  ]

  private func write(_ name: String, to path: String) throws {
    switch name {
    case "a.npy": try NPY.write(try #require(tensors["large"]), to: path)
    case "a.npz": try NPZ.write(tensors, to: path)
    // Truth values are numbers there.
    case "a.h5": try HDF5.write(tensors.filter { $0.key != "truth" }, to: path)
    default: try Safetensors.write(tensors, to: path)
    }
  }

  private func read(_ name: String, _ path: String) throws -> [String: Tensor] {
    switch name {
    case "a.npy": ["large": try NPY.read(path)]
    case "a.npz": try NPZ.read(path)
    case "a.h5": try HDF5.read(path)
    default: try Safetensors.read(path)
    }
  }

  @Test(arguments: names) func allOfThemIsRead(_ name: String) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/" + name
      try write(name, to: path)
      #expect(try Data(contentsOf: URL(filePath: path)).count > 1 << 20)
      let found = try read(name, path)
      #expect(found.count == (name == "a.npy" ? 1 : name == "a.h5" ? 2 : 3))
      for (key, tensor) in found { #expect(try tensor.isIdentical(to: #require(tensors[key])), "\(key)") }
    }
  }

  @Test(arguments: names) func whatEndsTooSoonIsRefused(_ name: String) throws {
    try withTemporaryFolder { folder in
      try write(name, to: folder + "/" + name)
      let whole = try Data(contentsOf: URL(filePath: folder + "/" + name))
      let path = folder + "/short-" + name
      for cut in [1, 9, 30_000, whole.count - (1 << 20) - 5] {
        try whole.prefix(whole.count - cut).write(to: URL(filePath: path))
        let error = #expect(throws: KeratinError.self) { try read(name, path) }
        #expect(error?.description.contains(path) == true, "\(String(describing: error))")
      }
    }
  }

  @Test func aChangedByteIsSeen() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/changed.npz"
      try NPZ.write(tensors, to: path)
      var bytes = try Data(contentsOf: URL(filePath: path))
      bytes[900_000] ^= 4
      try bytes.write(to: URL(filePath: path))
      let error = #expect(throws: KeratinError.self) { try NPZ.read(path) }
      #expect(error?.description.contains("checksum") == true)
    }
  }

  /// A model of `megabytes`, saved.
  private func saveModel(_ megabytes: Int, _ path: String) throws -> Model {
    let width = 2500
    let model = Sequential {
      Input(shape: [width])
      for _ in 0..<megabytes * 1_000_000 / (4 * width * width) { Dense(width, kernelInitializer: .zeros) }
    }
    for (index, weight) in model.weights.enumerated() where weight.shape.rank == 2 {
      try weight.assign(Tensor.randomUniform(weight.shape, from: -1, to: 1, seed: UInt64(index)))
    }
    try model.save(path)
    return model
  }

  /// The time that `body` took of this thread's processor.
  private func time(_ body: () throws -> Void) rethrows -> Double {
    func now() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
    }
    let start = now()
    try body()
    return now() - start
  }

  @Test func loadingTakesNoLongerThanReadingTwice() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/large.keras"
      let model = try saveModel(100, path)
      let size = try Data(contentsOf: URL(filePath: path)).count
      #expect(size > 100_000_000)
      let loaded = try Model.load(path)
      for (a, b) in zip(model.weights, loaded.weights) { #expect(try a.value.isIdentical(to: b.value)) }
      // What else the machine does makes a run longer, never shorter: both have their turn until the least of each says enough.
      var (once, load) = (Double.infinity, Double.infinity)
      for round in 0..<40 where round < 3 || load > 2 * once {
        once = try min(
          once,
          time {
            let file = try #require(fopen(path, "rb"))
            let memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
            #expect(fread(memory, 1, size, file) == size)
            memory.deallocate()
            fclose(file)
          })
        load = try min(load, time { _ = try Model.load(path) })
      }
      #expect(load <= 2 * once, "loading takes \(load) s, reading \(once) s")
    }
  }
}
