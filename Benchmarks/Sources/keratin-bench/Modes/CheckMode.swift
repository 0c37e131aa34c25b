import ArgumentParser
import Foundation
import Keratin

/// Ten steps on fixed batches, without dropout: the proof that the same work is done.
struct CheckMode {
  let data: String
  let reference: String?
  let steps: Int

  func measure(_ workload: Workload, _ line: inout Line) throws {
    let (x, y) = try workload.load(data)
    let model = try workload.makeModel(dropout: false)
    try workload.loadWeights(data, into: model)
    let outputs: [Float] = try model.predict(x[0..<4], verbose: .silent).scalars()
    let width = outputs.count / 4
    let batch = workload.batchSize
    let losses = try (0..<steps).map { step in
      let start = (step * batch) % (x.shape[0] - batch + 1)
      return try model.trainOnBatch(x[start..<start + batch], y[start..<start + batch]).loss
    }
    line["params"] = model.trainableVariables.reduce(0) { $0 + $1.shape.count }
    line["out"] = (0..<4).map { row in (0..<min(4, width)).map { Double(outputs[row * width + $0]) } }
    line["losses"] = losses
    guard let reference else { return }
    for text in try String(contentsOfFile: reference, encoding: .utf8).split(separator: "\n") {
      guard let other = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any],
        other["workload"] as? String == workload.rawValue, let expected = other["losses"] as? [Double]
      else { continue }
      let differences = zip(losses, expected).map { abs($0 - $1) / max(abs($1), 1e-6) }
      let peer = other["peer"] as? String ?? "peer"
      line["difference_from_\(peer)"] = differences.max() ?? 0
      line["difference_from_\(peer)_in_3_steps"] = differences.prefix(3).max() ?? 0
    }
  }
}
