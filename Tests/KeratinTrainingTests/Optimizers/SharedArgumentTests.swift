import Keratin
import Testing

/// A loss that is scaled, and variables that do not decay: in whole models. How they enter an update is in optimizers.json.
struct SharedArgumentTests {
  /// With a power of two scaling and its undoing are exact, so training is the same to the bit, and so are the losses that are logged.
  @Test func aScaledLossTrainsAsTheLossItself() throws {
    func trained(_ factor: Double?) throws -> ([Float], [Double]) {
      try withSession(seed: 5) {
        let problem = try SmallProblem()
        let model = try problem.makeModel(optimizer: SGD(learningRate: 0.05, momentum: 0.5, lossScaleFactor: factor))
        let history = try model.fit(problem.x, problem.y, batchSize: 16, epochs: 3, verbose: .silent)
        return (try model.numbers(), history["loss"])
      }
    }
    let (plain, scaled) = (try trained(nil), try trained(1024))
    #expect(plain == scaled)
  }

  @Test func whatDecaysIsSaidBeforeTheOptimizerIsBuilt() throws {
    let (kernel, bias) = (try Variable("kernel", Tensor([4] as [Float])), try Variable("bias", Tensor([4] as [Float])))
    let other = try Variable("other", Tensor([4] as [Float]))
    let optimizer = SGD(learningRate: 0.5, weightDecay: 0.5)
    try optimizer.excludeFromWeightDecay(names: ["kernel"])
    try optimizer.excludeFromWeightDecay([other], names: ["bi"])
    let gradient = Tensor([0] as [Float])
    try optimizer.apply([gradient, gradient, gradient], to: [kernel, bias, other])
    #expect(try [kernel, bias, other].map { try $0.value.scalar(as: Float.self) } == [3, 4, 4])
    let error = #expect(throws: KeratinError.self) { try optimizer.excludeFromWeightDecay(names: ["kernel"]) }
    #expect(error?.description.contains("before the optimizer is built") == true)
  }

  @Test(arguments: [0, -1, Double.infinity, .nan]) func scalesThatCannotBe(_ factor: Double) throws {
    let w = try Variable("w", Tensor([1] as [Float]))
    let error = #expect(throws: KeratinError.self) { try Adam(lossScaleFactor: factor).buildIfNeeded([w]) }
    #expect(error?.description == "adam: expected a finite lossScaleFactor above 0. Received: \(factor).")
  }
}
