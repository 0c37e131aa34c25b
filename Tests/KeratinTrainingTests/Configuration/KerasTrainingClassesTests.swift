import Foundation
import KeratinLayers
import KeratinTestSupport
import KeratinTraining
import Testing

/// Every public loss, metric, optimizer and schedule of Keras's can be made from a configuration.
@Suite struct KerasTrainingClassesTests {
  @Test(arguments: [
    ("Losses", #"public struct (\w+): Loss"#, KerasClasses.losses.classes.keys.sorted()),
    ("Metrics", #"public (?:final )?class (\w+): .*Configurable"#, KerasClasses.metrics.classes.keys.sorted()),
    ("Metrics", #"public final class (\w+): (?:ShareMetric|FBetaScore)"#, KerasClasses.metrics.classes.keys.sorted()),
    ("Optimizers", #"public (?:final )?class (\w+): .*Configurable"#, KerasClasses.optimizers.classes.keys.sorted()),
    ("Schedules", #"public struct (\w+): "#, KerasClasses.schedules.classes.keys.sorted()),
  ])
  func everyClassIsListed(_ folder: String, _ pattern: String, _ listed: [String]) throws {
    let root = Fixture.folder.appending(path: "../../Sources/KeratinTraining/\(folder)").standardizedFileURL
    let files = try FileManager.default.contentsOfDirectory(at: root, includingPropertiesForKeys: nil)
    let regex = try Regex(pattern, as: (Substring, Substring).self)
    let names = try files.filter { $0.pathExtension == "swift" }.flatMap { file in
      try String(contentsOf: file, encoding: .utf8).matches(of: regex).map { String($0.1) }
    }
    #expect(names.count >= 2)
    // The base of two metrics.
    #expect(Set(names).subtracting(listed).subtracting(["ShareMetric"]).isEmpty)
  }
}
