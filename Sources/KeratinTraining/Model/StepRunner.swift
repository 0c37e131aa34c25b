internal import KeratinGraph
internal import KeratinKernels

/// Runs steps over batches of data: from a plan, or node by node.
protocol StepRunner: AnyObject {
  /// Gives the runner its data.
  func bind(_ data: InMemoryData)
  /// Gives the samples another order than that in which they lie.
  func reorder(_ order: [Int32])
  /// Runs one step on `count` samples from place `start` of the order on. Returns false, with nothing changed, if the loss is not finite.
  func run(from start: Int, count: Int) throws -> Bool
  /// The values of the last step, computed when they are asked for.
  func logs() throws -> Logs
  /// The predictions of the last step.
  func outputs() -> [Tensor]
  /// The samples that the places from `start` on stand for.
  func samples(from start: Int, count: Int) -> [Int]
  /// Where the last step, which returned false, first met a number that is not finite.
  func findNonFinite() throws -> NonFiniteOrigin?
}
