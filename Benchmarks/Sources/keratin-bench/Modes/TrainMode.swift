import Foundation
import Keratin

/// Training: the samples that pass in a second, as medians over epochs.
struct TrainMode {
  let seconds: Double
  let data: String?
  let profiles: Bool

  func measure(_ workload: Workload, _ line: inout Line) throws {
    let model = try workload.makeModel()
    let (x, y) = try data.map { try workload.load($0) } ?? workload.synthesize(workload.sampleCount)
    if let data { try workload.loadWeights(data, into: model) }
    let batch = workload.batchSize
    line["loss_first"] = try model.trainOnBatch(x[0..<batch], y[0..<batch]).loss
    if profiles { model.profile = Profile() }
    let clock = EpochClock(seconds: seconds)
    let history = try model.fit(
      x, y, batchSize: batch, epochs: .max / 2, verbose: .silent, callbacks: [clock])
    if let profile = model.profile {
      let table = profile.table(limits: .measured(threads: Backends.threadCount))
      FileHandle.standardError.write(Data((table + "\n").utf8))
    }
    let stepsPerEpoch = (workload.sampleCount + batch - 1) / batch
    let windows = clock.windows()
    let rates = Sample(windows.map { Double($0.epochs * workload.sampleCount) / $0.seconds })
    let steps = Sample(windows.map { 1e3 * $0.seconds / Double($0.epochs * stepsPerEpoch) })
    let total = windows.reduce((0, 0.0)) { ($0.0 + $1.epochs, $0.1 + $1.seconds) }
    line.add(rates: rates, operationsPerSample: workload.trainingOperations)
    line["ms_per_step"] = rounded(steps.median, 5)
    line["steps_per_s"] = rounded(1e3 / steps.median, 3)
    line["samples_per_s_mean"] = rounded(Double(total.0 * workload.sampleCount) / total.1, 2)
    line["loss_last"] = history["loss"].last
    line["steps"] = 1 + history.epoch.count * stepsPerEpoch
    line["params"] = model.parameterCount
    line.add(clock.use)
    // Measuring the bandwidth takes memory of its own.
    line["peak_rss_mb"] = Machine.peakMemory
    line["memory_goal_mb"] = rounded(try memoryGoal(model, x, y, workload), 1)
    line.add(
      limitsFor: workload.trainingOperations * Double(batch),
      bytes: workload.unavoidableBytes(
        parameters: model.parameterCount, sampleBytes: (x.type.byteCount + y.type.byteCount) / workload.sampleCount),
      milliseconds: steps.median)
  }

  /// What training should need at most, in MB: data, weights and what the update keeps beside them, 1.25 times the least arena in which a step
  /// can run, and 20 MB.
  private func memoryGoal(_ model: Model, _ x: Tensor, _ y: Tensor, _ workload: Workload) throws -> Double {
    let plan = try model.planDescription(x, y, batchSize: workload.batchSize)
    let kept = x.type.byteCount + y.type.byteCount + workload.stateBytes(parameters: model.parameterCount)
    return (Double(kept) + 1.25 * Double(plan.leastArenaBytes)) / 1_048_576 + 20
  }
}
