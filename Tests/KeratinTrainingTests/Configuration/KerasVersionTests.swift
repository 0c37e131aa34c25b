import Keratin
import KeratinTestSupport
import Testing

/// The words in which models are written, so that old and new versions of Keras read them.
@Suite struct KerasVersionTests {
  private func described(_ model: Model) throws -> FixtureValue {
    FixtureValue(try ConfigValue(json: try model.toJSON().utf8))
  }

  private func heads(_ names: [String]) -> Model {
    let x = Input(shape: [3])
    return Model(inputs: x, outputs: names.map { Dense(2, name: $0)(x) })
  }

  @Test func lossesAreInTheOrderOfTheOutputs() throws {
    let model = heads(["value", "kind"])
    try model.compile(loss: ["kind": .huber(), "value": .meanSquaredError], lossWeights: ["kind": 2])
    let compiled = try described(model)["compile_config"]
    #expect(compiled["loss"].array?.map { $0["class_name"].string } == ["MeanSquaredError", "Huber"])
    #expect(compiled["loss_weights"].array?.map(\.double) == [1, 2])
  }

  @Test func outputsWithoutALossAreNamed() throws {
    for isNamed in [true, false] {
      let model = heads(["value", "kind"])
      if isNamed {
        try model.compile(loss: ["kind": .huber()], lossWeights: ["kind": 2])
      } else {
        try model.compile(loss: [nil, Losses.Huber()], lossWeights: [1, 2])
      }
      let compiled = try described(model)["compile_config"]
      #expect(compiled["loss"]["value"].isNull)
      #expect(compiled["loss"]["kind"]["class_name"].string == "Huber")
      #expect(compiled["loss_weights"]["value"].double == 1)
      #expect(compiled["loss_weights"]["kind"].double == 2)
    }
  }

  @Test func lossesOfSeveralOutputsOfOneNameAreAList() throws {
    let x = Input(shape: [3])
    let shared = Dense(3, name: "shared")
    let model = Model(inputs: x, outputs: [shared(x), shared(shared(x))])
    try model.compile(loss: [nil, Losses.Huber()])
    #expect(try described(model)["compile_config"]["loss"].array?.count == 2)
  }

  @Test func oneLossIsNoList() throws {
    let model = heads(["value"])
    try model.compile(loss: [Losses.Huber()], lossWeights: [2])
    let compiled = try described(model)["compile_config"]
    #expect(compiled["loss"]["class_name"].string == "Huber")
    #expect(compiled["loss_weights"].double == 2)
  }

  @Test func argumentsOfLaterVersionsAreThereWhereTheySaySomething() throws {
    func flip(_ dataFormat: DataFormat) throws -> FixtureValue {
      let model = Sequential {
        Input(shape: [4, 4, 4])
        RandomFlip(dataFormat: dataFormat)
      }
      return try #require(described(model)["config"]["layers"].array?.last)["config"]
    }
    #expect(try flip(.channelsLast)["data_format"].isNull)
    #expect(try flip(.channelsFirst)["data_format"].string == "channels_first")
  }

  private func graph(_ name: String) -> Model {
    let x = Input(shape: [3])
    return Model(inputs: x, outputs: Dense(3)(x), name: name)
  }

  /// What the configuration of the layer in the place `path` says of its outputs: the name of a layer, or a list with one.
  private func firstOutput(_ model: Model, _ path: Int...) throws -> FixtureValue {
    var value = try described(model)
    for place in path { value = try #require(value["config"]["layers"].array)[place] }
    return try #require(value["config"]["output_layers"].array?.first)
  }

  @Test func aSequentialGoesOnWithATensor() throws {
    let model = Sequential {
      Input(shape: [3])
      graph("first")
      Sequential {
        Input(shape: [3])
        graph("second")
      }
      graph("last")
    }
    #expect(try firstOutput(model, 1).string?.hasPrefix("dense") == true)
    #expect(try firstOutput(model, 2, 1).string?.hasPrefix("dense") == true)
    #expect(try firstOutput(model, 3).array?.count == 3)
    let again = try Model.model(fromJSON: model.toJSON())
    #expect(try again.toJSON() == model.toJSON())
    #expect(again.outputs.map(\.shape) == model.outputs.map(\.shape))
  }

  @Test func graphsWithinGraphsKeepLists() throws {
    let x = Input(shape: [3])
    let model = Model(inputs: x, outputs: Dense(2)(graph("inner")(x)))
    #expect(try firstOutput(model).array?.count == 3)
    #expect(try firstOutput(model, 1).array?.count == 3)
  }

  @Test func aModelAtEachStepGivesATensor() throws {
    let model = Sequential {
      Input(shape: [4, 3])
      TimeDistributed(graph("each"))
    }
    let wrapper = try #require(described(model)["config"]["layers"].array?.last)
    #expect(wrapper["config"]["layer"]["config"]["output_layers"].array?.first?.string?.hasPrefix("dense") == true)
    #expect(try Model.model(fromJSON: model.toJSON()).outputs.map(\.shape) == model.outputs.map(\.shape))
  }
}
