import Keratin

/// Prediction of one sample: how long a call takes, one after another.
struct LatencyMode {
  let seconds: Double
  let data: String?

  func measure(_ workload: Workload, _ line: inout Line) throws {
    let model = try workload.makeModel()
    if let data { try workload.loadWeights(data, into: model) }
    let x = try (data.map { try workload.load($0).x } ?? workload.synthesize(16).x)[0..<1]
    let use = ProcessorUse()
    let whole = try calls { _ = try model.predict(x, verbose: .silent) }
    line["predict_latency_ms_p50"] = rounded(whole.median, 5)
    line["predict_latency_ms_p99"] = rounded(whole.quantile(0.99), 5)
    let bare = try calls { _ = try model.predictOnBatch(x) }
    line["latency_ms_p50"] = rounded(bare.median, 5)
    line["latency_ms_p99"] = rounded(bare.quantile(0.99), 5)
    line["batch"] = 1
    line.add(use)
  }

  /// Milliseconds of calls, the first ten not counted.
  private func calls(_ work: () throws -> Void) throws -> Sample {
    for _ in 0..<10 { try work() }
    return try Sample.measured(for: seconds / 2, least: 100) {
      1e3 * $0
    } work: {
      try work()
    }
  }
}
