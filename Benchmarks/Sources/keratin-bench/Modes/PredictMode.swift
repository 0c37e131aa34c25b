import Keratin

/// Prediction: the samples that pass in a second at batches of 256, whole passes over the data.
struct PredictMode {
  static let batchSize = 256
  let seconds: Double
  let data: String?

  func measure(_ workload: Workload, _ line: inout Line) throws {
    let model = try workload.makeModel()
    if let data { try workload.loadWeights(data, into: model) }
    let count = workload.predictCount
    let x = try (data.map { try workload.load($0).x } ?? workload.synthesize(count).x).repeated(to: count)
    func pass() throws { _ = try model.predict(x, batchSize: PredictMode.batchSize, verbose: .silent) }
    try pass()
    let use = ProcessorUse()
    let rates = try Sample.measured(for: seconds, least: 5) {
      Double(count) / $0
    } work: {
      try pass()
    }
    line.add(rates: rates, operationsPerSample: workload.predictionOperations)
    line["batch"] = PredictMode.batchSize
    line.add(use)
  }
}

extension Tensor {
  /// The samples again and again until there are `count`.
  fileprivate func repeated(to count: Int) throws -> Tensor {
    let own = shape[0]
    if own >= count { return self[0..<count] }
    let copies = [Tensor](repeating: self, count: (count + own - 1) / own)
    return Tensor.concatenated(copies, axis: 0)[0..<count]
  }
}
