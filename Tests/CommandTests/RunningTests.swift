import Foundation
import Keratin
import KeratinTestSupport
import Testing

/// predict, evaluate, fit and crosscheck, as a user runs them.
@Suite struct RunningTests {
  @Test func predictGivesWhatTheModelGives() throws {
    try CommandFiles.with { files in
      let model = try files.writeClassifier()
      let expected = try model.predict(files.classifierData.x, verbose: .silent)
      #expect(try files.output("predict model.keras -x x.npy -o p.npy") == "")
      #expect(try NPY.read(files["p.npy"]).isIdentical(to: expected))
      _ = try files.output("predict model.keras -x x.npy -o p.npz --backend simd --threads 1 --batch-size 32")
      #expect(try NPZ.read(files["p.npz"])[model.outputNames[0]]?.isIdentical(to: expected) == true)
      let bytes = try Data(contentsOf: URL(filePath: files["x.npy"]))
      let streamed = try files.run("predict model.keras -x - -o -", input: bytes)
      #expect(streamed.status == 0)
      #expect(try streamed.outputBytes == Data(contentsOf: URL(filePath: files["p.npy"])))
      let fromStream = try files.run(
        "predict - -x x.npy -o -", input: Data(contentsOf: URL(filePath: files["model.keras"])))
      #expect(fromStream.outputBytes == streamed.outputBytes)
    }
  }

  @Test func severalInputsAndOutputsAreNamed() throws {
    try CommandFiles.with { files in
      let model = try files.writeBranched()
      let expected = try model.predictAll(NPZ.read(files["in.npz"]), verbose: .silent)
      _ = try files.output("predict two.keras -x in.npz -o p.npz")
      let found = try NPZ.read(files["p.npz"])
      #expect(found.keys.sorted() == ["kind", "size"])
      #expect(
        try found["kind"]?.isIdentical(to: expected[0]) == true && found["size"]?.isIdentical(to: expected[1]) == true)
      let scores = try files.json("evaluate two.keras -x in.npz -y out.npz")
      #expect(scores.keys.sorted() == ["kind_loss", "loss", "size_loss"])
      let chosen = try files.json(
        "evaluate two.keras -x in.npz -y out.npz --loss kind=sparse_categorical_crossentropy,size=mae --metrics size=mse"
      )
      #expect(chosen.keys.contains("size_mse"))
      let outcome = try files.run("predict two.keras -x in.npz -o p.npy")
      #expect(outcome.status == 1 && outcome.errors.contains("p.npy: the model has the outputs kind, size"))
    }
  }

  @Test func evaluateShowsLossAndMetrics() throws {
    try CommandFiles.with { files in
      let model = try files.writeClassifier()
      let scores = try model.evaluate(files.classifierData.x, files.classifierData.y, verbose: .silent)
      #expect(
        try files.output("evaluate model.keras -x x.npy -y y.npy")
          == "loss: \(scores.loss)\naccuracy: \(try #require(scores["accuracy"]))\n")
      let loss = try #require(files.json("evaluate model.keras -x x.npy -y y.npy")["loss"] as? Double)
      #expect(abs(loss - scores.loss) < 1e-12)
      #expect(
        try files.json("evaluate model.keras -x x.npy -y y.npy --metrics accuracy,sparse_categorical_crossentropy")
          .count == 3)
    }
  }

  @Test(arguments: [
    "fit model.keras -x x.npy -y y.npy --epochs 1 -o trained.keras", "evaluate model.keras -x x.npy -y y.npy",
    "predict model.keras -x x.npy -o out.npy",
  ])
  func profileTellsTimesOnStandardError(_ line: String) throws {
    try CommandFiles.with { files in
      let model = try files.writeClassifier()
      let outcome = try files.run(line + " --profile")
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.errors.hasPrefix("layer") && outcome.errors.contains(model.name + "/"))
      #expect(outcome.errors.contains("ms in kernels; the limit is ") && !outcome.output.contains("ms in kernels"))
    }
  }

  @Test func fitTrainsOnAsTheLibraryDoes() throws {
    try CommandFiles.with { files in
      let model = try files.writeClassifier()
      let text = try files.output(
        "fit model.keras -x x.npy -y y.npy --epochs 3 --batch-size 8 --no-shuffle --validation-split 0.2 -o new.keras --history h.csv"
      )
      #expect(text.contains("Epoch 3/3"))
      let history = try model.fit(
        files.classifierData.x, files.classifierData.y, batchSize: 8, epochs: 3, verbose: .silent,
        validationSplit: 0.2, shuffle: false)
      let trained = try Model.load(files["new.keras"])
      for (own, other) in zip(model.weights, trained.weights) { #expect(try own.value.isIdentical(to: other.value)) }
      let lines = try String(contentsOfFile: files["h.csv"], encoding: .utf8).split(separator: "\r\n")
      #expect(lines.first == "epoch,accuracy,loss,val_accuracy,val_loss")
      #expect(lines.count == 4)
      #expect(lines.last?.hasSuffix(",\(history["val_loss"][2])") == true)
      // The optimizer's state went into the file: another epoch is the fourth.
      _ = try files.output("fit new.keras -x x.npy -y y.npy --epochs 1 --batch-size 8 --no-shuffle -o more.weights.h5")
      try model.fit(
        files.classifierData.x, files.classifierData.y, batchSize: 8, verbose: .silent, shuffle: false)
      let before = model.getWeights()
      try model.loadWeights(from: files["more.weights.h5"])
      for (own, other) in zip(before, model.getWeights()) { #expect(try own.isIdentical(to: other)) }
    }
  }

  @Test func fitTakesSeedsWeightsAndOtherObjectives() throws {
    try CommandFiles.with { files in
      try files.writeClassifier()
      let line = "fit model.keras -x x.npy -y y.npy --epochs 2 -o new.keras"
      let first = try files.json(line + " --seed 5")
      #expect((first["epoch"] as? [Int]) == [0, 1])
      let losses = (first["history"] as? [String: [Double]])?["loss"]
      #expect(losses?.count == 2)
      #expect((try files.json(line + " --seed 5")["history"] as? [String: [Double]])?["loss"] == losses)
      #expect((try files.json(line + " --seed 6")["history"] as? [String: [Double]])?["loss"] != losses)
      let weighted = try files.json(line + " --seed 5 --class-weight 0:0.5,1:2")
      #expect((weighted["history"] as? [String: [Double]])?["loss"] != losses)
      try NPY.write(Tensor(repeating: 2, shape: [50]), to: files["w.npy"])
      let doubled = try files.json(line + " --seed 5 --sample-weight w.npy")
      #expect((doubled["history"] as? [String: [Double]])?["loss"] != losses)
      let other = try files.json(
        line + " --optimizer sgd --learning-rate 0 --loss sparse_categorical_crossentropy --metrics accuracy")
      #expect((other["history"] as? [String: [Double]])?["accuracy"]?.count == 2)
      let csv = try files.output(line.replacing("-o new.keras", with: "-o new.npz") + " --history -")
      #expect(csv.hasPrefix("epoch,accuracy,loss,val_accuracy,val_loss\r\n0,"))
      let streamed = try files.run(line.replacing("new.keras", with: "-"))
      #expect(streamed.status == 0 && streamed.outputBytes.starts(with: [0x50, 0x4B]))
      // A model that was saved without being compiled needs to be told.
      let plain = Sequential {
        Input(shape: [6])
        Dense(3)
      }
      try plain.save(files["plain.keras"])
      let outcome = try files.run("fit plain.keras -x x.npy -y y.npy --epochs 1 -o new.keras")
      #expect(outcome.status == 1 && outcome.errors.contains("plain.keras: the model was saved without being compiled"))
      _ = try files.output(
        "evaluate plain.keras -x x.npy -y x.npy --loss mse".replacing("-y x.npy", with: "-y y3.npy"), files)
    }
  }

  @Test func crosscheckComparesKernels() throws {
    try CommandFiles.with { files in
      try files.writeClassifier()
      let names = Backends.all.map(\.name)
      let text = try files.output("crosscheck model.keras -x x.npy")
      #expect(text.split(separator: "\n").count == names.count - 1)
      #expect(text.contains("kernels agree with naive"))
      let trained = try files.output("crosscheck model.keras -x x.npy -y y.npy --steps 4 --backends simd,naive --json")
      let entries = try #require(try JSONSerialization.jsonObject(with: Data(trained.utf8)) as? [[String: Any]])
      #expect(entries.count == 1 && entries[0]["backend"] as? String == "simd")
      #expect((entries[0]["kernels"] as? Int ?? 0) > 20)
      #expect(entries[0]["loss"] is Double)
      let streamed = try files.run(
        "crosscheck - -x x.npy --backends simd,naive", input: Data(contentsOf: URL(filePath: files["model.keras"])))
      #expect(streamed.status == 0 && streamed.output.contains("kernels agree with naive"), "\(streamed.errors)")
      let broken = try files.run("crosscheck - -x x.npy", input: Data("text".utf8))
      #expect(broken.status == 1 && broken.errors.contains("standard input"), "\(broken.errors)")
    }
  }
}

extension CommandFiles {
  /// The same, with targets for the model's outputs of three numbers.
  fileprivate func output(_ line: String, _ files: CommandFiles) throws -> String {
    try NPY.write(Tensor.zeros([50, 3]), to: self["y3.npy"])
    return try output(line)
  }
}
