// What can only be seen of training in a process of its own: the memory that all its threads allocate, and signals.
import AllocationCounter
import Foundation
import Keratin

/// A small network as a user writes it: dropout, softmax, Adam, a metric.
func makeModel() throws -> Sequential {
  let model = Sequential {
    Input(shape: [20])
    Dense(33, activation: .relu)
    Dropout(0.25)
    Dense(10, activation: .softmax)
  }
  try model.compile(optimizer: .adam(), loss: .sparseCategoricalCrossentropy(), metrics: [.accuracy])
  return model
}

/// A network whose kernels take Winograd's algorithm, update a weight as its gradient is made, and let a recurrence project its inputs.
func makeLargeModel() throws -> Sequential {
  let model = Sequential {
    Input(shape: [12, 12, 32])
    Conv2D(32, kernelSize: 3, padding: .same, activation: .relu)
    BatchNormalization()
    Flatten()
    Dense(64, activation: .relu)
    Reshape([8, 8])
    LSTM(16)
    Dense(10, activation: .softmax)
  }
  try model.compile(optimizer: .adam(), loss: .sparseCategoricalCrossentropy(), metrics: [.accuracy])
  return model
}

/// 4000 samples of ten classes.
func makeData() -> (x: Tensor, y: Tensor) {
  (Tensor.randomUniform([4000, 20], seed: 1), Tensor((0..<4000).map { Int32($0 % 10) }))
}

/// Prints how many allocations an epoch makes, with few steps and with many: the difference is what the steps allocate.
func countAllocations(_ model: Sequential, _ data: (x: Tensor, y: Tensor)) throws {
  let (x, y) = data
  // The least of several runs: an epoch's own allocations vary by one or two.
  func allocations(steps: Int) throws -> Int {
    try (0..<5).map { _ in
      let before = allocation_count()
      try model.fit(x, y, batchSize: 20, epochs: 1, verbose: .silent, stepsPerEpoch: steps)
      return allocation_count() - before
    }.min() ?? 0
  }
  print("the counter works: \(allocation_counter_works())")
  print("100 steps: \(try allocations(steps: 100))")
  print("200 steps: \(try allocations(steps: 200))")
}

/// Makes SIGINT what it is in a terminal, whatever the tests' process passed on.
func takeSignals() {
  signal(SIGINT, SIG_DFL)
  var signals = sigset_t()
  sigemptyset(&signals)
  sigaddset(&signals, SIGINT)
  sigprocmask(SIG_UNBLOCK, &signals, nil)
}

/// Presses Ctrl-C in the sixth step of the second epoch.
func interrupt() throws {
  takeSignals()
  final class Interrupter: Callback {
    var steps = 0
    var weights: [Tensor] = []
    override func onTrainBatchEnd(_ batch: Int, _ logs: Logs) throws {
      steps += 1
      weights = model!.weights.map(\.value)
      if steps == 206 { kill(getpid(), SIGINT) }
    }
  }
  let model = try makeModel()
  let (x, y) = makeData()
  let interrupter = Interrupter()
  let history = try model.fit(x, y, batchSize: 20, epochs: 5, verbose: .silent, callbacks: [interrupter])
  print("steps: \(interrupter.steps)")
  print("interrupted: \(history.wasInterrupted)")
  print("epochs: \(history.epoch)")
  let isWhole = try zip(model.weights, interrupter.weights).allSatisfy { try $0.value.isIdentical(to: $1) }
  print("weights are those after the last step: \(isWhole)")
  let next = try model.fit(x, y, batchSize: 20, epochs: 1, verbose: .silent)
  print("interrupted afterwards: \(next.wasInterrupted)")
  fflush(nil)
  kill(getpid(), SIGINT)
  print("SIGINT ends a process that does not train")
}

/// A model of 200,000 weights, every one of them `value`.
func makeFilled(with value: Double) throws -> Sequential {
  let model = Sequential {
    Input(shape: [400])
    Dense(500, useBias: false)
  }
  try model.setWeights([Tensor(repeating: value, shape: [400, 500])])
  return model
}

/// Saves weights, all of them 1, then all of them 2, and so on, until another thread kills the process.
func saveUntilKilled(_ path: String, afterMicroseconds delay: UInt32) throws {
  let models = try [makeFilled(with: 1), makeFilled(with: 2)]
  try models[0].saveWeights(to: path)
  Thread.detachNewThread {
    usleep(delay)
    kill(getpid(), SIGKILL)
  }
  while true { for model in models { try model.saveWeights(to: path) } }
}

/// Saves weights twice, the second time on a disk that has no room for them.
func saveOnFullDisk(_ path: String) throws {
  try makeFilled(with: 1).saveWeights(to: path)
  signal(SIGXFSZ, SIG_IGN)
  var limit = rlimit(rlim_cur: 100_000, rlim_max: 100_000)
  #if canImport(Darwin)
    setrlimit(RLIMIT_FSIZE, &limit)
  #else
    setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
  #endif
  do {
    try makeFilled(with: 2).saveWeights(to: path)
    print("saved")
  } catch {
    print("\(error)")
  }
}

let arguments = CommandLine.arguments.dropFirst()
switch arguments.first {
case "interrupt": try interrupt()
case "save-until-killed":
  try saveUntilKilled(arguments.dropFirst().first ?? "", afterMicroseconds: arguments.last.flatMap { UInt32($0) } ?? 0)
case "serving": try countServingAllocations()
case "resume": try resume(Array(arguments.dropFirst()))
case "save-on-full-disk": try saveOnFullDisk(arguments.last ?? "")
case "allocations-of-large-kernels":
  try countAllocations(
    makeLargeModel(), (Tensor.randomUniform([4000, 12, 12, 32], seed: 1), Tensor((0..<4000).map { Int32($0 % 10) })))
default: try countAllocations(makeModel(), makeData())
}
