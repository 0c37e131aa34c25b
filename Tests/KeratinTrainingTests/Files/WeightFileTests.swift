import Foundation
import Keratin
import KeratinTestSupport
import Testing

/// Files that Keras wrote, read; and files that we write, read again.
struct WeightFileTests {
  static let kerasFiles = (try? Fixture("files").cases.filter { $0.className != nil }) ?? []

  private func loaded(_ sample: FixtureCase) throws -> Model {
    let model = try makeFileModel(sample.name)
    try model.compile(
      optimizer: makeOptimizer(try #require(sample.className), sample.config), loss: .meanSquaredError)
    #expect(try model.loadWeights(from: Fixture.file(try #require(sample.settings["file"].string))) == [])
    return model
  }

  private func inputs(_ sample: FixtureCase) throws -> [Tensor] { try sample["inputs"].map { try $0.tensor(.float32) } }

  @Test(arguments: kerasFiles) func weightsAndOptimizerOfKerasAreRead(_ sample: FixtureCase) throws {
    let model = try loaded(sample)
    for (weight, expected) in zip(model.weights, sample["weights"]) {
      #expect(try weight.value.scalars(as: Float.self) == expected.floats, "\(weight.path)")
    }
    #expect(model.weights.count == sample["weights"].count)
    let state = try #require(model.optimizer?.variables)
    #expect(state.map(\.shape) == sample["slots"].map { Shape($0.shape) })
    for (variable, expected) in zip(state, sample["slots"]) {
      #expect(try variable.value.scalars(as: Float.self) == expected.floats, "\(variable.path)")
    }
  }

  @Test(arguments: kerasFiles) func whatWasReadPredictsAndTrainsOn(_ sample: FixtureCase) throws {
    for backend in Backends.all {
      try Backends.with(backend) {
        let model = try loaded(sample)
        let outputs = try model.predict(inputs(sample), verbose: .silent)
        let exact = try sample.tensor("outputs")
        try requireClose(
          outputs.scalars(as: Float.self), exact.values, within: exact.values.map { 1e-5 * (1 + abs($0)) })
        try model.trainOnBatch(inputs(sample), sample.tensor("targets").tensor(.float32))
        for (weight, exact) in zip(model.weights, sample["trained"]) {
          try requireClose(
            weight.value.scalars(as: Float.self), exact.values, within: exact.values.map { 1e-5 * (1 + abs($0)) })
        }
      }
    }
  }

  @Test func halfWidthsAreWidened() throws {
    let sample = try Fixture("files")["half"]
    let model = try makeFileModel("half")
    try model.loadWeights(from: Fixture.file("half.weights.h5"))
    for (weight, expected) in zip(model.weights, sample["weights"]) {
      #expect(try weight.value.scalars(as: Float.self) == expected.floats)
    }
  }

  @Test(arguments: ["stack", "branches", "whole", "nadam"], ["a.weights.h5", "a.npz", "a.safetensors"])
  func whatIsWrittenIsReadAgain(_ name: String, _ file: String) throws {
    let sample = try Fixture("files")[name]
    let model = try loaded(sample)
    try withTemporaryFolder { folder in
      let path = folder + "/" + file
      try model.saveWeights(to: path)
      try model.saveWeights(to: path)
      let other = try makeFileModel(name)
      try other.compile(
        optimizer: makeOptimizer(try #require(sample.className), sample.config), loss: .meanSquaredError)
      try other.loadWeights(from: path)
      let (mine, others) = try (
        model.weights + #require(model.optimizer?.variables),
        other.weights + #require(other.optimizer?.variables)
      )
      #expect(mine.count == others.count)
      for (a, b) in zip(mine, others) { #expect(try a.value.isIdentical(to: b.value), "\(a.path)") }
      // Bytes, too, depend on nothing but the model.
      let again = folder + "/again-" + file
      try other.saveWeights(to: again)
      #expect(try HDF5OrOther.arrays(again).keys.sorted() == HDF5OrOther.arrays(path).keys.sorted())
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == [file, "again-" + file].sorted())
    }
  }

  @Test func pathsAreThoseOfKeras() throws {
    for name in ["stack", "branches", "whole", "adam_amsgrad"] {
      let sample = try Fixture("files")[name]
      let model = try loaded(sample)
      try withTemporaryFolder { folder in
        try model.saveWeights(to: folder + "/a.weights.h5")
        let mine = try HDF5.read(folder + "/a.weights.h5").keys.sorted()
        #expect(try mine == HDF5.read(Fixture.file(name + ".weights.h5")).keys.sorted())
      }
    }
  }

  @Test func listsOfNumPyAreRead() throws {
    let (model, other) = try (makeFileModel("small"), makeFileModel("small"))
    try withTemporaryFolder { folder in
      let path = folder + "/list.npz"
      try NPZ.write(["arr_0": model.getWeights()[0], "arr_1": model.getWeights()[1]], to: path)
      try other.loadWeights(from: path)
      for (a, b) in zip(model.getWeights(), other.getWeights()) { #expect(try a.isIdentical(to: b)) }
      try NPZ.write(["arr_0": model.getWeights()[0]], to: path)
      #expect(throws: KeratinError.self) { try other.loadWeights(from: path) }
    }
  }

  @Test func anOptimizerThatDoesNotFitIsLeftOut() throws {
    let model = try makeFileModel("small")
    try model.compile(optimizer: .adam(), loss: .meanSquaredError)
    #expect(try model.loadWeights(from: Fixture.file("sgd.weights.h5")) == [])
    #expect(try model.optimizer?.iterations.value.scalar(as: Int32.self) == 0)
    let uncompiled = try makeFileModel("small")
    #expect(try uncompiled.loadWeights(from: Fixture.file("adamw.weights.h5")) == [])
    #expect(try uncompiled.getWeights()[0].isIdentical(to: { try loaded(Fixture("files")["adamw"]) }().getWeights()[0]))
  }
}

/// The arrays of a file of any format.
private enum HDF5OrOther {
  static func arrays(_ path: String) throws -> [String: Tensor] {
    if path.hasSuffix(".npz") { return try NPZ.read(path) }
    return try path.hasSuffix(".h5") ? HDF5.read(path) : Safetensors.read(path)
  }
}
