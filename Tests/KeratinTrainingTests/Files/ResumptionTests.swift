import Foundation
import Keratin
import KeratinTestSupport
import Testing

/// Training that is killed and goes on in another process, against training that is not.
@Suite struct ResumptionTests {
  struct Place: Sendable, CustomTestStringConvertible {
    let backend: String
    let threads: Int
    var environment: [String: String] { ["KERATIN_BACKEND": backend, "KERATIN_NUM_THREADS": "\(threads)"] }
    var testDescription: String { "\(backend), \(threads) threads" }
  }

  /// Runs the probe's training with the given seeds, one process each; all but the last are killed at their moments.
  private func train(
    _ kind: String, _ moments: [String], frequency: String, in place: Place = Place(backend: "simd", threads: 1)
  ) throws -> [String] {
    try withTemporaryFolder { folder in
      var lines: [String] = []
      for (index, moment) in (moments + ["none"]).enumerated() {
        // Keys that are not brought back would differ.
        let arguments = ["resume", kind, folder, "\(index + 1)", frequency, moment]
        let outcome = try BuiltProgram(name: "training-probe").run(arguments, environment: place.environment)
        #expect(outcome.errors == "")
        #expect(outcome.status == (moment == "none" ? 0 : 9), "\(moment) of \(kind)")
        lines = outcome.lines
      }
      return lines
    }
  }

  static let kinds = ["plain", "scheduled", "recurrent", "dataset", "averaged", "noise", "eager"]

  @Test(arguments: kinds) func tenEpochsAreFiveAKillAndFiveMore(kind: String) throws {
    let whole = try train(kind, [], frequency: "epoch")
    #expect(whole.contains { $0.hasPrefix("epochs: [0, 1, 2") })
    #expect(whole.contains("remains: false"))
    #expect(try train(kind, ["epoch,4"], frequency: "epoch") == whole, "at an epoch's end, before it is saved")
    #expect(try train(kind, ["batch,2,1", "validation,4"], frequency: "epoch") == whole, "twice")
    let batches = try train(kind, [], frequency: "2")
    #expect(batches == whole, "saving changes nothing")
    #expect(try train(kind, ["batch,0,2", "batch,3,1"], frequency: "2") == whole, "in the middle of an epoch")
    #expect(try train(kind, ["batch,1,0", "validation,2", "end"], frequency: "1") == whole, "after every batch")
  }

  @Test(
    arguments: [1, 2].flatMap { threads in
      ["simd", "openblas", "naive"].map { Place(backend: $0, threads: threads) }
    }.filter { place in Backends.all.contains { $0.name == place.backend } })
  func onAllBackends(_ place: Place) throws {
    let whole = try train("plain", [], frequency: "epoch", in: place)
    #expect(try train("plain", ["batch,4,3"], frequency: "3", in: place) == whole)
  }

  @Test func inTheMiddleOfSaving() throws {
    let whole = try train("plain", [], frequency: "1")
    try withTemporaryFolder { folder in
      var lines: [String] = []
      var kills = 0
      for attempt in 0..<40 {
        // Almost all the time goes into saving: kills after all kinds of times hit it.
        let moment = attempt < 30 ? "after,\(3000 + attempt * 2731 % 20000)" : "none"
        let outcome = try BuiltProgram(name: "training-probe").run(
          ["resume", "plain", folder, "\(attempt + 1)", "1", moment])
        guard outcome.status == 9 else {
          #expect((outcome.status, outcome.errors) == (0, ""))
          lines = outcome.lines
          break
        }
        kills += 1
      }
      #expect(kills >= 3)
      #expect(lines == whole)
    }
  }

  // MARK: - What does not fit

  private func fit(
    _ problem: SmallProblem, _ folder: String, _ model: Model? = nil, epochs: Int, batchSize: Int = 10,
    shuffle: Bool = true, _ more: [Callback] = []
  ) throws -> Model {
    let model = try model ?? problem.makeModel(optimizer: .adam(), dropout: 0.2)
    try model.fit(
      problem.x, problem.y, batchSize: batchSize, epochs: epochs, verbose: .silent,
      callbacks: [BackupAndRestore(folder, deleteCheckpoint: false)] + more, shuffle: shuffle)
    return model
  }

  @Test func aCheckpointOfAnotherTrainingChangesNothing() throws {
    let problem = try SmallProblem()
    try withTemporaryFolder { folder in
      _ = try fit(problem, folder, epochs: 2)
      let bytes = try Data(contentsOf: URL(filePath: folder + "/latest.checkpoint"))
      func complaint(_ model: Model? = nil, batchSize: Int = 10, shuffle: Bool = true) throws -> String {
        let model = try model ?? problem.makeModel(optimizer: .adam(), dropout: 0.2)
        let before = try model.numbers()
        let log = folder + "/log.csv"
        try "old".write(toFile: log, atomically: true, encoding: .utf8)
        final class Begun: Callback {
          var hasBegun = false
          override func onTrainBegin() { hasBegun = true }
        }
        let begun = Begun()
        let error = #expect(throws: KeratinError.self) {
          try fit(
            problem, folder, model, epochs: 4, batchSize: batchSize, shuffle: shuffle, [begun, CSVLogger(log)])
        }
        #expect(try model.numbers() == before)
        #expect(!begun.hasBegun)
        #expect(try String(contentsOfFile: log, encoding: .utf8) == "old")
        #expect(try Data(contentsOf: URL(filePath: folder + "/latest.checkpoint")) == bytes)
        return error?.description ?? ""
      }
      let wide = Sequential {
        Input(shape: [4])
        Dense(9, activation: .tanh)
        Dropout(0.2)
        Dense(1)
      }
      try wide.compile(optimizer: .adam(), loss: .meanSquaredError)
      #expect(try complaint(wide).contains("expected float32[4, 8] for"))
      #expect(try complaint(problem.makeModel(optimizer: .adam())).contains("the model's 5 variables"))
      #expect(try complaint(problem.makeModel(optimizer: .sgd(), dropout: 0.2)).contains("optimizer Adam"))
      #expect(try complaint(batchSize: 5).contains("expected 10 samples in a batch"))
      #expect(try complaint(shuffle: false).contains("expected shuffled samples"))
      // What does fit goes on.
      _ = try fit(problem, folder, epochs: 4)
    }
  }

  @Test func aDamagedCheckpointIsAnErrorWhereverTheDamageIs() throws {
    let problem = try SmallProblem()
    try withTemporaryFolder { folder in
      let path = folder + "/latest.checkpoint"
      _ = try fit(problem, folder, epochs: 1)
      let whole = [UInt8](try Data(contentsOf: URL(filePath: path)))
      let model = try problem.makeModel(optimizer: .adam(), dropout: 0.2)
      let before = try model.numbers()
      var refused = 0
      var random = RandomSource(RandomKey(seed: 5))
      for trial in 0..<150 {
        var bytes = whole
        if trial.isMultiple(of: 5) {
          bytes.removeLast(1 + Int(random.next() % UInt64(whole.count)))
        } else {
          bytes[Int(random.next() % UInt64(whole.count))] ^= UInt8(1 << (random.next() % 8))
        }
        try Data(bytes).write(to: URL(filePath: path))
        do {
          // Bits that mean nothing, such as a member's time, may change: then all is as it was.
          _ = try fit(problem, folder, problem.makeModel(optimizer: .adam(), dropout: 0.2), epochs: 1)
        } catch {
          refused += 1
          #expect(error is KeratinError)
          #expect("\(error)".contains("latest.checkpoint"))
          #expect(throws: KeratinError.self) { try fit(problem, folder, model, epochs: 1) }
        }
      }
      #expect(refused > 100)
      #expect(try model.numbers() == before)
    }
  }

  @Test func callbacksOfOnesOwnRemember() throws {
    final class Counter: Callback {
      var batches = 0
      var average = Tensor([0, 0])
      override func onTrainBatchEnd(_ batch: Int, _ logs: Logs) {
        batches += 1
        average = average * 0.5 + 0.1
        if batches == 7 { model?.stopTraining = true }
      }
      override var state: SavedState {
        SavedState(values: ["batches": .int(batches), "odd": .double(-0.0)], tensors: ["average": average])
      }
      override func restore(_ state: SavedState) throws {
        (batches, average) = (try state.int("batches"), try state.tensor("average"))
        #expect(try state.double("odd").sign == .minus)
        _ = try state.string("nothing of that name")
      }
    }
    let problem = try SmallProblem()
    try withTemporaryFolder { folder in
      _ = try fit(problem, folder, epochs: 5, [Counter()])
      let model = try problem.makeModel(optimizer: .adam(), dropout: 0.2)
      let before = try model.numbers()
      let error = #expect(throws: KeratinError.self) { try fit(problem, folder, model, epochs: 5, [Counter()]) }
      #expect(error?.description.contains("Counter: expected a text called 'nothing of that name'") == true)
      #expect(try model.numbers() == before)
    }
  }
}
