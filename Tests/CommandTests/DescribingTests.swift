import Foundation
import Keratin
import KeratinTestSupport
import Testing

/// backends, summary, convert and --help.
@Suite struct DescribingTests {
  @Test func backendsTestsThemselves() throws {
    try CommandFiles.with { files in
      let text = try files.output("backends")
      for backend in Backends.all { #expect(text.contains(backend.summary)) }
      #expect(text.contains("recurrence: ") && text.contains("kernels agree with naive"))
      let json = try files.json("backends --threads 1")
      #expect(json["threads"] as? Int == 1)
      let entries = try #require(json["backends"] as? [[String: Any]])
      #expect(entries.compactMap { $0["name"] as? String } == Backends.all.map(\.name))
      for entry in entries {
        let tests = try #require(entry["self_test"] as? [[String: Any]])
        #expect(tests.count == 3 && tests.allSatisfy { $0["passed"] as? Bool == true })
      }
      let one = try files.json("backends --backend naive")
      #expect((one["backends"] as? [Any])?.count == 1)
    }
  }

  @Test func summaryShowsLayersAndPlans() throws {
    try CommandFiles.with { files in
      let model = try files.writeClassifier()
      // Adam's slots and the rest of it are as many numbers as the file holds.
      let text = try files.output("summary model.keras --line-length 88")
      #expect(text == (try Model.load(files["model.keras"]).summary(lineLength: 88)) + "\n")
      let json = try files.json("summary model.keras")
      #expect(json["parameters"] as? Int == model.parameterCount)
      #expect((json["layers"] as? [[String: Any]])?.compactMap { $0["class"] as? String } == ["Dense", "Dense"])
      let plan = try files.output("summary model.keras --plan --batch-size 4")
      #expect(plan.hasPrefix("kernel"))
      #expect(plan.contains("float32[4, 3]") && plan.contains("FLOPs") && plan.contains("arena of"))
      let one = try files.json("summary model.keras --plan --batch-size 1")
      // Two products, 2·(6·8 + 8·3), then biases and activations.
      #expect((one["flops"] as? Int ?? 0) >= 144)
      let step = try files.json("summary model.keras --plan -x x.npy -y y.npy")
      #expect((step["kernels"] as? [Any])?.count ?? 0 > (one["kernels"] as? [Any])?.count ?? 0)
    }
  }

  @Test func convertKeepsAllArrays() throws {
    try CommandFiles.with { files in
      let model = try files.writeClassifier()
      #expect(try files.output("convert model.keras a.weights.h5").contains("arrays written to"))
      _ = try files.output("convert a.weights.h5 b.safetensors")
      _ = try files.output("convert b.safetensors c.npz")
      _ = try files.output("convert c.npz d.weights.h5")
      let expected = try HDF5.read(files["a.weights.h5"])
      #expect(expected.count >= 4)
      for path in ["b.safetensors", "c.npz", "d.weights.h5"] {
        let found =
          path.hasSuffix(".npz")
          ? try NPZ.read(files[path])
          : path.hasSuffix(".h5") ? try HDF5.read(files[path]) : try Safetensors.read(files[path])
        #expect(found.keys.sorted() == expected.keys.sorted())
        for (name, tensor) in expected { #expect(try found[name]?.isIdentical(to: tensor) == true) }
        let before = model.getWeights()
        try model.loadWeights(from: files[path])
        for (own, other) in zip(before, model.getWeights()) { #expect(try own.isIdentical(to: other)) }
      }
      _ = try files.output("convert model.keras again.keras")
      #expect(try Model.load(files["again.keras"]).parameterCount == model.parameterCount)
      let streamed = try files.run(
        "convert - - --to safetensors", input: Data(contentsOf: URL(filePath: files["model.keras"])))
      #expect(streamed.status == 0)
      #expect(try streamed.outputBytes == Data(contentsOf: URL(filePath: files["b.safetensors"])))
      let copied = try files.run(
        "convert - - --to keras", input: Data(contentsOf: URL(filePath: files["model.keras"])))
      #expect(copied.status == 0, "\(copied.errors)")
      try copied.outputBytes.write(to: URL(filePath: files["copied.keras"]))
      #expect(try Model.load(files["copied.keras"]).parameterCount == model.parameterCount)
      let weights = try files.run(
        "convert - b.keras", input: Data(contentsOf: URL(filePath: files["b.safetensors"])))
      #expect(weights.status == 1 && weights.errors.contains("standard input"), "\(weights.errors)")
    }
  }

  @Test(arguments: ["", "backends", "summary", "predict", "evaluate", "fit", "crosscheck", "convert"])
  func helpIsThere(subcommand: String) throws {
    let outcome = try BuiltProgram(name: "keratin").run((subcommand.isEmpty ? [] : [subcommand]) + ["--help"])
    #expect(outcome.status == 0 && outcome.errors == "")
    #expect(outcome.output.contains("USAGE: keratin \(subcommand)"))
  }
}
