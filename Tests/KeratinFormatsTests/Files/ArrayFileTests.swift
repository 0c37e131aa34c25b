import Foundation
import KeratinFormats
import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

/// Files of arrays that h5py and NumPy wrote, and our own.
struct ArrayFileTests {
  private func read(_ path: String) throws -> [String: Tensor] {
    if path.hasSuffix(".npz") { return try NPZ.read(path) }
    return try path.hasSuffix(".safetensors") ? Safetensors.read(path) : HDF5.read(path)
  }

  @Test(arguments: ["unusual", "stored", "deflated"]) func whatPythonWroteIsRead(_ name: String) throws {
    let sample = try Fixture("files")[name]
    let arrays = try read(Fixture.file(try #require(sample.settings["file"].string)))
    #expect(Set(arrays.keys) == Set(sample["arrays"].compactMap(\.name)))
    for expected in sample["arrays"] {
      let array = try #require(arrays[expected.name ?? ""])
      #expect(array.shape == Shape(expected.shape))
      #expect(try array.scalars(as: Double.self) == expected.values, "\(expected.name ?? "")")
    }
  }

  @Test(arguments: [
    ("latest", "libver"), ("link", "soft link"), ("words", "Received: text"), ("big", "big-endian"),
    ("lzf", "filter 32000"), ("vast", "as many elements"),
  ])
  func whatIsNotReadIsNamed(_ name: String, _ reason: String) throws {
    let error = #expect(throws: KeratinError.self) { try HDF5.read(Fixture.file(name + ".h5")) }
    #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
  }

  @Test func attributesThatNobodyWantsMayBeDamaged() throws {
    let name = "stack.weights.h5"
    var bytes = Array(try Data(contentsOf: URL(filePath: Fixture.file(name))))
    // Attributes called "name", which is then no UTF-8.
    let places = bytes.indices.filter { bytes[$0...].starts(with: Array("name\0\0\0\0".utf8)) }
    try #require(!places.isEmpty)
    for place in places { bytes[place] = 0xFF }
    try withTemporaryFolder { folder in
      try write(bytes, to: folder + "/" + name)
      #expect(try Set(HDF5.read(folder + "/" + name).keys) == Set(HDF5.read(Fixture.file(name)).keys))
    }
  }

  @Test(arguments: ["a.npz", "a.safetensors", "a.h5"]) func whatIsWrittenIsReadAgain(_ file: String) throws {
    var tensors: [String: Tensor] = [
      "a/b": Tensor([[1, 2, 3], [4, 5, 6]]), "a/c/d": Tensor([Int32.min, .max]), "empty": Tensor.zeros([0, 4]),
      "scalar": Tensor(0.5, elementType: .float64), "bytes": Tensor([UInt8(0), 255]),
      "özgür": try Tensor((0..<60).map { Float($0) }, shape: [3, 4, 5]),
    ]
    if !file.hasSuffix(".h5") { tensors["truth"] = Tensor([true, false]) }
    // So many names need several symbol tables under one B-tree.
    for index in 0..<700 { tensors["many/\(index)"] = Tensor(Double(index)) }
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: file).path
    func write() throws {
      if file.hasSuffix(".npz") { return try NPZ.write(tensors, to: path) }
      try file.hasSuffix(".h5") ? HDF5.write(tensors, to: path) : Safetensors.write(tensors, to: path)
    }
    try write()
    let first = try Data(contentsOf: URL(filePath: path))
    let arrays = try read(path)
    #expect(Set(arrays.keys) == Set(tensors.keys))
    for (name, tensor) in tensors {
      let array = try #require(arrays[name])
      #expect(array.type == tensor.type && array.isIdenticalBytes(to: tensor), "\(name)")
    }
    try write()
    #expect(try Data(contentsOf: URL(filePath: path)) == first)
  }

  @Test(arguments: [
    ["a", "a/b"], ["a/b", "a//b"], ["", "c"], ["/a"], ["a/"], ["a/./b"], ["a\0b"],
    [String(repeating: "x", count: 1024)],
    [Array(repeating: "g", count: 65).joined(separator: "/")], ["a", "a/\u{301}b"],
  ])
  func namesThatHDF5CannotHaveAreRefused(_ names: [String]) throws {
    try withTemporaryFolder { folder in
      let tensors = Dictionary(uniqueKeysWithValues: names.map { ($0, Tensor([1, 2])) })
      let error = #expect(throws: KeratinError.self) { try HDF5.write(tensors, to: folder + "/a.h5") }
      #expect(error?.kind == .argument)
      let files = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(files.isEmpty)
    }
  }

  @Test func namesThatHDF5CanHaveAreReadAgain() throws {
    try withTemporaryFolder { folder in
      let names = [
        String(repeating: "x", count: 1023), Array(repeating: "g", count: 64).joined(separator: "/"), "..", "a b/c\n",
        "a/b",
      ]
      let tensors = Dictionary(uniqueKeysWithValues: names.map { ($0, Tensor([1, 2])) })
      try HDF5.write(tensors, to: folder + "/a.h5")
      #expect(try Set(HDF5.read(folder + "/a.h5").keys) == Set(names))
    }
  }

  @Test func npyKeepsTypeAndShape() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).npy").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    for tensor in [Tensor([[1, 2], [3, 4]]), Tensor(7), Tensor([Int32(3)]), Tensor([true]), Tensor.zeros([2, 0])] {
      try NPY.write(tensor, to: path)
      let again = try NPY.read(path)
      #expect(again.type == tensor.type && again.isIdenticalBytes(to: tensor))
    }
  }
}

extension Tensor {
  fileprivate func isIdenticalBytes(to other: Tensor) -> Bool {
    (try? scalars(as: Double.self)) == (try? other.scalars(as: Double.self))
  }
}
