/// What is wrong with a layer, and in which case it showed.
public struct LayerFault: Error, CustomStringConvertible {
  /// The case's name.
  public let sample: String
  /// The part of the check that failed.
  public let part: Part
  /// What was expected and what came.
  public let explanation: String

  /// The parts of a check.
  public enum Part: String, Sendable {
    case configuration, remade, weights, functionalShapes, results, inputGradients, weightGradients, plan, differences,
      trainingStep, backends, masks
  }

  public var description: String { "\(sample), \(part.rawValue): \(explanation)" }
}
