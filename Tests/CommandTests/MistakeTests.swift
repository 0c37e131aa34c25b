import Foundation
import Keratin
import KeratinTestSupport
import Testing

/// What the command says of wrong usage, and of work that cannot be done.
@Suite struct MistakeTests {
  @Test(arguments: [
    ("nonsense", "nonsense"), ("predict model.keras -x x.npy", "-o"), ("predict", "Missing"),
    ("predict model.keras -x x.npy -o p.txt", ".npy or .npz"), ("predict - -x - -o p.npy", "standard input"),
    ("predict model.keras -x x.npy -o p.npy --batch-size 0", "--batch-size must be at least 1"),
    ("predict model.keras -x x.npy -o p.npy --threads none", "threads"),
    ("evaluate model.keras -x x.npy", "-y"), ("backends --backend gpu", "naive, simd"),
    ("summary model.keras --plan -x x.npy", "both -x and -y"),
    ("fit model.keras -x x.npy -y y.npy -o o.keras", "--epochs"),
    ("fit model.keras -x x.npy -y y.npy --epochs 0 -o o.keras", "--epochs must be at least 1"),
    ("fit model.keras -x x.npy -y y.npy --epochs 1 -o o.txt", "-o must end in .keras"),
    ("fit model.keras -x x.npy -y y.npy --epochs 1 -o o.keras --validation-split 1", "--validation-split"),
    ("fit model.keras -x x.npy -y y.npy --epochs 1 -o o.keras --class-weight 0=1", "class-weight"),
    ("fit model.keras -x x.npy -y y.npy --epochs 1 -o o.keras --class-weight 0:1 --sample-weight w.npy", "together"),
    ("fit model.keras -x x.npy -y y.npy --epochs 1 -o - --history -", "standard output"),
    ("fit model.keras -x x.npy -y y.npy --epochs 1 -o o.keras --optimizer nothing", "nothing"),
    ("evaluate model.keras -x x.npy -y y.npy --loss nothing", "nothing"),
    ("evaluate model.keras -x x.npy -y y.npy --metrics accuracy,nothing", "nothing"),
    ("crosscheck model.keras -x x.npy --backends simd", "at least two"),
    ("crosscheck model.keras -x x.npy --steps 3", "--steps needs -y"),
    ("convert a.npz b.keras", "Weights alone make no model"), ("convert a.npz b.txt", ".safetensors"),
    ("convert a.txt b.npz", "The file to read"), ("convert a.npz -", "--to"),
  ])
  func wrongUsageIsStatusTwo(line: String, word: String) throws {
    try CommandFiles.with { files in
      let outcome = try files.run(line)
      #expect(outcome.status == 2, "\(line)")
      #expect(outcome.output == "")
      #expect(outcome.errors.contains(word), "\(outcome.errors)")
    }
  }

  @Test func workThatFailsNamesTheFile() throws {
    try CommandFiles.with { files in
      try files.writeClassifier()
      try NPY.write(Tensor.zeros([5, 7]), to: files["wide.npy"])
      try NPY.write(Tensor((0..<50).map { Int32($0) }), to: files["labels.npy"])
      let model = [UInt8](try Data(contentsOf: URL(filePath: files["model.keras"])))
      try Data(model[..<(model.count / 2)]).write(to: URL(filePath: files["half.keras"]))
      try Data("text".utf8).write(to: URL(filePath: files["text.npy"]))
      for (line, file) in [
        ("predict none.keras -x x.npy -o p.npy", "none.keras"), ("predict half.keras -x x.npy -o p.npy", "half.keras"),
        ("predict model.keras -x none.npy -o p.npy", "none.npy"),
        ("predict model.keras -x text.npy -o p.npy", "text.npy"),
        ("predict model.keras -x wide.npy -o p.npy", "wide.npy"), ("predict text.npy -x x.npy -o p.npy", "text.npy"),
        ("predict model.keras -x x.npy -o none/p.npy", "none/p.npy"),
        ("evaluate model.keras -x x.npy -y labels.npy", "labels.npy"),
        ("fit model.keras -x wide.npy -y y.npy --epochs 1 -o p.keras", "wide.npy"),
        ("fit model.keras -x x.npy -y y.npy --epochs 1 -o none/p.keras", "none/p.keras"),
        ("fit model.keras -x x.npy -y y.npy --epochs 1 -o p.keras --history none/h.csv", "none/h.csv"),
        ("summary none.keras", "none.keras"), ("crosscheck none.keras -x x.npy", "none.keras"),
        ("convert none.npz p.safetensors", "none.npz"), ("convert half.keras p.npz", "half.keras"),
      ] {
        let outcome = try files.run(line)
        #expect(outcome.status == 1, "\(line)")
        #expect(outcome.output == "" || line.hasPrefix("fit"), "\(line)")
        #expect(outcome.errors.hasPrefix("keratin: ") && outcome.errors.contains(file), "\(line): \(outcome.errors)")
        #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: files["p.npy"]))
      }
    }
  }

  @Test func aClosedOutputIsAnError() throws {
    try CommandFiles.with { files in
      try files.writeClassifier()
      let process = Process()
      process.executableURL = URL(filePath: "/bin/sh")
      let path = try files.command.path()
      process.arguments = [
        "-c", "\(path) predict \(files["model.keras"]) -x \(files["x.npy"]) -o - > /dev/full 2> \(files["errors.txt"])",
      ]
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 1)
      #expect(try String(contentsOfFile: files["errors.txt"], encoding: .utf8).contains("standard output"))
    }
  }

  @Test func startingIsFast() throws {
    // Libraries that the network needs take longer to load than a small model takes to run.
    #if os(Linux)
      let process = Process()
      let pipe = Pipe()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["ldd", try BuiltProgram(name: "keratin").path()]
      process.standardOutput = pipe
      try process.run()
      let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 0 && !text.contains("libFoundationNetworking") && !text.contains("libcurl"))
    #endif
  }
}
