import Foundation
import KeratinGraph
import KeratinLayers
import KeratinTestSupport
import Testing

/// Every public class that Keras's files may hold can be made from a configuration.
@Suite struct KerasClassesTests {
  /// Public classes that are no layers, or that files cannot hold.
  private let others: Set<String> = [
    "CallContext", "ConfigReader", "Hashing", "Lambda", "StringLookup", "TextVectorization",
  ]

  @Test func everyLayerIsListed() throws {
    let names = try declarations(#/public final class (\w+)/#, in: "KeratinLayers")
    #expect(names.count > 90)
    let missing = Set(names).subtracting(others).subtracting(KerasClasses.layers.classes.keys)
    #expect(missing.isEmpty)
    // What is listed is public, but for the base of the recurrent layers, which is not final.
    #expect(Set(KerasClasses.layers.classes.keys).subtracting(names) == ["RNN"])
  }

  @Test(arguments: [
    ("Initializers", KerasClasses.initializers.classes.keys.sorted()),
    ("Regularizers", KerasClasses.regularizers.classes.keys.sorted()),
    ("Constraints", KerasClasses.constraints.classes.keys.sorted()),
  ])
  func everyPartIsListed(_ folder: String, _ listed: [String]) throws {
    let names = try declarations(#/public struct (\w+)/#, in: "KeratinLayers/\(folder)")
    #expect(names.count >= 4)
    #expect(Set(names).subtracting(listed).isEmpty)
  }

  @Test func everyActivationThatKerasHasByNameIsFound() throws {
    let maker = ObjectMaker()
    for name in ["relu", "linear", "gelu", "leaky_relu", "hard_silu", "swish", "log_softmax", "sparse_plus"] {
      let found = try maker.activation(.string(name))
      #expect(found.serialized == .string(name == "swish" ? "silu" : name))
      let function: ConfigValue = [
        "module": "builtins", "class_name": "function", "config": .string(name), "registered_name": "function",
      ]
      #expect(try maker.activation(function).name == found.name)
    }
  }

  @Test(arguments: ["glorot_uniform", "GlorotUniform", "zeros", "zero", "one", "normal", "uniform", "orthogonal"])
  func wordsStandForInitializers(_ word: String) throws {
    let initializer = try ObjectMaker().initializer(.string(word))
    #expect(initializer is any Configurable)
  }

  @Test func wordsStandForRegularizersAndConstraints() throws {
    let maker = ObjectMaker()
    #expect((try maker.regularizer("l2") as? Regularizers.L2)?.l2 == 0.01)
    #expect(try maker.regularizer("l1_l2") is Regularizers.L1L2)
    #expect(try maker.regularizer("l1l2") is Regularizers.L1L2)
    #expect((try maker.constraint("max_norm") as? Constraints.MaxNorm)?.maxValue == 2)
    #expect(try maker.constraint("non_neg") is Constraints.NonNeg)
  }

  @Test func aWordIsNoLayer() {
    #expect(throws: KeratinError.self) { try ObjectMaker().layer("Flatten") }
  }

  /// The names that a pattern finds in the sources of a folder.
  private func declarations(_ pattern: Regex<(Substring, Substring)>, in folder: String) throws -> [String] {
    let root = Fixture.folder.appending(path: "../../Sources/\(folder)").standardizedFileURL
    let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
    return try (files?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }.flatMap { file in
      try String(contentsOf: file, encoding: .utf8).matches(of: pattern).map { String($0.1) }
    }
  }
}
