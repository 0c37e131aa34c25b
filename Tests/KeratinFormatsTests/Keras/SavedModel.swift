import Foundation
import KeratinFormats
import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import KeratinTraining
import Testing

/// A model that a version of Keras saved, and what it predicted and became there.
struct SavedModel: Sendable, CustomStringConvertible {
  /// The version of Keras.
  let version: String
  let sample: FixtureCase

  static let versions = ["3.3.3", "3.6.0", "3.10.0", "3.15.1"]

  /// All of Tests/Fixtures/saved.
  static let all = Result {
    try versions.flatMap { version in
      let fixture = try Fixture("saved/\(version)")
      try #require(fixture.keras == version)
      return fixture.cases.map { SavedModel(version: version, sample: $0) }
    }
  }

  var description: String { "\(sample.name) of Keras \(version)" }

  var path: String {
    get throws { Fixture.folder.appending(path: try #require(sample.settings["file"].string)).path }
  }

  /// The tensors that play a role.
  func tensors(_ role: String) throws -> [Tensor] {
    try sample[role].map {
      try Tensor($0.values, shape: Shape($0.shape), elementType: $0.isInteger ? .int32 : .float32)
    }
  }

  /// What the model makes of the fixture's inputs.
  func predict(_ model: Model) throws -> [Tensor] {
    try model.predictAll(tensors("inputs"), verbose: .silent)
  }

  /// One step on the fixture's batch.
  func train(_ model: Model) throws -> Scores {
    try model.trainOnBatch(
      tensors("inputs"), tensors("targets"), sampleWeight: tensors("sampleWeight").first)
  }
}

/// Throws where some array differs from the fixture's by more than `tolerance`, as a part of the array's largest number, or of 1.
func requireClose(_ received: [Tensor], _ expected: [FixtureTensor], within tolerance: Double)
  throws
{
  try #require(received.map(\.shape.dimensions) == expected.map(\.shape))
  for (received, expected) in zip(received, expected) {
    let largest = expected.values.reduce(1) { max($0, $1.magnitude) }
    do {
      try KeratinTestSupport.requireClose(
        received.scalars(as: Double.self), expected.values,
        within: expected.values.map { _ in tolerance * largest })
    } catch {
      Issue.record("\(expected.name ?? "an output"): \(error)")
    }
  }
}
