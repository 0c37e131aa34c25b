import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import Testing

/// Configurations that no Keras wrote: each gives a layer or an error, in bounded memory and time, and never a trap.
@Suite struct HostileConfigurationTests {
  static let samples = Result {
    var seen: Set<String> = []
    // One case of each class and set of arguments.
    return try
      (Fixture("layers").cases + Fixture("spatial").cases + Fixture("recurrent").cases
      + Fixture("attention").cases + Fixture("preprocessing").cases).filter {
        seen.insert("\($0.className ?? "") \($0["inputs"].map(\.shape.count))").inserted
      }
  }

  @Test func hasCases() throws { #expect(try Self.samples.get().count >= 60) }

  private static let odd: [ConfigValue] = [
    nil, true, "int32", "bool", -1, 0, 3, 2_147_483_647, -2_147_483_648, 4_611_686_018_427_387_904, .int(.min),
    .int(.max), 0.5, -1e300,
    .double(.infinity), .double(.nan), "", "relu", "Dense", [], [nil], [0], [-1, -1], [2_147_483_647, 2_147_483_647],
    [2_147_483_647, 2_147_483_647, 2_147_483_647], [[1, 2], [3]], ["a"], [:], ["class_name": "Dense"],
    ["class_name": "function", "config": "relu"], ["class_name": 3, "config": 4],
  ]

  @Test(arguments: (try? samples.get()) ?? [])
  func aLayerOrAnErrorComesOfEveryArgument(_ sample: FixtureCase) throws {
    guard case .object(let whole) = ConfigValue(sample.config) else { return }
    for key in whole.keys.sorted() {
      for value in Self.odd {
        var config = whole
        config[key] = value
        try use(["class_name": .string(sample.className ?? ""), "config": .object(config)], sample)
      }
      var config = whole
      config[key] = nil
      try use(["class_name": .string(sample.className ?? ""), "config": .object(config)], sample)
    }
  }

  /// Makes the layer, builds it and calls it symbolically; errors must be ours.
  private func use(_ described: ConfigValue, _ sample: FixtureCase) throws {
    try VariableBudget.with(elements: 1 << 18) {
      do {
        let layer = try ObjectMaker(file: "hostile").layer(described)
        _ = layer.config
        let inputs = sample["inputs"].map { tensor in
          Input(shape: Shape(Array(tensor.shape.dropFirst())), elementType: tensor.isInteger ? .int32 : .float64)
        }
        for result in layer.results(inputs) { if let error = result.error { throw error } }
      } catch let error as KeratinError {
        #expect(error.description.count < 2000)
      }
    }
  }

  @Test(arguments: [
    ConfigValue.null, 3, [], [:], ["class_name": nil], ["class_name": "Dense", "config": 3], ["config": [:]],
    ["class_name": "Dense", "config": [:], "module": 3, "registered_name": 4, "shared_object_id": "x"],
  ])
  func whatIsNoObject(_ value: ConfigValue) {
    let maker = ObjectMaker()
    #expect(throws: KeratinError.self) { try maker.layer(value) }
    #expect(throws: KeratinError.self) { try maker.initializer(value) }
    #expect(throws: KeratinError.self) { try maker.regularizer(value) }
    #expect(throws: KeratinError.self) { try maker.constraint(value) }
    #expect(throws: KeratinError.self) { try maker.activation(value) }
  }

  @Test func tenThousandLayersInsideOneAnother() {
    var value: ConfigValue = ["class_name": "Dense", "config": ["units": 1]]
    for _ in 0..<10_000 { value = ["class_name": "TimeDistributed", "config": ["layer": value]] }
    #expect(throws: KeratinError.self) { try ObjectMaker().layer(value) }
    // What Keras users do is not refused.
    var few: ConfigValue = ["class_name": "Dense", "config": ["units": 1]]
    for _ in 0..<20 { few = ["class_name": "TimeDistributed", "config": ["layer": few]] }
    #expect(throws: Never.self) { try ObjectMaker().layer(few) }
  }

  @Test func anObjectInsideItselfByItsNumber() throws {
    let inner: ConfigValue = [
      "class_name": "TimeDistributed", "shared_object_id": 1,
      "config": ["layer": ["class_name": "Dense", "config": ["units": 1], "shared_object_id": 1]],
    ]
    #expect(throws: KeratinError.self) {
      try ObjectMaker().layer(["class_name": "TimeDistributed", "shared_object_id": 1, "config": ["layer": inner]])
    }
  }

  @Test func weightsThatNoMemoryHolds() throws {
    for units in [1 << 20, 2_147_483_647] {
      let layer = try ObjectMaker().layer(["class_name": "Dense", "config": ["name": "vast", "units": .int(units)]])
      let error = try #require(
        throws: KeratinError.self,
        performing: {
          try VariableBudget.with(elements: 1 << 18) { try layer.buildIfNeeded([[nil, 2_147_483_647]]) }
        })
      #expect("\(error)".contains("vast/kernel"))
    }
  }

  @Test func aLongTextIsCutInMessages() throws {
    let text = String(repeating: "e\u{301}", count: 100_000)
    let error = try #require(
      throws: KeratinError.self, performing: { try ObjectMaker().layer(["class_name": .string(text), "config": [:]]) })
    #expect("\(error)".unicodeScalars.count < 1000)
  }
}
