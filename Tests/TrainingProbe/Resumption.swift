import Foundation
import Keratin

/// A layer of a user's own that draws random numbers without a key.
final class Noise: Layer {
  override func call(_ x: Tensor, _ context: CallContext) -> Tensor {
    context.isTraining ? x + Tensor.randomNormal(x.shape, deviation: 0.1) : x
  }
}

/// Counts what it hears, and ends the process as a power cut would: in a step, at the end of an epoch or after a time.
final class Killer: Callback {
  let moment: [String]
  var epoch = 0
  var heard = 0

  init(_ moment: String) { self.moment = moment.split(separator: ",").map(String.init) }

  private func killIfTime(_ text: [String]) { if moment == text { kill(getpid(), SIGKILL) } }

  override func onTrainBegin() {
    guard moment.first == "after", let delay = moment.last.flatMap({ UInt32($0) }) else { return }
    Thread.detachNewThread {
      usleep(delay)
      kill(getpid(), SIGKILL)
    }
  }

  override func onEpochBegin(_ epoch: Int) {
    self.epoch = epoch
    heard += 1
  }

  override func onTrainBatchEnd(_ batch: Int, _ logs: Logs) {
    heard += 1
    killIfTime(["batch", "\(epoch)", "\(batch)"])
  }

  override func onTestEnd(_ logs: Logs) { killIfTime(["validation", "\(epoch)"]) }
  override func onEpochEnd(_ epoch: Int, _ logs: inout Logs) { killIfTime(["epoch", "\(epoch)"]) }
  override func onTrainEnd(_ logs: Logs) { killIfTime(["end"]) }

  override var state: SavedState { ["epoch": .int(epoch), "heard": .int(heard)] }
  override func restore(_ state: SavedState) throws {
    (epoch, heard) = (try state.int("epoch"), try state.int("heard"))
  }
}

/// `resume KIND FOLDER SEED FREQUENCY MOMENT`: trains with a backup in the folder and prints digests of what came of it.
func resume(_ arguments: [String]) throws {
  guard arguments.count == 5, let seed = UInt64(arguments[2]) else {
    return print("resume KIND FOLDER SEED FREQUENCY MOMENT")
  }
  let (kind, folder) = (arguments[0], arguments[1])
  setRandomSeed(seed)
  let backup = BackupAndRestore(folder + "/backup", saveFreq: Int(arguments[3]).map { .batches($0) } ?? .epoch)
  let killer = Killer(arguments[4])
  let (x, y) = (Tensor.randomUniform([90, 6, 4], seed: 1), Tensor((0..<90).map { Int32($0 * 7 % 10 % 3) }))
  let model = try resumableModel(kind)
  let first: [Callback] = [
    backup, CSVLogger(folder + "/log.csv"), EarlyStopping(monitor: "loss", patience: 3, restoreBestWeights: true),
  ]
  let history: History
  switch kind {
  case "dataset":
    let data = TensorDataset(x, y).shuffle(40).batch(8)
    history = try model.fit(
      data.repeat(), epochs: 10, verbose: .silent, callbacks: first + [killer],
      validationData: TensorDataset(x, y).shuffle(90).batch(8), stepsPerEpoch: 7)
  case "averaged":
    history = try model.fit(
      x, y, batchSize: 8, epochs: 10, verbose: .silent,
      callbacks: first + [SwapEMAWeights(swapOnEpoch: true), killer], validationSplit: 0.2, stepsPerEpoch: 3)
  default:
    let plateau = ReduceLROnPlateau(factor: 0.5, patience: 1, minDelta: 0.02, cooldown: 1)
    history = try model.fit(
      x, y, batchSize: 8, epochs: 10, verbose: .silent,
      callbacks: first + (kind == "scheduled" ? [] : [plateau]) + [killer],
      validationSplit: 0.2)
  }
  print("weights: \(try digest(model.weights.map(\.value)))")
  print("optimizer: \(try digest(model.optimizer?.variables.map(\.value) ?? []))")
  for name in history.names { print("\(name): \(history[name].map { String($0.bitPattern, radix: 16) })") }
  print("epochs: \(history.epoch) heard: \(killer.heard)")
  print("then: \(Tensor.randomUniform([3]))")
  print("log: \(try String(contentsOfFile: folder + "/log.csv", encoding: .utf8).split(separator: "\r\n"))")
  print("remains: \(FileManager.default.fileExists(atPath: folder + "/backup"))")
}

private func resumableModel(_ kind: String) throws -> Sequential {
  let model = Sequential {
    Input(shape: [6, 4])
    if kind == "recurrent" {
      LSTM(5, dropout: 0.2, recurrentDropout: 0.2)
    } else {
      Flatten()
    }
    Dense(12, activation: .relu)
    BatchNormalization()
    if kind == "noise" { Noise() }
    Dropout(0.25)
    Dense(3, activation: .softmax)
  }
  let optimizer: Optimizer =
    switch kind {
    case "scheduled": .adam(learningRate: Schedules.ExponentialDecay(0.02, decaySteps: 7, decayRate: 0.9))
    case "averaged": SGD(learningRate: 0.05, momentum: 0.9, useEMA: true, emaMomentum: 0.8)
    default: .adam(learningRate: 0.02)
    }
  try model.compile(
    optimizer: optimizer, loss: .sparseCategoricalCrossentropy(), metrics: [.accuracy], runEagerly: kind == "eager")
  return model
}

/// A number that changes with any bit of any tensor.
private func digest(_ tensors: [Tensor]) throws -> String {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for tensor in tensors {
    for value in try tensor.scalars(as: Double.self) { hash = (hash ^ value.bitPattern) &* 0x100_0000_01b3 }
  }
  return String(hash, radix: 16)
}
