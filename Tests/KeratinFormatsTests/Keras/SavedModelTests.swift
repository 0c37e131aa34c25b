import KeratinFormats
import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import KeratinTraining
import Testing

/// Models that four versions of Keras saved: they predict here what they predicted there, and train to the same weights.
struct SavedModelTests {
  @Test(arguments: try SavedModel.all.get()) func weightsAreThoseOfTheFile(_ saved: SavedModel) throws {
    let model = try Model.load(saved.path)
    try #require(model.weights.count == saved.sample["weights"].count)
    for (weight, expected) in zip(model.weights, saved.sample["weights"]) {
      #expect(weight.shape.dimensions == expected.shape, "\(weight.path)")
      #expect(try weight.value.cast(to: .float32).scalars(as: Float.self) == expected.floats, "\(weight.path)")
    }
  }

  @Test(arguments: try SavedModel.all.get()) func predictionsAreThoseOfKeras(_ saved: SavedModel) throws {
    for backend in Backends.all {
      try Backends.with(backend) {
        let model = try Model.load(saved.path)
        try requireClose(saved.predict(model), saved.sample["outputs"], within: 1e-5)
      }
    }
  }

  @Test(arguments: try SavedModel.all.get().filter { !$0.sample["targets"].isEmpty })
  func trainingGoesOnAsInKeras(_ saved: SavedModel) throws {
    // Older versions log less, under other names, and losses of outputs already weighted.
    let isNewest = saved.version == SavedModel.versions.last
    let ambiguous = saved.sample.settings["ambiguous"].array?.compactMap(\.string) ?? []
    let series = saved.sample.series
    for backend in Backends.all {
      try Backends.with(backend) {
        let model = try Model.load(saved.path)
        for step in (series["loss"] ?? []).indices {
          let logs = try saved.train(model).logs
          if isNewest { #expect(Set(logs.names) == Set(series.keys)) }
          #expect(logs["loss"] != nil)
          for (name, values) in series where !ambiguous.contains(name) {
            guard isNewest || !name.hasSuffix("_loss"), let value = logs[name] else { continue }
            let bound = 1e-4 * max(1, values[step].magnitude)
            let isClose = value.isNaN ? values[step].isNaN : (value - values[step]).magnitude <= bound
            #expect(isClose, "\(name) of step \(step): \(value), not \(values[step])")
          }
        }
        try requireClose(model.weights.map(\.value), saved.sample["trained"], within: 1e-4)
        try requireClose(saved.predict(model), saved.sample["trainedOutputs"], within: 1e-4)
      }
    }
  }
}
