import Foundation
import Keratin
import KeratinTestSupport
import Testing

/// Whole models saved and loaded again.
struct KerasFileTests {
  @Test(arguments: SavedModel.all) func whatIsSavedIsLoaded(_ sample: SavedModel) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/model.keras"
      let model = try sample.model()
      let inputs = try sample.inputs()
      let targets = try model.predictOutputs(inputs).map { $0 * 0.5 }
      if model.optimizer != nil {
        // Some state for the optimizer.
        try model.trainOnBatch(inputs, targets)
      }
      try model.save(path)
      if let other = ProcessInfo.processInfo.environment["KERATIN_KEEP_FILES"] {
        try model.save("\(other)/\(sample.description).keras")
      }
      let loaded = try Model.load(path)
      // Masks of recurrent layers with initial states are operations of the graph after loading.
      if sample.description != "masked" { #expect(try loaded.toJSON() == model.toJSON()) }
      try loaded.save(path)
      #expect(try Model.load(path).toJSON() == loaded.toJSON())
      #expect(loaded.weights.map(\.shape) == model.weights.map(\.shape))
      try expectSame(model, loaded, inputs)
      guard model.optimizer != nil else { return }
      let (mine, others) = (try #require(model.optimizer?.variables), try #require(loaded.optimizer?.variables))
      #expect(mine.count == others.count)
      for (a, b) in zip(mine, others) { #expect(try a.value.isIdentical(to: b.value), "\(a.path)") }
      guard sample.description != "stack" else { return }
      for each in [model, loaded] { try each.trainOnBatch(inputs, targets) }
      for (a, b) in zip(model.weights, loaded.weights) { #expect(try a.value.isIdentical(to: b.value), "\(a.path)") }
    }
  }

  private func expectSame(_ model: Model, _ other: Model, _ inputs: [Tensor]) throws {
    for (a, b) in zip(try model.predictOutputs(inputs), try other.predictOutputs(inputs)) {
      #expect(try a.isIdentical(to: b))
    }
  }

  @Test func uncompiledOnRequest() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/model.keras"
      let model = try SavedModel.all[0].model()
      try model.save(path)
      let loaded = try Model.load(path, compile: false)
      #expect(loaded.optimizer == nil)
      let weights = try SavedModel.all[0].model()
      try weights.setWeights(weights.getWeights().map { $0 * 0 })
      try weights.loadWeights(from: path)
      for (a, b) in zip(model.weights, weights.weights) { #expect(try a.value.isIdentical(to: b.value)) }
    }
  }
}

extension Model {
  /// All outputs for one batch.
  func predictOutputs(_ inputs: [Tensor]) throws -> [Tensor] {
    let results = self.results(inputs)
    if let error = results.lazy.compactMap(\.error).first { throw error }
    return results
  }
}
