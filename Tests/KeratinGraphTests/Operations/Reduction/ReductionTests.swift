import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct ReductionTests {
  /// The elements of `x` that become one, for each element of the result, in order.
  static func groups(_ x: [Double], _ shape: Shape, _ axes: [Int]) -> [[Double]] {
    var groups: [[Int]: [Double]] = [:]
    var order: [[Int]] = []
    var kept = shape
    for axis in axes { kept[axis] = 1 }
    _ = elements(of: kept) {
      order.append($0)
      return 0
    }
    for key in order { groups[key] = [] }
    var place = 0
    _ = elements(of: shape) { index in
      var key = index
      for axis in axes { key[axis] = 0 }
      groups[key]?.append(x[place])
      place += 1
      return 0
    }
    return order.map { groups[$0]! }
  }

  static let shapes: [(Shape, [Int])] = [
    ([3, 4, 5], [0]), ([3, 4, 5], [1]), ([3, 4, 5], [2]), ([3, 4, 5], [0, 2]), ([3, 4, 5], [0, 1, 2]), ([7], [0]),
    ([0, 3], [0]), ([3, 0], [0]), ([4, 1, 9], [1]), ([2000], [0]), ([], []),
  ]

  @Test(arguments: TestBackends.all)
  func reducesWhatItShould(_ backend: TestBackend) throws {
    for (shape, axes) in ReductionTests.shapes {
      let x = try random(shape, "reduce \(shape)", from: 0.5, to: 1.5, .float32)
      let groups = ReductionTests.groups(try x.doubles(), shape, axes)
      let y = try inAllLives([x], on: backend) { x in
        [
          x[0].sum(axes: axes), x[0].mean(axes: axes), x[0].max(axes: axes), x[0].min(axes: axes),
          x[0].product(axes: axes),
        ]
      }
      let count = groups.first?.count ?? 0
      let gamma = RoundingBound.gamma(count + 1, Float.self)
      let sums = groups.map { $0.reduce(0, +) }
      try requireClose(try y[0].scalars(as: Float.self), sums, within: sums.map { gamma * $0 })
      let means = groups.map { $0.isEmpty ? .nan : $0.reduce(0, +) / Double(count) }
      try requireClose(try y[1].scalars(as: Float.self), means, within: means.map { $0.isNaN ? 0 : gamma * $0 })
      #expect(try y[2].doubles() == groups.map { $0.max() ?? -.infinity })
      #expect(try y[3].doubles() == groups.map { $0.min() ?? .infinity })
      let products = groups.map { $0.reduce(1, *) }
      try requireClose(
        try y[4].scalars(as: Float.self), products, within: products.map { $0 > 1e-30 ? 2 * gamma * $0 : 1e-30 })
    }
  }

  @Test func keepsReducedAxes() throws {
    let x = try counting([2, 3, 4])
    #expect(x.sum(axis: 1, keepDims: true).shape == [2, 1, 4])
    #expect(x.sum(axes: [-1, 0]).shape == [3])
    #expect(x.sum().shape == [])
    #expect(x.sum(keepDims: true).shape == [1, 1, 1])
    #expect(x.argmax(axis: -1, keepDims: true).shape == [2, 3, 1])
    #expect(x.argmax(keepDims: true).shape == [1, 1, 1])
    #expect(x.logSumExp(axes: [1], keepDims: true).shape == [2, 1, 4])
    #expect(x.logSumExp(axes: [1]).shape == [2, 4])
    #expect(x.norm(axes: [0]).shape == [3, 4])
    #expect(functional([nil, 3, 4]).mean(axes: [0, 1]).shape == [4])
    #expect(functional([nil, 3, 4]).max(axis: 1).shape == [nil, 4])
    #expect(functional([nil, 3, 4]).argmax(axis: -1).type == TensorType([nil, 3], .int32))
  }

  @Test func hasItsDerivatives() throws {
    let x = try random([3, 4, 2], "reduce gradient", from: 0.5, to: 1.5)
    let functions: [(Tensor) -> Tensor] = [
      { $0.sum(axes: [0, 2]) }, { $0.mean(axis: 1) }, { $0.max(axis: 1) }, { $0.min(axis: 0) },
      { $0.product(axes: [1, 2]) }, { $0.variance(axes: [0]) }, { $0.standardDeviation(axes: [1]) },
      { $0.logSumExp(axes: [1]) }, { $0.logSumExp() }, { $0.norm(axes: [1]) }, { $0.cumulativeSum(axis: 1) },
      { $0.cumulativeProduct(axis: 1) }, { $0.sum() },
    ]
    for function in functions {
      try checkGradients(at: [x]) { function($0[0]) }
      try checkGradients(at: [x]) { try gradient(of: pow(function($0[0]), 3).sum(), with: $0)[0] }
    }
  }

  @Test func productsHaveDerivativesAtZeros() throws {
    let rows = Tensor([[2, 3, 4, 5], [2, 0, 4, 5], [0, 3, 0, 5], [0, 3, 4, 5], [2, 3, 4, 0]] as [[Double]])
    try checkGradients(at: [rows]) { $0[0].product(axis: 1) }
    try checkGradients(at: [rows]) { $0[0].cumulativeProduct(axis: 1) }
    try checkGradients(at: [rows]) { $0[0].cumulativeProduct(axis: 0) }
    try checkGradients(at: [Tensor([[0, 0], [3, 4]] as [[Double]])[1...]]) { $0[0].norm(axes: [1]) }
  }

  @Test func theNormOfZeroHasADerivative() throws {
    let trace = Trace(.eager)
    let gradients = try trace.run {
      let x = trace.constant(Tensor([0, 0]))
      return try gradient(of: x.norm(), with: [x])[0].doubles()
    }
    #expect(gradients == [0, 0])
  }

  @Test func equalExtremesShareTheGradient() throws {
    let trace = Trace(.eager)
    let gradients = try trace.run {
      let x = trace.constant(Tensor([[1, 3, 3], [2, 2, 2]]))
      return try gradient(of: (x.max(axis: 1) * 6).sum(), with: [x])[0].doubles()
    }
    #expect(gradients == [0, 3, 3, 2, 2, 2])
  }

  @Test(arguments: TestBackends.all)
  func findsPlaces(_ backend: TestBackend) throws {
    let x = Tensor([[3, 7, 7, 1], [.nan, 2, .nan, 9], [-1, -1, -5, -5]])
    let y = try inAllLives([x], on: backend) { x in
      [x[0].argmax(axis: 1), x[0].argmin(axis: 1), x[0].argmax(axis: 0), x[0].argmax(), x[0][2].argmin()]
    }
    #expect(y.allSatisfy { $0.elementType == .int32 })
    #expect(try y[0].scalars(as: Int32.self) == [1, 0, 0])
    #expect(try y[1].scalars(as: Int32.self) == [3, 0, 2])
    #expect(try y[2].scalars(as: Int32.self) == [1, 0, 1, 1])
    #expect(try y[3].scalars(as: Int32.self) == [4])
    #expect(try y[4].scalars(as: Int32.self) == [2])
    #expect(try Tensor([2 as Int32, 9, 9]).argmax().scalar(as: Int32.self) == 1)
    #expect(try Tensor([false, true]).argmax().scalar(as: Int32.self) == 1)
  }

  @Test(arguments: TestBackends.all)
  func sumsUpToEachElement(_ backend: TestBackend) throws {
    let x = Tensor([[1, 2, 3], [4, 5, 6]])
    let integers = Tensor([Int32.max, 1, 2])
    let y = try inAllLives([x, integers, Tensor([true, true, false])], on: backend) { x in
      [
        x[0].cumulativeSum(axis: 1), x[0].cumulativeSum(axis: 0), x[0].cumulativeProduct(axis: -1),
        x[1].cumulativeSum(axis: 0), x[2].cumulativeSum(axis: 0),
      ]
    }
    #expect(try y[0].doubles() == [1, 3, 6, 4, 9, 15])
    #expect(try y[1].doubles() == [1, 2, 3, 5, 7, 9])
    #expect(try y[2].doubles() == [1, 2, 6, 4, 20, 120])
    #expect(try y[3].scalars(as: Int32.self) == [.max, .min, .min + 2])
    #expect(try y[4].scalars(as: Int32.self) == [1, 2, 2])
  }

  @Test(arguments: TestBackends.all)
  func logarithmsOfSumsDoNotOverflow(_ backend: TestBackend) throws {
    let x = Tensor([[1000, 1000], [-1000, -1000], [-.infinity, -.infinity], [.infinity, 0], [0, -.infinity]])
    let y = try inAllLives([x], on: backend) { [$0[0].logSumExp(axes: [1])] }[0].scalars(as: Float.self)
    let log2 = 0.6931471805599453
    try requireClose(Array(y[..<2]), [1000 + log2, -1000 + log2], ulps: 1)
    #expect(y[2...] == [-.infinity, .infinity, 0])
  }

  @Test func worksOnOtherTypes() throws {
    #expect(try Tensor([1 as Int32, 2, 3]).mean().scalar(as: Double.self) == 2)
    #expect(try Tensor([1 as Int32, 2, 3]).sum().scalar(as: Int32.self) == 6)
    #expect(try Tensor([true, false, true]).all().scalar(as: UInt8.self) == 0)
    #expect(try Tensor([true, false, true]).any().scalar(as: UInt8.self) == 1)
    #expect(try Tensor([1, 0]).all(axes: [0]).scalar(as: UInt8.self) == 0)
    #expect(Tensor([1 as Int32, 2]).norm().elementType == .float32)
    #expect(try Tensor([3 as Int32, 4]).norm().scalar(as: Double.self) == 5)
  }

  @Test func truthValuesAreCounted() throws {
    #expect(try Tensor([true, false, true]).sum().scalar(as: Int32.self) == 2)
    #expect(try Tensor([true, false, true, true]).mean().scalar(as: Double.self) == 0.75)
    let many = Tensor.ones([300], elementType: .bool)
    #expect(try many.sum().scalar(as: Int32.self) == 300)
    #expect(try Tensor([true, false]).product().scalar(as: Int32.self) == 0)
  }

  @Test func saysWhatDoesNotFit() throws {
    let x = try counting([2, 3])
    #expect(x.sum(axis: 2).message == "sum: expected an axis in -2...1. Received: axis 2 of a tensor of shape [2, 3].")
    #expect(x.sum(axes: [0, -2]).message == "sum: expected each axis named once. Received: axes [0, -2].")
    #expect(
      Tensor(1).sum(axis: 0).message == "sum: expected a tensor with axes. Received: axis 0 of a tensor of shape [].")
    #expect(
      Tensor.zeros([2, 0]).argmax(axis: 1).message
        == "argmax: expected elements along axis 1 to choose from. Received: shape [2, 0].")
    #expect(x.cumulativeSum(axis: -3).error?.kind == .shape)
    #expect(x.logSumExp(axes: [4]).error?.kind == .shape)
  }
}
