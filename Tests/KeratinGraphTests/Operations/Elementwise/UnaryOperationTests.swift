import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

/// Functions of one element as users call them.
@Suite struct UnaryOperationTests {
  struct Function: Sendable, CustomStringConvertible {
    let kernel: UnaryOperation
    /// Where it is smooth.
    var domain = -2.0...2.0
    let call: @Sendable (Tensor) -> Tensor
    var description: String { kernel.rawValue }
  }

  static let functions: [Function] = [
    Function(kernel: .negate) { -$0 },
    Function(kernel: .abs, domain: 0.5...2, call: abs),
    Function(kernel: .sign, domain: 0.5...2, call: sign),
    Function(kernel: .square, call: square),
    Function(kernel: .sqrt, domain: 0.5...2, call: sqrt),
    Function(kernel: .rsqrt, domain: 0.5...2, call: rsqrt),
    Function(kernel: .reciprocal, domain: 0.5...2, call: reciprocal),
    Function(kernel: .exp, call: exp),
    Function(kernel: .expm1, call: expm1),
    Function(kernel: .log, domain: 0.5...2, call: log),
    Function(kernel: .log1p, domain: -0.5...2, call: log1p),
    Function(kernel: .sin, call: sin),
    Function(kernel: .cos, call: cos),
    Function(kernel: .tan, domain: -1...1, call: tan),
    Function(kernel: .asin, domain: -0.8...0.8, call: asin),
    Function(kernel: .acos, domain: -0.8...0.8, call: acos),
    Function(kernel: .atan, call: atan),
    Function(kernel: .sinh, call: sinh),
    Function(kernel: .cosh, call: cosh),
    Function(kernel: .tanh, call: tanh),
    Function(kernel: .sigmoid, call: sigmoid),
    Function(kernel: .relu, domain: 0.5...2, call: relu),
    Function(kernel: .softplus, call: softplus),
    Function(kernel: .erf, call: erf),
    Function(kernel: .floor, domain: 0.1...0.9, call: floor),
    Function(kernel: .ceil, domain: 0.1...0.9, call: ceil),
    Function(kernel: .round, domain: 0.1...0.4, call: round),
  ]

  @Test func integersStayIntegers() throws {
    let x = Tensor([-3, 0, 5] as [Int32])
    for (result, expected) in [(abs(x), [3, 0, 5]), (sign(x), [-1, 0, 1]), (square(x), [9, 0, 25])]
      as [(Tensor, [Int32])]
    {
      #expect(result.elementType == .int32)
      #expect(try result.scalars() == expected)
    }
    #expect(try abs(Tensor([200] as [UInt8])).scalars() as [UInt8] == [200])
  }

  @Test func everyFunctionIsThere() {
    #expect(Set(UnaryOperationTests.functions.map(\.kernel)) == Set(UnaryOperation.allCases))
  }

  @Test(arguments: UnaryOperationTests.functions)
  func callsItsKernel(_ function: Function) throws {
    let x = try random([3, 5], function.description, from: function.domain.lowerBound, to: function.domain.upperBound)
    let exact = try TestBackends.naive.unary(function.kernel, try x.doubles())
    for backend in TestBackends.all {
      let y = try inAllLives([x.cast(to: .float32)], on: backend) { [function.call($0[0])] }[0]
      #expect(y.type == TensorType([3, 5], .float32))
      let operands = try x.scalars(as: Float.self).map(Double.init)
      try requireClose(
        try y.scalars(as: Float.self), try TestBackends.naive.unary(function.kernel, operands),
        ulps: function.kernel.maximumULP)
    }
    #expect(try Backends.with(Backends.naive) { try function.call(x).doubles() } == exact)
  }

  @Test(arguments: UnaryOperationTests.functions)
  func hasItsDerivatives(_ function: Function) throws {
    let x = try random([7], function.description, from: function.domain.lowerBound, to: function.domain.upperBound)
    try checkGradients(at: [x]) { function.call($0[0]) }
    try checkGradients(at: [x]) { try gradient(of: square(function.call($0[0])).sum(), with: $0)[0] }
  }

  @Test func reluHasBothSlopes() throws {
    try checkGradients(at: [Tensor([-1.5, 0.5])]) { relu($0[0]) }
    try checkGradients(at: [Tensor([-1.5, 0.5])]) { abs($0[0]) }
  }

  @Test func takesIntegersAsFloats() throws {
    let y = sqrt(Tensor([1 as Int32, 4, 9]))
    #expect(y.elementType == .float32)
    #expect(try y.doubles() == [1, 2, 3])
    #expect(try (-Tensor([1 as Int32, -4])).scalars(as: Int32.self) == [-1, 4])
    #expect(try isFinite(Tensor([1 as Int32])).doubles() == [1])
  }

  @Test(arguments: TestBackends.all)
  func tellsWhatIsNoNumber(_ backend: TestBackend) throws {
    let x = Tensor([1, .nan, .infinity, -.infinity, .greatestFiniteMagnitude])
    let y = try inAllLives([x], on: backend) { [isNaN($0[0]), isFinite($0[0])] }
    #expect(try y[0].doubles() == [0, 1, 0, 0, 0])
    #expect(try y[1].doubles() == [1, 0, 0, 0, 1])
  }

  @Test func clampsAndStops() throws {
    let x = Tensor([-2, 0.5, 2])
    #expect(try x.clamped(min: -1, max: 1).doubles() == [-1, 0.5, 1])
    #expect(try x.clamped(min: 0).doubles() == [0, 0.5, 2])
    #expect(try x.clamped(max: 0).doubles() == [-2, 0, 0])
    #expect(try Tensor([1 as Int32, 7]).clamped(max: 5).scalars(as: Int32.self) == [1, 5])
    try checkGradients(at: [x]) { $0[0].clamped(min: -1, max: 1) }
    let trace = Trace(.eager)
    let gradients = try trace.run {
      let v = trace.constant(x)
      return try gradient(of: (v * v.stopGradient()).sum(), with: [v])[0].doubles()
    }
    #expect(gradients == [-2, 0.5, 2])
  }
}

extension Trace {
  /// `tensor` as a value of this trace.
  func constant(_ tensor: Tensor) -> Tensor {
    run { tensor.reshaped(to: Shape([1] + tensor.shape.dimensions)).squeezed(axis: 0) }
  }
}
