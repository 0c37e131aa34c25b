import Foundation
import Keratin
import KeratinTestSupport
import Testing

/// What is said of weights that cannot be saved or loaded, and that nothing changes then.
struct WeightMistakeTests {
  private func complaint(_ model: Model, _ path: String) throws -> String {
    let before = model.getWeights()
    let error = #expect(throws: KeratinError.self) { try model.loadWeights(from: path) }
    for (old, new) in zip(before, model.getWeights()) { #expect(try old.isIdentical(to: new)) }
    return error?.description ?? ""
  }

  private func made(_ units: [Int], inputs: Int = 3) -> Sequential {
    Sequential(units.map { Dense($0) }).built(inputs)
  }

  @Test func shapesThatDifferAreBothNamed() throws {
    let file = Fixture.file("sgd.weights.h5")
    let model = made([4])
    #expect(
      try complaint(model, file)
        == "loadWeights in \(model.layers[0].name): expected shape [3, 4] for '\(model.layers[0].name)/kernel', as the model has it. "
        + "Received: shape [3, 2]: 'layers/dense/vars/0' of \(file). Try: skipMismatch: true, to keep such layers as they are."
    )
    let kept = model.getWeights()
    #expect(try model.loadWeights(from: file, skipMismatch: true) == ["layers/dense"])
    #expect(try model.getWeights()[0].isIdentical(to: kept[0]))
  }

  @Test func layersThatAreMissingOnEitherSideAreNamed() throws {
    let file = Fixture.file("sgd.weights.h5")
    let larger = made([2, 5])
    #expect(
      try complaint(larger, file)
        == "loadWeights in \(larger.layers[1].name): expected 2 weights at 'layers/dense_1' in \(file). Received: none. "
        + "Try: skipMismatch: true, to keep the layer as it is.")
    #expect(try larger.loadWeights(from: file, skipMismatch: true) == ["layers/dense_1"])
    try withTemporaryFolder { folder in
      try larger.saveWeights(to: folder + "/a.weights.h5")
      #expect(
        try complaint(made([2]), folder + "/a.weights.h5").contains("'layers/dense_1', which belongs to no layer"))
      let unbiased = Sequential([Dense(2, useBias: false)]).built(3)
      #expect(try complaint(unbiased, file).contains("expected 1 weights at 'layers/dense'"))
      try Data("no weights".utf8).write(to: URL(filePath: folder + "/b.weights.h5"))
      #expect(try complaint(larger, folder + "/b.weights.h5").contains("expected HDF5's signature"))
      try Data().write(to: URL(filePath: folder + "/c.weights.h5"))
      #expect(try complaint(larger, folder + "/c.weights.h5").contains("an empty file"))
      let whole = try Data(contentsOf: URL(filePath: file))
      try whole.prefix(whole.count - 1).write(to: URL(filePath: folder + "/d.weights.h5"))
      #expect(try complaint(larger, folder + "/d.weights.h5").contains("the file is truncated"))
      #expect(try complaint(larger, folder + "/none.npz").contains("No such file"))
    }
  }

  @Test func pathsAndModelsThatCannotBe() throws {
    let model = made([2])
    #expect(try complaint(model, "/somewhere/model.bin").contains("expected a path that ends in .weights.h5, .npz"))
    #expect(try complaint(model, "/somewhere/model.keras").contains("/somewhere/model.keras"))
    #expect(throws: KeratinError.self) { try model.saveWeights(to: "/nowhere/at/all.weights.h5") }
    #expect(throws: KeratinError.self) { try model.saveWeights(to: "weights.h5.txt") }
    #expect(throws: KeratinError.self) { try Sequential([Dense(2)]).saveWeights(to: "a.weights.h5") }
    #expect(throws: KeratinError.self) { try Sequential([Dense(2)]).loadWeights(from: Fixture.file("sgd.weights.h5")) }
    try withTemporaryFolder { folder in
      try FileManager.default.createDirectory(atPath: folder + "/a.npz", withIntermediateDirectories: false)
      #expect(throws: KeratinError.self) { try model.saveWeights(to: folder + "/a.npz") }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.npz"])
    }
  }

  @Test(arguments: [500, 3_000, 20_000, 40_000, 61_000, 90_000])
  func aKillLeavesTheOldFileOrTheNew(microseconds: Int) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/a.weights.h5"
      let outcome = try BuiltProgram(name: "training-probe").run(["save-until-killed", path, "\(microseconds)"])
      #expect(outcome.status == 9)
      let model = Sequential([Dense(500, useBias: false)]).built(400)
      try model.loadWeights(from: path)
      let values = Set(try model.getWeights()[0].scalars(as: Float.self))
      #expect(values == [1] || values == [2])
    }
  }

  @Test func aFullDiskLeavesTheOldFile() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/a.weights.h5"
      let outcome = try BuiltProgram(name: "training-probe").run(["save-on-full-disk", path])
      #expect(outcome.output.hasPrefix("saveWeights: expected to write "), "\(outcome)")
      let model = Sequential([Dense(500, useBias: false)]).built(400)
      try model.loadWeights(from: path)
      #expect(Set(try model.getWeights()[0].scalars(as: Float.self)) == [1])
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.weights.h5"])
    }
  }
}

extension Sequential {
  /// The model, built for so many features.
  fileprivate func built(_ features: Int) -> Sequential {
    _ = self(Tensor.zeros([1, features]))
    return self
  }
}
