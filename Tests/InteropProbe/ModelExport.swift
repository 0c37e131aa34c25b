import Foundation
import Keratin
import KeratinTestSupport

/// Writes models to a folder, and what becomes of them.
struct ModelExport {
  let folder: String
  private var done: Set<String> = []
  private(set) var failures = 0

  init(to folder: String) { self.folder = folder }

  /// Saves the model as FOLDER/NAME.keras, and as FOLDER/NAME.npz what it predicts and what its weights are after one more step.
  func export(_ name: String, _ model: Model, inputs: [Tensor], targets: [Tensor], sampleWeight: Tensor?) throws {
    var arrays: [String: Tensor] = [:]
    if !targets.isEmpty {
      for _ in 0..<2 { try model.trainOnBatch(inputs, targets, sampleWeight: sampleWeight) }
    }
    try model.save("\(folder)/\(name).keras")
    try model.saveWeights(to: "\(folder)/\(name).weights.h5")
    func add(_ role: String, _ tensors: [Tensor]) {
      for (index, tensor) in tensors.enumerated() { arrays["\(role)/\(index)"] = tensor }
    }
    add("inputs", inputs)
    add("targets", targets)
    if let sampleWeight { arrays["sampleWeight"] = sampleWeight }
    add("outputs", try model.predictAll(inputs, verbose: .silent))
    add("weights", model.weights.map(\.value))
    if !targets.isEmpty {
      let scores = try model.trainOnBatch(inputs, targets, sampleWeight: sampleWeight)
      arrays["loss"] = Tensor(scores.loss, elementType: .float64)
      add("trained", model.weights.map(\.value))
    }
    try NPZ.write(arrays, to: "\(folder)/\(name).npz")
  }

  /// The fixture's models, trained and saved again: between them all layers, optimizers, losses and metrics.
  mutating func exportFixtures(_ version: String) throws {
    for sample in try Fixture("saved/\(version)").cases where done.insert(sample.name).inserted {
      func tensors(_ role: String) throws -> [Tensor] {
        try sample[role].map {
          try Tensor($0.values, shape: Shape($0.shape), elementType: $0.isInteger ? .int32 : .float32)
        }
      }
      let path = Fixture.folder.appending(path: sample.settings["file"].string ?? "").path
      let name = "\(sample.name)-\(version)"
      do {
        try export(
          name, Model.load(path), inputs: tensors("inputs"), targets: tensors("targets"),
          sampleWeight: tensors("sampleWeight").first)
      } catch {
        print("\(name): \(error)")
        failures += 1
      }
    }
  }
}
