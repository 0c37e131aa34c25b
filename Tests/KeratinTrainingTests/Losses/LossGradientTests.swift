import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import KeratinTraining
import Testing

/// Every loss's gradient against central differences.
struct LossGradientTests {
  @Test(arguments: try Fixture("losses").cases.filter { !$0.name.contains("extremes") })
  func gradientsAgreeWithDifferences(_ sample: FixtureCase) throws {
    let loss = try sample.loss()
    let targets = try sample.tensor("targets").tensor(.float64)
    let weights = try sample.optionalTensor("sampleWeight", .float64)
    try checkGradients(at: [try sample.tensor("predictions").tensor(.float64)]) {
      try loss(targets, $0[0], sampleWeight: weights)
    }
  }

  @Test func targetsMayBeLearnedToo() throws {
    let p = try Tensor([0.2, 0.5, 0.3, 0.6, 0.1, 0.3], shape: [2, 3], elementType: .float64)
    let y = try Tensor([0.1, 0.7, 0.2, 0.3, 0.3, 0.4], shape: [2, 3], elementType: .float64)
    let losses: [any Loss] = [
      .meanSquaredError, .binaryCrossentropy(), .binaryCrossentropy(fromLogits: true), .categoricalCrossentropy(),
      .categoricalCrossentropy(fromLogits: true, labelSmoothing: 0.1),
    ]
    for loss in losses { try checkGradients(at: [y, p]) { try loss($0[0], $0[1]) } }
  }

  @Test(arguments: [-1, 1, -2])
  func theAxisOfClassesMayBeAny(_ axis: Int) throws {
    let values = (0..<24).map { 0.1 + Double($0 * 7 % 13) / 10 }
    let p = try Tensor(values, shape: [2, 3, 4], elementType: .float64)
    let classes = p.shape[axis]
    let labelShape = axis == -1 ? Shape([2, 3]) : Shape([2, 4])
    let labels = try Tensor((0..<labelShape.count).map { Int32($0 % classes) }, shape: labelShape)
    let oneHot = Tensor.oneHot(labels, depth: classes, elementType: .float64)
    let spread = axis == -1 ? oneHot : oneHot.transposed(axes: [0, 2, 1])
    for fromLogits in [false, true] {
      let sparse = Losses.SparseCategoricalCrossentropy(fromLogits: fromLogits, axis: axis, reduction: .none)
      let dense = Losses.CategoricalCrossentropy(fromLogits: fromLogits, axis: axis, reduction: .none)
      let (a, b) = (try sparse(labels, p), try dense(spread, p))
      #expect(a.shape == labelShape && b.shape == labelShape)
      try requireClose(
        a.scalars(as: Double.self), b.scalars(), within: [Double](repeating: 1e-14, count: labelShape.count))
      try checkGradients(at: [p]) { try sparse(labels, $0[0]) }
      try checkGradients(at: [p]) { try dense(spread, $0[0]) }
    }
  }
}
