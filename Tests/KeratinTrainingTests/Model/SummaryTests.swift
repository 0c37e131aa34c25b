import Foundation
import Keratin
import Testing

/// Summaries are what Keras prints, to the letter.
@Suite struct SummaryTests {
  static let makers: [String: @Sendable () throws -> Model] = [
    "classifier": {
      Sequential(name: "classifier") {
        Input(shape: [4])
        Dense(8, activation: .relu, name: "hidden")
        Dense(3, activation: .softmax, name: "label")
      }
    },
    "digits": {
      Sequential {
        Input(shape: [8, 8, 1])
        Flatten()
        Dense(512, activation: .relu)
        Dropout(0.2)
        Dense(512, activation: .relu)
        Dropout(0.2)
        Dense(10)
      }
    },
    "unbuilt": { Sequential([Dense(8, activation: .relu), Dense(3)]) },
    "reshaping": {
      Sequential(name: "reshaping") {
        Input(shape: [4])
        Reshape([2, 2], name: "pairs")
        Dense(3, activation: .tanh, name: "each")
        Flatten(name: "flat")
        Dense(3, name: "label")
      }
    },
    "two_headed": {
      let (left, right) = (Input(shape: [4], name: "left"), Input(shape: [4], name: "right"))
      let shared = Dense(5, activation: .tanh, name: "shared")
      let (a, b) = (shared(left), shared(right))
      let label = Dense(3, activation: .softmax, name: "label")(Concatenate(name: "both")([a, b]))
      let score = Dense(1, name: "score")(Add(name: "sum")([a, b]))
      return Model(inputs: [left, right], outputs: [label, score], name: "two_headed")
    },
    "long_names": {
      let x = Input(shape: [4], name: "an_input_with_a_name_that_does_not_fit")
      let a = Dense(3, name: "a_dense_layer_whose_name_is_longer_than_its_column")(x)
      let b = Dense(3)(x)
      return Model(inputs: x, outputs: Add()([a, b, a]), name: "long_names")
    },
  ]

  static let cases = [
    ("classifier", 65), ("classifier", 88), ("digits", 65), ("digits", 88), ("unbuilt", 88), ("reshaping", 65),
    ("reshaping", 88), ("two_headed", 65), ("two_headed", 88), ("two_headed", 108), ("long_names", 65),
    ("long_names", 88),
  ]

  private func expected(_ name: String) throws -> String {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/summaries")
    return try String(contentsOf: folder.appendingPathComponent("\(name).txt"), encoding: .utf8)
      .trimmingCharacters(in: .newlines)
  }

  @Test(arguments: cases) func asKerasPrintsIt(name: String, lineLength: Int) throws {
    let text = try withSession { try Self.makers[name]!().summary(lineLength: lineLength) }
    #expect(text == (try expected("\(name)_\(lineLength)")))
  }

  @Test func countsTheOptimizerOnceItIsBuilt() throws {
    let (compiled, fitted) = try withSession {
      let model = try Self.makers["classifier"]!()
      try model.compile(optimizer: .adam(), loss: .sparseCategoricalCrossentropy())
      let compiled = try model.summary(lineLength: 88)
      try model.fit(Tensor.ones([3, 4]), Tensor([0, 0, 0] as [Int32]), verbose: .silent)
      return (compiled, try model.summary(lineLength: 88))
    }
    #expect(compiled == (try expected("compiled_88")))
    #expect(fitted == (try expected("fitted_88")))
  }

  @Test(arguments: [("frozen_65", 65, false), ("frozen_88", 88, false), ("frozen_show_trainable_88", 88, true)])
  func frozenLayersAreNotTrainable(file: String, lineLength: Int, showTrainable: Bool) throws {
    let text = try withSession {
      let model = try Self.makers["classifier"]!()
      try model.layer(named: "hidden").isTrainable = false
      return try model.summary(lineLength: lineLength, showTrainable: showTrainable)
    }
    #expect(text == (try expected(file)))
  }

  private func nested() -> Model {
    let x = Input(shape: [3], name: "x")
    let middle = Model(inputs: x, outputs: Activation(.relu, name: "last")(inner()(x)), name: "middle")
    let y = Input(shape: [3], name: "y")
    let beside = Dense(2, name: "beside", isTrainable: false)(y)
    return Model(inputs: y, outputs: Add(name: "both")([middle(y), beside]), name: "nested")
  }

  private func nestedChain() -> Model {
    Sequential(name: "nested_chain") {
      Input(shape: [3])
      Dense(3, name: "before")
      inner()
      Dense(1, name: "after")
    }
  }

  private func inner() -> Model {
    Sequential(name: "inner") {
      Input(shape: [3])
      Dense(4, name: "low")
      Dense(2, name: "high")
    }
  }

  @Test(arguments: [50, 108]) func nestedModelsAreExpanded(lineLength: Int) throws {
    try withSession {
      let (graph, chain) = (
        try nested().summary(lineLength: lineLength, expandNested: true),
        try nestedChain().summary(lineLength: lineLength, expandNested: true)
      )
      #expect(graph == (try expected("nested_expanded_\(lineLength)")))
      #expect(chain == (try expected("nested_chain_expanded_\(lineLength)")))
    }
  }

  @Test func expandedLayersSayWhetherTheyAreTrained() throws {
    let text = try withSession { try nested().summary(lineLength: 88, expandNested: true, showTrainable: true) }
    #expect(text == (try expected("nested_trainable_88")))
  }

  @Test(arguments: [("names", "before", "inner"), ("patterns", "[ai]", "a.*r$"), ("turned", "after", "inner")])
  func aRangeOfLayers(name: String, first: String, last: String) throws {
    try withSession {
      let text = try nestedChain().summary(lineLength: 88, layerRange: (first, last))
      #expect(text == (try expected("nested_chain_\(name)_88")))
      for range in [("before", "none"), ("(", "inner")] {
        let error = #expect(throws: KeratinError.self) { try nestedChain().summary(layerRange: range) }
        #expect(error?.description.contains(range.0 == "(" ? "'('" : "'before' to 'none'") == true)
      }
    }
  }
}
