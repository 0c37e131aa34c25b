import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

/// What plans make of operations that can be computed together. That results keep their bits is what `inAllLives` requires.
@Suite struct FusionTests {
  private func names(_ types: [TensorType], _ body: ([Tensor]) throws -> [Tensor]) throws -> [String] {
    let trace = Trace()
    let plan = try trace.run { try Plan(Program(trace, outputs: try body(types.map { trace.input($0) }))) }
    return plan.instructions.map { plan.program.graph.nodes[$0.node].name }
  }

  @Test func aChainIsOneKernel() throws {
    #expect(try names([TensorType([4, 3]), TensorType([3])]) { [tanh($0[0] * 2 + $0[1])] } == ["multiply+add+tanh"])
    #expect(
      try names([TensorType([8])]) { x in
        var y = x[0]
        for _ in 0..<9 { y = exp(y) }
        return [y]
      } == ["exp+exp+…5…+exp+exp"])
  }

  @Test func broadcastsAreReadWhereTheyLie() throws {
    #expect(
      try names([TensorType([4, 3]), TensorType([4, 1])]) { [$0[0] + exp($0[1]).broadcast(to: [4, 3])] }
        == ["exp", "add"])
    #expect(
      try names([TensorType([4, 1])]) { [$0[0].broadcast(to: [4, 3]) * $0[0].broadcast(to: [4, 3])] }.contains(
        "broadcast"),
      "somebody must have the whole shape")
  }

  @Test func whatAnotherKernelNeedsBetweenStaysApart() throws {
    // exp(x) is needed by a product that the sum needs: the sum cannot be computed together with it.
    let names = try names([TensorType([3, 3])]) { x in
      let y = exp(x[0])
      return [y.matmul(y) + y]
    }
    #expect(names == ["exp", "matmul", "add"])
  }

  @Test func groupsDoNotNeedEachOther() throws {
    // Both sums of exponentials could be one kernel each, but then each would need the other's result.
    let names = try names([TensorType([3]), TensorType([3, 3])]) { x in
      let (a, b) = (exp(x[0]), exp(x[1]))
      return [a + b.sum(axes: [0]), b * a.broadcast(to: [3, 3])]
    }
    #expect(names == ["exp", "sum", "exp+add", "multiply"])
  }

  @Test func whatJumpsIsNotComputedFromWhatIsRoundedDifferently() throws {
    #expect(try names([TensorType([3])]) { [sign(exp($0[0])) * 2] } == ["exp", "sign+multiply"])
    #expect(try names([TensorType([3])]) { [sign($0[0] + 1)] } == ["add+sign"])
  }

  /// A chain with results of several types feeds another: each operand is read as what it is.
  @Test(arguments: TestBackends.all)
  func resultsOfOtherTypesFeedChains(_ backend: TestBackend) throws {
    let inputs = [try random([4, 3, 4], "x", .float32), try random([4, 3, 4], "dy", .float32)]
    func results(_ inputs: [Tensor]) throws -> [Tensor] {
      let x = inputs[0]
      let squares = square(x).sum(axes: [1], keepDims: true)
      let isShort = squares .< 0.01
      let inverse = which(
        isShort, Tensor.zeros(like: squares) + 10, rsqrt(which(isShort, Tensor.ones(like: squares), squares)))
      return try gradient(of: (x * inverse * inputs[1]).sum(), with: [x])
    }
    let eager = try Backends.with(backend.kernels) { try Trace(.eager).run { try bytes(results(inputs)[0]) } }
    #expect(try bytes(try crossChecked(inputs, on: backend) { try results($0) }[0]) == eager)
  }

  /// The gradient of a mean over all places is broadcast to the rectifier's.
  @Test(arguments: TestBackends.all)
  func normalizationBelowAMeanHasItsGradient(_ backend: TestBackend) throws {
    let inputs = [
      try random([2, 3, 3, 5], "x", .float32), try random([5], "gamma", .float32), try random([5], "beta", .float32),
      try random([2, 5], "dy", .float32),
    ]
    func results(_ inputs: [Tensor]) throws -> [Tensor] {
      let y = relu(batchNormalized(inputs[0], gamma: inputs[1], beta: inputs[2], epsilon: 1e-3).y)
      return try gradient(of: (y.mean(axes: [1, 2]) * inputs[3]).sum(), with: Array(inputs[..<3]))
    }
    let eager = try Backends.with(Backends.naive) {
      try Trace(.eager).run { try results(inputs).map { try $0.doubles() } }
    }
    for (result, expected) in zip(try crossChecked(inputs, on: backend) { try results($0) }, eager) {
      try requireClose(
        try result.scalars(as: Float.self), expected, within: [Double](repeating: 1e-5, count: expected.count))
    }
  }

  @Test func aChainKnowsItsTypesWhereNoOperandHasThem() throws {
    let trace = Trace()
    let plan = try trace.run {
      let condition = trace.input(TensorType([4], .bool))
      return try Plan(Program(trace, outputs: [exp(condition.cast(to: .float64))]))
    }
    #expect(plan.instructions.count == 1)
    for node in plan.program.graph.nodes {
      guard case .operation(let operation) = node.source else { continue }
      #expect(try operation.types(node.inputs.map { plan.program.graph.type(of: $0) }) == node.types)
      #expect(node.types[0].elementType == .float64)
    }
  }

  @Test func phasesStayApart() throws {
    let trace = Trace()
    let plan = try trace.run {
      let x = trace.input(TensorType([3]))
      let y = x * 2
      try trace.requireFinite(y.sum())
      return try Plan(Program(trace, outputs: [y + 1]))
    }
    #expect(plan.instructions.map { plan.program.graph.nodes[$0.node].name } == ["multiply", "sum", "add"])
  }

  @Test func aKernelNamesItsLayers() throws {
    let trace = Trace()
    let plan = try trace.run {
      let x = trace.input(TensorType([3]))
      let y = trace.scope("a") { x * 2 }
      return try Plan(Program(trace, outputs: [trace.scope("b") { exp(y) }]), backend: Backends.naive)
    }
    #expect(plan.description.hasPrefix("0  multiply+exp -> float32[3]  [a + b]  6 operations\n"))
  }

  @Test(arguments: TestBackends.all)
  func branchesConditionsAndDropoutKeepTheirBits(_ backend: TestBackend) throws {
    for shape in [[5, 7], [33, 64], [3, 2000], [0, 4], [1, 1]] as [Shape] {
      let inputs = [
        try random(shape, "x", .float32), try random([shape[1]], "row", .float32),
        try random([shape[0], 1], "column", .float32),
      ]
      _ = try inAllLives(inputs, on: backend) { inputs in
        let (x, row, column) = (inputs[0], inputs[1], inputs[2])
        let step = Tensor(3, elementType: .int32)
        let y = dropout(x * row + column, rate: 0.4, key: RandomKey(seed: 5), step: step) + x
        let positive = x .> row
        return [which(positive, y, column), positive, maximum(y, row) * positive.cast(to: .float32), exp(y)]
      }
    }
  }

  @Test(arguments: TestBackends.all)
  func normalizationAddsAndRectifies(_ backend: TestBackend) throws {
    let inputs = [
      try random([6, 4, 5], "x", .float32), try random([5], "gamma", .float32), try random([5], "beta", .float32),
      try random([6, 4, 5], "residual", .float32),
    ]
    func results(_ inputs: [Tensor], adds: Bool) throws -> [Tensor] {
      let (y, mean, variance) = batchNormalized(inputs[0], gamma: inputs[1], beta: inputs[2], epsilon: 1e-3)
      return [relu(adds ? inputs[3] + y : y), mean, variance]
    }
    func gradients(_ inputs: [Tensor], adds: Bool) throws -> [Tensor] {
      let y = try results(inputs, adds: adds)
      return y + (try gradient(of: (y[0] * inputs[3]).sum(), with: Array(inputs.prefix(adds ? 4 : 3))))
    }
    for adds in [false, true] {
      _ = try inAllLives(inputs, on: backend) { try results($0, adds: adds) }
      _ = try crossChecked(inputs, on: backend) { try gradients($0, adds: adds) }
      // An eager trace has gradients too.
      let eager = try Backends.with(backend.kernels) {
        try Trace(.eager).run { try gradients(inputs, adds: adds).map { try bytes($0) } }
      }
      let planned = try crossChecked(inputs, on: backend) { try gradients($0, adds: adds) }
      #expect(try planned.map { try bytes($0) } == eager)
    }
    let names = try names(inputs.map(\.type)) { try gradients($0, adds: true) }
    #expect(names.contains("batchNormalize+relu") && !names.contains("relu") && !names.contains("reluGradient"))
  }

  /// Either normalization could add and rectify, but not both: each would need the other's mean, which belongs to its rectifier then.
  @Test(arguments: TestBackends.all)
  func normalizationsDoNotNeedEachOther(_ backend: TestBackend) throws {
    let inputs = [
      try random([4, 5], "a", .float32), try random([4, 5], "b", .float32), try random([5], "gamma", .float32),
      try random([5], "beta", .float32),
    ]
    func results(_ inputs: [Tensor]) -> [Tensor] {
      let normal = inputs[..<2].map { batchNormalized($0, gamma: inputs[2], beta: inputs[3], epsilon: 1e-3) }
      return [
        relu(normal[0].y + (inputs[1] - normal[1].mean)), relu(normal[1].y + (inputs[0] - normal[0].mean)),
      ]
    }
    _ = try inAllLives(inputs, on: backend) { results($0) }
    let names = try names(inputs.map(\.type)) { results($0) }
    #expect(names.filter { $0.hasPrefix("batchNormalize") }.sorted() == ["batchNormalize", "batchNormalize+relu"])
  }

  @Test(arguments: TestBackends.all)
  func rectifiersTakeTheirMasksFromPooledTensors(_ backend: TestBackend) throws {
    let inputs = [try random([2, 6, 6, 3], "image", .float32), try random([2, 3, 3, 3], "upstream", .float32)]
    func results(_ inputs: [Tensor]) throws -> [Tensor] {
      let y = maxPool(relu(inputs[0]), size: 2)
      return try gradient(of: (y * inputs[1]).sum(), with: [inputs[0]])
    }
    let eager = try Backends.with(backend.kernels) { try Trace(.eager).run { try bytes(results(inputs)[0]) } }
    #expect(try bytes(try crossChecked(inputs, on: backend) { try results($0) }[0]) == eager)
    let trace = Trace()
    let plan = try trace.run { try Plan(Program(trace, outputs: try results(inputs.map { trace.input($0.type) }))) }
    let masks = plan.program.graph.nodes.filter { $0.name.contains("reluGradient") }
    #expect(masks.map { $0.types[0].shape } == [[2, 3, 3, 3]])
  }

  @Test(arguments: TestBackends.all)
  func productsReadAndWriteHeadsWhereTheyLie(_ backend: TestBackend) throws {
    // [batch, positions, heads, channels]
    let inputs = try ["q", "k", "v"].map { try random([2, 7, 3, 5], $0, .float32) }
    func attention(_ inputs: [Tensor]) -> Tensor {
      let heads = inputs.map { $0.transposed(axes: [0, 2, 1, 3]) }
      let scores = heads[0].matmul(heads[1], transposeB: true)
      return softmax(scores).matmul(heads[2]).transposed(axes: [0, 2, 1, 3])
    }
    func results(_ inputs: [Tensor]) throws -> [Tensor] {
      let y = attention(inputs)
      return [y] + (try gradient(of: square(y).sum(), with: inputs))
    }
    let expected = try Backends.with(Backends.naive) {
      let wide = inputs.map { $0.cast(to: .float64) }
      return try Trace(.eager).run { try results(wide).map { try $0.doubles() } }
    }
    for (result, expected) in zip(try crossChecked(inputs, on: backend) { try results($0) }, expected) {
      try requireClose(
        try result.scalars(as: Float.self), expected, within: [Double](repeating: 1e-5, count: expected.count))
    }
    let names = try names(inputs.map(\.type)) { try results($0) }
    #expect(!names.contains("transpose") && names.filter { $0 == "matmul" }.count == 6)
    // What somebody else reads too is transposed.
    let shared = try self.names(inputs.map(\.type)) { inputs in
      let q = inputs[0].transposed(axes: [0, 2, 1, 3])
      return [q.matmul(q, transposeB: true), tanh(q)]
    }
    #expect(shared.sorted() == ["matmul", "tanh", "transpose"])
  }

  @Test(arguments: TestBackends.all)
  func convolutionsAddAndActivate(_ backend: TestBackend) throws {
    let inputs = [
      try random([2, 7, 6, 3], "image", .float32), try random([3, 3, 3, 4], "kernel", .float32),
      try random([4], "bias", .float32), try random([2, 5, 4, 4], "residual", .float32),
    ]
    func results(_ inputs: [Tensor]) throws -> [Tensor] {
      let (x, w, b, r) = (inputs[0], inputs[1], inputs[2], inputs[3])
      return [
        relu(convolve(x, w) + b), convolve(x * 2, w) + b, tanh(r + (b + convolve(x * 3, w))),
        sigmoid(convolve(x * 4, w) + b + r),
      ]
    }
    let expected = try Backends.with(Backends.naive) {
      try results(inputs.map { $0.cast(to: .float64) }).map { try $0.doubles() }
    }
    for (result, expected) in zip(try crossChecked(inputs, on: backend) { try results($0) }, expected) {
      try requireClose(
        try result.scalars(as: Float.self), expected, within: [Double](repeating: 1e-5, count: expected.count))
    }
    let names = Set(try names(inputs.map(\.type)) { try results($0) })
    #expect(
      names == ["multiply", "convolve+add+relu", "convolve+add", "convolve+add+tanh", "convolve+add+sigmoid"])
  }
  @Test(arguments: TestBackends.all)
  func recurrencesProjectTheirInputs(_ backend: TestBackend) throws {
    let inputs = [
      try random([5, 4, 3], "x", .float32), try random([3, 24], "w", .float32), try random([24], "b", .float32),
      try random([6, 24], "u", .float32), try random([5, 6], "h", .float32), try random([5, 6], "c", .float32),
    ]
    func projection(_ inputs: [Tensor]) -> Tensor { dense(inputs[0], inputs[1], bias: inputs[2]) }
    func states(_ inputs: [Tensor], _ projection: Tensor) -> Tensor {
      recurrence(.lstm, projection: projection, kernel: inputs[3], initial: [inputs[4], inputs[5]]).states
    }
    func results(_ inputs: [Tensor]) throws -> [Tensor] {
      let y = states(inputs, projection(inputs))
      return [y] + (try gradient(of: square(y).sum(), with: inputs))
    }
    let expected = try Backends.with(Backends.naive) {
      let wide = inputs.map { $0.cast(to: .float64) }
      return try Trace(.eager).run { try results(wide).map { try $0.doubles() } }
    }
    for (result, expected) in zip(try crossChecked(inputs, on: backend) { try results($0) }, expected) {
      try requireClose(
        try result.scalars(as: Float.self), expected, within: [Double](repeating: 1e-5, count: expected.count))
    }
    #expect(try names(inputs.map(\.type)) { [states($0, projection($0))] } == ["inputRecurrence"])
    #expect(!(try names(inputs.map(\.type)) { try results($0) }).contains("dense"))
    // What somebody else reads too is made once.
    let shared = try names(inputs.map(\.type)) { inputs in
      let x = projection(inputs)
      return [states(inputs, x), tanh(x)]
    }
    #expect(shared.sorted() == ["dense", "recurrence", "tanh"])
  }
}
