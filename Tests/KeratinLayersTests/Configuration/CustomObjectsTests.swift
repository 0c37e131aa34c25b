import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import Testing

/// A layer of a program's own.
private final class Stretch: Layer {
  let factor: Double

  init(factor: Double, name: String? = nil) {
    self.factor = factor
    super.init(name: name)
  }

  override func call(_ x: Tensor, _ context: CallContext) -> Tensor { x * factor }

  override var config: [String: ConfigValue] { super.config.merging(["factor": .double(factor)]) { $1 } }
}

/// Another, that nobody registers.
private final class Unknown: Layer {
  override func call(_ x: Tensor, _ context: CallContext) -> Tensor { x }
}

private struct Sevens: Initializer, Configurable {
  var config: [String: ConfigValue] { [:] }
  func values(_ shape: Shape, _ source: inout RandomSource) -> [Double] { [Double](repeating: 7, count: shape.count) }
}

private struct Nameless: Initializer {
  func values(_ shape: Shape, _ source: inout RandomSource) -> [Double] { [Double](repeating: 7, count: shape.count) }
}

@Suite struct CustomObjectsTests {
  @Test func aRegisteredLayerGoesBothWays() throws {
    CustomObjects.register(Stretch.self, package: "tests", name: "Stretch") { config in
      Stretch(factor: try config("factor"))
    }
    let layer = Stretch(factor: 2.5, name: "wide")
    layer.isTrainable = false
    let described = layer.serialized
    try described.requireWritable(path: "wide")
    #expect(FixtureValue(described)["registered_name"].string == "tests>Stretch")
    #expect(FixtureValue(described)["class_name"].string == "Stretch")
    let again = try #require(try ObjectMaker().layer(described) as? Stretch)
    #expect(again.factor == 2.5 && again.name == "wide" && !again.isTrainable)
    #expect(again.serialized == described)
    // And inside another.
    let outer = TimeDistributed(layer, name: "each")
    #expect(try ObjectMaker().layer(outer.serialized).serialized == outer.serialized)
  }

  @Test func argumentsThatTheMakerDoesNotReadAreRefused() throws {
    var custom = CustomObjects()
    custom.register(Stretch.self) { _ in Stretch(factor: 1) }
    let described: ConfigValue = [
      "class_name": "Stretch", "module": "my_layers", "registered_name": "Custom>Stretch",
      "config": ["name": "wide", "factor": 3],
    ]
    let error = try #require(
      throws: KeratinError.self, performing: { try ObjectMaker(customObjects: custom).layer(described) })
    #expect("\(error)".contains("factor: 3") && "\(error)".contains("ignore(\"factor\")"))
    custom.register(Stretch.self) { config in
      config.ignore("factor")
      return Stretch(factor: 1)
    }
    #expect(try ObjectMaker(customObjects: custom).layer(described).name == "wide")
  }

  @Test func classesOfOneFileAlone() throws {
    var custom = CustomObjects()
    custom.register(Unknown.self, package: "mine", name: "Renamed") { _ in Unknown() }
    let described: ConfigValue = [
      "class_name": "Renamed", "module": "my", "registered_name": "mine>Renamed", "config": [:],
    ]
    #expect(try ObjectMaker(customObjects: custom).layer(described) is Unknown)
    #expect(throws: KeratinError.self) { try ObjectMaker().layer(described) }
  }

  @Test func initializersAndActivations() throws {
    CustomObjects.register(Sevens.self, package: "tests") { _ in Sevens() }
    CustomObjects.register(ActivationFunction("tests_cube") { $0 * $0 * $0 }, package: "tests")
    let cube = ActivationFunction("tests_cube") { $0 * $0 * $0 }
    let layer = Dense(2, activation: cube, kernelInitializer: Sevens(), name: "cubes")
    try layer.serialized.requireWritable(path: "")
    let again = try #require(try ObjectMaker().layer(layer.serialized) as? Dense)
    #expect(again.kernel.initializer is Sevens)
    #expect(try again.activation(Tensor([2 as Float])).scalars() as [Float] == [8])
    #expect(again.serialized == layer.serialized)
    let function = FixtureValue(layer.config["activation"] ?? nil)
    #expect(function["config"].string == "tests>tests_cube" && function["class_name"].string == "function")
  }

  @Test func aRegisteredObjectInAPlaceOfAnotherKind() throws {
    var custom = CustomObjects()
    custom.register(Sevens.self) { _ in Sevens() }
    let maker = ObjectMaker(customObjects: custom)
    #expect(throws: KeratinError.self) { try maker.layer(["class_name": "Sevens", "config": [:]]) }
    #expect(throws: KeratinError.self) { try maker.activation("Sevens") }
  }

  // MARK: - What cannot be written

  private func refusal(_ layer: Layer) throws -> String {
    let error = try #require(
      throws: KeratinError.self,
      performing: { try layer.serialized.requireWritable(path: "model", file: "model.keras") })
    return "\(error)"
  }

  @Test func classesThatAreNotRegistered() throws {
    let text = try refusal(TimeDistributed(Unknown(name: "mine"), name: "each"))
    #expect(text.contains("model.keras in model/each") && text.contains("'mine' of class Unknown"))
    #expect(text.contains("CustomObjects.register(Unknown.self)"))
    let nameless = try refusal(Dense(2, kernelInitializer: Nameless(), name: "first"))
    #expect(nameless.contains("model/first") && nameless.contains("Nameless"))
  }

  @Test(arguments: [
    ActivationFunction.gelu(approximate: true), .leakyReLU(negativeSlope: 0.1), .softmax(axis: 1), .elu(alpha: 2),
    .relu(maxValue: 6), .threshold(1, defaultValue: 0), ActivationFunction("unregistered") { $0 },
    // Not Keras's, whatever its name says.
    ActivationFunction("relu") { -$0 },
  ])
  func activationsWithoutAName(_ activation: ActivationFunction) throws {
    let text = try refusal(Dense(2, activation: activation, name: "first"))
    #expect(text.contains("model/first") && text.contains("'\(activation.name)'") && text.contains("Try: a layer"))
    for layer in [LSTM(2, activation: activation, name: "rnn"), GRU(2, recurrentActivation: activation)] {
      #expect(try refusal(layer).contains(activation.name))
    }
  }

  @Test(arguments: [
    ActivationFunction.gelu, .gelu(approximate: false), .leakyReLU(negativeSlope: 0.2), .softmax(axis: -1), .relu,
    .relu(), .elu(alpha: 1), .squareplus(b: 4), .glu(axis: -1), .softShrink, .hardShrink(threshold: 0.5), .celu,
  ])
  func activationsWithKerasArguments(_ activation: ActivationFunction) throws {
    #expect(activation.serialized == .string(activation.name))
  }

  @Test func functions() throws {
    let text = try refusal(Lambda(name: "square") { $0 * $0 })
    #expect(text.contains("'square' of class Lambda"))
  }
}
