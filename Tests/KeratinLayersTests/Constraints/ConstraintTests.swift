import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import Testing

@Suite struct ConstraintTests {
  @Test(arguments: try Fixture("constraints").cases)
  func isKeras(_ sample: FixtureCase) throws {
    let constraint = try made(sample)
    let configurable = try #require(constraint as? any Configurable)
    #expect(type(of: configurable).className == sample.className)
    #expect(type(of: configurable).module == "keras.constraints")
    #expect(FixtureValue(.object(configurable.config)) == sample.config)
    let (input, expected) = (try sample.tensor("inputs"), try sample.tensor("values").values)
    try Backends.with(Backends.naive) {
      let x = try Tensor(input.values, shape: Shape(input.shape))
      let projected = try constraint.projected(x).scalars(as: Double.self)
      try requireClose(projected, expected, within: expected.map { 1e-14 * $0.magnitude })
    }
  }

  /// A norm over n elements has a relative error of at most γ of n + 2 roundings; five more follow.
  @Test(arguments: try Fixture("constraints").cases, TestBackends.all)
  func backendsAgreeInSinglePrecision(_ sample: FixtureCase, _ backend: TestBackend) throws {
    let (input, expected) = (try sample.tensor("inputs"), try sample.tensor("values").values)
    let constraint = try made(sample)
    let bound = RoundingBound.gamma(input.values.count + 7, Float.self)
    try Backends.with(backend.kernels) {
      let x = try Tensor(input.values, shape: Shape(input.shape), elementType: .float32)
      let projected = try constraint.projected(x).scalars(as: Float.self)
      try requireClose(projected, expected, within: expected.map { bound * $0.magnitude })
    }
  }

  @Test func argumentsThatCannotBe() {
    let x = Tensor([[1, 2], [3, 4]])
    for constraint in [.maxNorm(-1), .maxNorm(1, axes: [2])] as [Constraints.MaxNorm] {
      #expect(throws: KeratinError.self) { try constraint.projected(x).scalars(as: Float.self) }
    }
    for constraint in [.minMaxNorm(minValue: -1), .minMaxNorm(minValue: 2), .minMaxNorm(rate: 1.5)]
      as [Constraints.MinMaxNorm]
    {
      #expect(throws: KeratinError.self) { try constraint.projected(x).scalars(as: Float.self) }
    }
  }

  private func made(_ sample: FixtureCase) throws -> any Constraint {
    let config = sample.config
    let axes = config["axis"].ints ?? [config["axis"].int ?? 0]
    let highest = config["max_value"].double
    switch sample.className {
    case "MaxNorm": return .maxNorm(try #require(highest), axes: axes)
    case "NonNeg": return .nonNeg
    case "UnitNorm": return .unitNorm(axes: axes)
    case "MinMaxNorm":
      return .minMaxNorm(
        minValue: try #require(config["min_value"].double), maxValue: try #require(highest),
        rate: try #require(config["rate"].double), axes: axes)
    default: throw FixtureError.missing("constraint", sample.className ?? "")
    }
  }
}
