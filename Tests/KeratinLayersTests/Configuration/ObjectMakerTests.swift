import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import Testing

@Suite struct ObjectMakerTests {
  @Test func aLayerOfAnyVersionOfKeras() throws {
    // As 3.3 wrote it, and as 3.15 does.
    let old: ConfigValue = [
      "module": "keras.layers", "class_name": "Dense", "registered_name": nil,
      "config": [
        "name": "first", "trainable": false, "dtype": "float32", "units": 3, "activation": "relu", "use_bias": false,
        "kernel_initializer": [
          "module": "keras.initializers", "class_name": "HeNormal", "config": ["seed": nil], "registered_name": nil,
        ],
        "kernel_regularizer": [
          "module": "keras.regularizers", "class_name": "L2", "config": ["l2": 0.5], "registered_name": nil,
        ],
      ],
    ]
    let new: ConfigValue = [
      "module": "keras.layers", "class_name": "Dense", "registered_name": nil,
      "config": [
        "name": "first", "trainable": false, "units": 3, "activation": "relu", "use_bias": false,
        "dtype": [
          "module": "keras", "class_name": "DTypePolicy", "config": ["name": "float32"], "registered_name": nil,
          "shared_object_id": 140_023,
        ],
        "kernel_initializer": ["module": "keras.initializers", "class_name": "HeNormal", "config": ["seed": nil]],
        "kernel_regularizer": ["module": "keras.regularizers", "class_name": "L2", "config": ["l2": 0.5]],
        "quantization_config": nil, "bias_constraint": nil,
      ],
      "build_config": ["input_shape": [nil, 4]],
    ]
    for described in [old, new] {
      let layer = try #require(try ObjectMaker(file: "model.keras").layer(described) as? Dense)
      #expect(layer.name == "first" && !layer.isTrainable && layer.elementType == .float32)
      #expect(layer.units == 3 && layer.bias == nil && layer.activation.name == "relu")
      #expect(layer.kernel.initializer is Initializers.HeNormal)
      #expect((layer.kernel.regularizer as? Regularizers.L2)?.l2 == 0.5)
    }
  }

  @Test func layersFromFilesTakeNoNumbersFromAProgramsOwn() throws {
    try withSession {
      let described = Dense(2, name: "given").serialized
      _ = try ObjectMaker().layer(described)
      _ = try ObjectMaker().layer(["class_name": "Dense", "config": ["units": 1]])
      #expect(Dense(2).name == "dense")
    }
  }

  @Test func oneSharedObjectIsOneLayer() throws {
    let maker = ObjectMaker()
    let described: ConfigValue = [
      "module": "keras.layers", "class_name": "Dense", "config": ["units": 2], "shared_object_id": 7,
    ]
    #expect(try maker.layer(described) === maker.layer(described))
    #expect(try maker.layer(described) !== ObjectMaker().layer(described))
    #expect(throws: KeratinError.self) {
      try maker.layer(["class_name": "Flatten", "config": [:], "shared_object_id": 7])
    }
  }

  @Test func layersInsideLayers() throws {
    let layer = Bidirectional(
      LSTM(3, kernelRegularizer: .l2(0.1), returnSequences: true, name: "inner"), mergeMode: .sum, name: "outer")
    let again = try #require(try ObjectMaker().layer(layer.serialized) as? Bidirectional)
    #expect(again.serialized == layer.serialized)
    #expect(again.forwardLayer.name == "forward_inner" && again.mergeMode == .sum)
    let cells = RNN([GRUCell(2), LSTMCell(3)], returnSequences: true, name: "stacked")
    #expect(try ObjectMaker().layer(cells.serialized).serialized == cells.serialized)
    let each = TimeDistributed(Dense(2, name: "each"), name: "all")
    #expect(try ObjectMaker().layer(each.serialized).serialized == each.serialized)
  }

  @Test func layersAsActivations() throws {
    let slope: ConfigValue = [
      "module": "keras.layers", "class_name": "LeakyReLU", "config": ["name": "leaky", "negative_slope": 0.25],
    ]
    let layer = try ObjectMaker().layer(["class_name": "Dense", "config": ["units": 2, "activation": slope]])
    let dense = try #require(layer as? Dense)
    #expect(try dense.activation(Tensor([-4, 2] as [Float])).scalars() as [Float] == [-1, 2])
    #expect(throws: KeratinError.self) {
      try ObjectMaker().activation(["module": "keras.layers", "class_name": "Flatten", "config": [:]])
    }
  }

  @Test func vocabulariesComeBack() throws {
    let lookup = IntegerLookup(maskToken: 0, name: "lookup")
    try lookup.adapt(Tensor([5, 5, 7, 5, 7, 9] as [Int32]))
    for layer in [lookup, IntegerLookup(vocabulary: [5, 7], idfWeights: [0.5, 2], outputMode: .tfIdf, name: "given")] {
      let again = try #require(try ObjectMaker().layer(layer.serialized) as? IntegerLookup)
      #expect(again.getVocabulary() == layer.getVocabulary() && again.config == layer.config)
    }
  }

  @Test(arguments: [
    ("int64", ElementType.int32), ("float64", .float64), ("bool", .bool), ("uint8", .uint8),
  ])
  func elementTypes(_ word: String, _ type: ElementType) throws {
    let described: ConfigValue = [
      "class_name": "InputLayer", "config": ["batch_shape": [nil, 3], "dtype": .string(word), "sparse": false],
    ]
    #expect(try ObjectMaker().layer(described).elementType == type)
  }

  @Test(arguments: ["mixed_float16", "bfloat16", "complex64"])
  func elementTypesThatCannotBe(_ word: String) throws {
    let error = try #require(
      throws: KeratinError.self,
      performing: {
        try ObjectMaker(file: "model.keras").layer(
          ["class_name": "Dense", "config": ["name": "first", "units": 3, "dtype": .string(word)]], path: "model")
      })
    #expect("\(error)".contains("model.keras in model/first") && "\(error)".contains(word))
  }

  // MARK: - What is refused

  private func message(_ described: ConfigValue, path: String = "model") throws -> String {
    let error = try #require(
      throws: KeratinError.self,
      performing: { try ObjectMaker(file: "model.keras").layer(described, path: path) })
    #expect(error.kind == .file)
    return "\(error)"
  }

  @Test func aWrongArgumentIsNamed() throws {
    let text = try message(["class_name": "Dense", "config": ["name": "first", "units": "12"]])
    #expect(
      text == """
        model.keras in model/first: expected units to be a whole number between -2147483648 and 2147483647. \
        Received: "12".
        """)
  }

  @Test func aMissingArgumentIsNamed() throws {
    let text = try message(["class_name": "Dense", "config": ["name": "first"]])
    #expect(text.contains("model/first: expected the argument units, a whole number"))
  }

  @Test(arguments: ["quantization_config", "lora_rank", "something_new"])
  func anArgumentThatKeratinDoesNotHaveIsNamed(_ key: String) throws {
    let text = try message(["class_name": "Dense", "config": ["name": "first", "units": 2, key: 4]])
    #expect(text.contains("model/first") && text.contains(key) && text.contains("Received"))
    _ = try ObjectMaker().layer(["class_name": "Dense", "config": ["units": 2, key: nil]])
    _ = try ObjectMaker().layer(["class_name": "Dense", "config": ["units": 2, key: false]])
  }

  @Test func argumentsWithKerasDefaultAreAccepted() throws {
    _ = try ObjectMaker().layer(["class_name": "BatchNormalization", "config": ["renorm_momentum": 0.99]])
    let text = try message([
      "class_name": "BatchNormalization", "config": ["name": "norm", "renorm": true, "renorm_momentum": 0.99],
    ])
    #expect(text.contains("renorm: true"))
    #expect(throws: KeratinError.self) {
      try ObjectMaker().layer(["class_name": "BatchNormalization", "config": ["renorm_momentum": 0.5]])
    }
  }

  @Test func anUnknownClassIsNamedWithItsPlace() throws {
    let text = try message([
      "module": "my.layers", "class_name": "Scale", "registered_name": "Custom>Scale", "config": ["name": "scale"],
    ])
    #expect(
      text == """
        model.keras in model/scale: expected a layer that Keratin has, or that was registered. \
        Received: the class "Scale" of module "my.layers", registered as "Custom>Scale". \
        Try: CustomObjects.register(…), for one of your own.
        """)
  }

  @Test func aClassOfAnotherModuleIsNotKerass() throws {
    _ = try message(["module": "my.layers", "class_name": "Dense", "config": ["units": 2]])
    _ = try message([
      "module": "keras.layers", "class_name": "Dense", "registered_name": "Other>Dense", "config": ["units": 2],
    ])
  }

  @Test func codeIsNeverRun() throws {
    let code: ConfigValue = ["class_name": "__lambda__", "config": ["value": "4wEAAAAAAAAA"]]
    let lambda: ConfigValue = [
      "module": "keras.layers", "class_name": "Lambda", "registered_name": nil,
      "config": ["name": "twice", "function": code],
    ]
    #expect(try message(lambda).contains("nothing in a file is run"))
    #expect(try message(lambda).contains("model/twice"))
    #expect(try message(code).contains("nothing in a file is run"))
    #expect(
      try message(["class_name": "Dense", "config": ["units": 2, "activation": code]]).contains("nothing in a file"))
    let foreign: ConfigValue = [
      "module": "os", "class_name": "function", "config": "system", "registered_name": "function",
    ]
    #expect(try message(["class_name": "Dense", "config": ["units": 2, "activation": foreign]]).contains("system"))
  }
}
