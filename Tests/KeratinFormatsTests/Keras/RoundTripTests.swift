import Foundation
import KeratinFormats
import KeratinGraph
import KeratinLayers
import KeratinTestSupport
import KeratinTraining
import Testing

/// Keras's models, loaded, saved and loaded again: between them they have every class that files may hold.
@Suite struct RoundTripTests {
  /// What stands under `class_name`, `value` and all that is in it.
  private static func classNames(_ value: Any) -> Set<String> {
    switch value {
    case let members as [String: Any]:
      members.values.reduce(into: Set([members["class_name"] as? String].compactMap(\.self))) {
        $0.formUnion(classNames($1))
      }
    case let values as [Any]: values.reduce(into: []) { $0.formUnion(classNames($1)) }
    default: []
    }
  }

  private static func classNames(of model: Model) throws -> Set<String> {
    classNames(try JSONSerialization.jsonObject(with: Data(try model.toJSON().utf8)))
  }

  @Test func everyLayerAndOptimizerIsInAModelOfKeras() throws {
    var names: Set<String> = []
    for saved in try SavedModel.all.get() { names.formUnion(try RoundTripTests.classNames(of: Model.load(saved.path))) }
    for (kind, classes) in [
      ("layers", KerasClasses.layers.classes.keys.sorted()),
      ("optimizers", KerasClasses.optimizers.classes.keys.sorted()),
      ("schedules", KerasClasses.schedules.classes.keys.sorted()),
      ("regularizers", KerasClasses.regularizers.classes.keys.sorted()),
      ("constraints", KerasClasses.constraints.classes.keys.sorted()),
    ] {
      // Those in small letters are other words for them.
      let missing = Set(classes.filter { $0.first?.isUppercase == true }).subtracting(names)
      #expect(!classes.isEmpty && missing.isEmpty, "\(kind): \(missing)")
    }
  }

  @Test(arguments: try SavedModel.all.get()) func whatIsSavedAgainIsTheSame(_ saved: SavedModel) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/again.keras"
      let model = try Model.load(saved.path)
      try model.save(path)
      let again = try Model.load(path)
      #expect(try again.toJSON() == model.toJSON())
      for (a, b) in zip(model.weights, again.weights) { #expect(try a.value.isIdentical(to: b.value), "\(a.path)") }
      let (own, others) = (model.optimizer?.variables ?? [], again.optimizer?.variables ?? [])
      #expect(own.count == others.count)
      for (a, b) in zip(own, others) { #expect(try a.value.isIdentical(to: b.value), "\(a.path)") }
      for (a, b) in try zip(saved.predict(model), saved.predict(again)) { #expect(try a.isIdentical(to: b)) }
      guard !saved.sample["targets"].isEmpty else { return }
      #expect(try saved.train(model).loss == saved.train(again).loss)
      for (a, b) in zip(model.weights, again.weights) { #expect(try a.value.isIdentical(to: b.value), "\(a.path)") }
    }
  }
}
