import Foundation
import KeratinFormats
import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import KeratinTraining
import Testing

/// Model files that somebody made to do harm, or that are damaged: refused by name, at once.
struct HostileModelTests {
  /// The classifier that Keras saved, as members.
  private func archive() throws -> PlainZip {
    let path = Fixture.folder.appending(path: "saved/3.15.1/classifier.keras")
    return try #require(PlainZip(Array(try Data(contentsOf: path))))
  }

  /// The archive with the configuration changed by `edit`.
  private func archive(_ edit: (String) -> String) throws -> PlainZip {
    var archive = try archive()
    let index = try #require(archive.members.firstIndex { $0.name == "config.json" })
    let text = String(decoding: archive.members[index].content, as: UTF8.self)
    let edited = edit(text)
    #expect(edited != text)
    archive.members[index].content = Array(edited.utf8)
    return archive
  }

  private func refusal(_ bytes: [UInt8]) throws -> String {
    try withTemporaryFolder { folder in
      let path = folder + "/hostile.keras"
      try write(bytes, to: path)
      let error = #expect(throws: KeratinError.self) { try Model.load(path) }
      let text = error?.description ?? ""
      #expect(text.contains("hostile.keras"), "\(text)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["hostile.keras"])
      return text
    }
  }

  @Test func codeIsNeverRun() throws {
    let lambda = #"{"class_name": "__lambda__", "config": {"value": "4wEAAAA="}}"#
    let text = try refusal(
      archive { $0.replacing(#""activation": "relu""#, with: "\"activation\": \(lambda)") }.bytes)
    #expect(text.contains("nothing in a file is run"), "\(text)")
    _ = try refusal(
      archive { $0.replacing(#""class_name": "Dropout""#, with: #""class_name": "Lambda""#) }.bytes)
  }

  @Test func aLayerThatIsNotKnownIsNamedWithItsPlace() throws {
    let text = try refusal(
      archive {
        $0.replacing(#""class_name": "BatchNormalization""#, with: #""class_name": "Perceptron""#)
      }.bytes)
    #expect(text.contains("Perceptron") && text.contains("batch_normalization"), "\(text)")
  }

  @Test func deepTextIsRefused() throws {
    let deep = String(repeating: "[", count: 100_000)
    _ = try refusal(archive { _ in deep }.bytes)
    _ = try refusal(archive { _ in deep + String(repeating: "]", count: 100_000) }.bytes)
    _ = try refusal(archive { _ in String(repeating: "{\"a\":", count: 100_000) }.bytes)
    let layer = #"{"module":"keras.layers","class_name":"TimeDistributed","config":{"layer":"#
    _ = try refusal(
      archive { _ in
        String(repeating: layer, count: 20_000) + "null" + String(repeating: "}}", count: 20_000)
      }.bytes)
  }

  @Test(arguments: [
    "2147483647", "9223372036854775807", "1e300", "-1", "0", "\"many\"", "null", "1e400",
  ])
  func sizesThatCannotBeAreRefused(_ size: String) throws {
    _ = try refusal(archive { $0.replacing(#""units": 5"#, with: "\"units\": \(size)") }.bytes)
  }

  @Test(arguments: ["config.json", "model.weights.h5"]) func aMissingMemberIsNamed(_ name: String)
    throws
  {
    var archive = try archive()
    archive.members.removeAll { $0.name == name }
    #expect(try refusal(archive.bytes).contains(name))
  }

  @Test func twoMembersOfOneNameAreRefused() throws {
    var archive = try archive()
    archive.members.append(archive.members[1])
    _ = try refusal(archive.bytes)
  }

  @Test func namesThatClimbOutWriteNothing() throws {
    var archive = try archive()
    archive.members.append((name: "assets/../../../escaped.txt", content: Array("x".utf8)))
    try withTemporaryFolder { folder in
      let path = folder + "/inner/a.keras"
      try write(archive.bytes, to: path)
      // Members that no layer asks for are none of its business.
      _ = try? Model.load(path)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["inner"])
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/inner") == ["a.keras"])
    }
  }

  @Test func whatIsDamagedIsRefusedOrRead() throws {
    let seed = try FuzzSeed(
      path: Fixture.folder.appending(path: "saved/3.15.1/classifier.keras").path)
    try withTemporaryFolder { folder in
      let path = folder + "/damaged.keras"
      var random = FuzzRandom(seed: 1)
      var refused = 0
      for _ in 0..<200 {
        try Data(seed.damaged(&random)).write(to: URL(filePath: path))
        do { _ = try Model.load(path) } catch {
          refused += 1
          #expect(
            (error as? KeratinError)?.description.contains("damaged.keras") == true, "\(error)")
        }
      }
      #expect(refused > 0)
    }
  }

  @Test func modelsInHDF5AreRefusedWithWhatToDo() throws {
    try withTemporaryFolder { folder in
      let bytes = try Data(contentsOf: URL(filePath: Fixture.file("sgd.weights.h5")))
      for (name, advice) in [("old.h5", "in Python"), ("a.weights.h5", "loadWeights(from:)")] {
        let path = folder + "/" + name
        try bytes.write(to: URL(filePath: path))
        let text = #expect(throws: KeratinError.self) { try Model.load(path) }?.description ?? ""
        #expect(text.contains(path) && text.contains("an HDF5 file") && text.contains(advice), "\(text)")
      }
      let model = try Model.load(Fixture.folder.appending(path: "saved/3.15.1/classifier.keras").path)
      let text =
        #expect(throws: KeratinError.self) { try model.loadWeights(from: folder + "/old.h5") }?.description ?? ""
      #expect(text.contains("old.h5") && text.contains("in Python"), "\(text)")
    }
  }

  @Test(arguments: [#""global_clipnorm": -1.0"#, #""clipnorm": -2"#, #""learning_rate": "fast""#])
  func whatTheOptimizerCannotTakeNamesTheFile(_ argument: String) throws {
    let key = try #require(argument.split(separator: ":").first)
    _ = try refusal(
      archive { text in
        text.replacing(try! Regex("\(key): [^,}]+")) { _ in argument }
      }.bytes)
  }

  @Test func everyBeginningIsRefused() throws {
    let bytes = try archive().bytes
    for part in 0..<60 { _ = try refusal(Array(bytes.prefix(bytes.count * part / 60))) }
  }
}
