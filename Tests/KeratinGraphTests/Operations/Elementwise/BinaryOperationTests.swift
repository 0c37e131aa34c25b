import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

/// Functions of two elements as users call them.
@Suite struct BinaryOperationTests {
  struct Function: Sendable, CustomStringConvertible {
    let kernel: BinaryOperation
    let call: @Sendable (Tensor, Tensor) -> Tensor
    var description: String { kernel.rawValue }
  }

  static let functions: [Function] = [
    Function(kernel: .add, call: +), Function(kernel: .subtract, call: -), Function(kernel: .multiply, call: *),
    Function(kernel: .divide, call: /), Function(kernel: .maximum, call: maximum),
    Function(kernel: .minimum, call: minimum), Function(kernel: .power, call: pow),
    Function(kernel: .atan2, call: atan2),
    Function(kernel: .floorMod, call: floorMod),
  ]

  static let shapes: [(Shape, Shape, Shape)] = [
    ([3, 4], [3, 4], [3, 4]), ([3, 4], [4], [3, 4]), ([3, 4], [], [3, 4]), ([3, 1], [1, 4], [3, 4]),
    ([2, 1, 3], [5, 1], [2, 5, 3]), ([1], [0], [0]), ([0, 3], [3], [0, 3]), ([], [], []),
  ]

  @Test(arguments: BinaryOperationTests.functions)
  func broadcastsAndCallsItsKernel(_ function: Function) throws {
    for (shapeA, shapeB, shape) in BinaryOperationTests.shapes {
      let a = try random(shapeA, "a \(function)", from: 0.5, to: 2, .float32)
      let b = try random(shapeB, "b \(function)", from: 0.5, to: 2, .float32)
      let (numbersA, numbersB) = (try a.doubles(), try b.doubles())
      // Operands written out, element by element.
      func read(_ numbers: [Double], _ own: Shape, _ index: [Int]) -> Double {
        let aligned = index.suffix(own.rank)
        return numbers[
          zip(zip(aligned, own.dimensions), own.strides).reduce(0) { $0 + ($1.0.1 == 1 ? 0 : $1.0.0 * $1.1) }]
      }
      let exact = try TestBackends.naive.binary(
        function.kernel, elements(of: shape) { read(numbersA, shapeA, $0) },
        elements(of: shape) { read(numbersB, shapeB, $0) },
        Broadcast(count: shape.count, operands: 2))
      for backend in TestBackends.all {
        let y = try inAllLives([a, b], on: backend) { [function.call($0[0], $0[1])] }[0]
        #expect(y.type == TensorType(shape, .float32))
        try requireClose(try y.scalars(as: Float.self), exact, ulps: function.kernel.maximumULP)
      }
    }
  }

  @Test(arguments: BinaryOperationTests.functions)
  func hasItsDerivatives(_ function: Function) throws {
    for (shapeA, shapeB, _) in BinaryOperationTests.shapes {
      let a = try random(shapeA, "a \(function)", from: 0.6, to: 2)
      let b = try random(shapeB, "b \(function)", from: 0.6, to: 2)
      try checkGradients(at: [a, b]) { function.call($0[0], $0[1]) }
      try checkGradients(at: [a, b]) { x in
        let gradients = try gradient(of: square(function.call(x[0], x[1])).sum(), with: x)
        return gradients[0] * gradients[1].sum()
      }
    }
  }

  @Test func powersHaveDerivativesAtTheirCorners() throws {
    let x = Tensor([0, 0, -2, -2, 3] as [Double])
    let trace = Trace(.eager)
    let gradients = try trace.run {
      let (x, y) = (trace.constant(x), trace.constant(Tensor([0, 2, 3, 2, 0] as [Double])))
      return try gradient(of: pow(x, y).sum(), with: [x, y]).map { try $0.doubles() }
    }
    #expect(gradients[0] == [0, 0, 12, -4, 0])
    #expect(gradients[1][..<4] == [0, 0, 0, 0])
    try requireClose([gradients[1][4]], [1.0986122886681098], ulps: 4)
  }

  @Test func tiesShareTheGradient() throws {
    let trace = Trace(.eager)
    let gradients = try trace.run {
      let (a, b) = (trace.constant(Tensor([1, 2, 3])), trace.constant(Tensor([1, 3, 2])))
      return try gradient(of: maximum(a, b).sum(), with: [a, b]).map { try $0.doubles() }
    }
    #expect(gradients == [[0.5, 0, 1], [0.5, 1, 0]])
  }

  @Test(arguments: TestBackends.all)
  func integersWrapAroundAndNeverTrap(_ backend: TestBackend) throws {
    let x = Tensor([Int32.max, Int32.min, 7, -7] as [Int32])
    let y = try inAllLives([x, Tensor([2 as Int32, 2, 0, 2])], on: backend) { x in
      [x[0] + x[1], x[0] - x[1], x[0] * x[1], maximum(x[0], x[1]), minimum(x[0], x[1]), -x[0], x[0] * 3 - 1]
    }
    #expect(try y[0].scalars(as: Int32.self) == [.min + 1, .min + 2, 7, -5])
    #expect(try y[1].scalars(as: Int32.self) == [.max - 2, .max - 1, 7, -9])
    #expect(try y[2].scalars(as: Int32.self) == [-2, 0, 0, -14])
    #expect(try y[3].scalars(as: Int32.self) == [.max, 2, 7, 2])
    #expect(try y[4].scalars(as: Int32.self) == [2, .min, 0, -7])
    #expect(try y[5].scalars(as: Int32.self) == [-.max, .min, -7, 7])
    let bytes = Tensor([250 as UInt8, 3]) + Tensor([10 as UInt8, 4])
    #expect(try bytes.scalars(as: UInt8.self) == [4, 7])
    #expect(bytes.elementType == .uint8)
  }

  @Test func typesAreBroughtToOne() throws {
    let (integers, floats) = (Tensor([1 as Int32, 2]), Tensor([0.5, 1]))
    #expect((integers + floats).elementType == .float32)
    #expect((integers + 1).elementType == .int32)
    #expect((integers + 0.5).elementType == .float32)
    #expect((integers / integers).elementType == .float32)
    #expect((floats + Tensor([1, 2] as [Double])).elementType == .float64)
    #expect((Tensor([true, false]) + integers).elementType == .int32)
    #expect(try (integers / 2).doubles() == [0.5, 1])
    #expect(try (2 - integers).doubles() == [1, 0])
    #expect(try pow(integers, 2.0).doubles() == [1, 4])
    #expect(atan2(integers, integers).elementType == .float32)
  }

  @Test func saysWhatDoesNotFit() throws {
    let (a, b) = (try counting([2, 3]), try counting([2, 4]))
    #expect(
      (a + b).message
        == "add: expected shapes that broadcast: aligned at the last axis, extents equal or 1. "
        + "Received: [2, 3] and [2, 4]. Try: reshaped(to:), expandingDimension(at:) or transposed() on one of them.")
    #expect(((a + b) * 2 - a).message == (a + b).message, "the first error is passed on")
    #expect(throws: KeratinError.self) { try (a + b).doubles() }
    #expect((a + b).rank == 2)
    var c = a
    c += b
    #expect(c.message == (a + b).message)
  }

  @Test(arguments: TestBackends.all)
  func comparesAndChooses(_ backend: TestBackend) throws {
    let (a, b) = (Tensor([1, 2, 3, .nan]), Tensor([2, 2, 2, 2]))
    let y = try inAllLives([a, b], on: backend) { x in
      let (a, b) = (x[0], x[1])
      return [
        a .== b, a .!= b, a .< b, a .<= b, a .> b, a .>= b, which(a .< b, a, b), (a .< 3) .& (a .> 1),
        (a .< 2) .| (a .> 2), .!(a .> 1), which(a, b, -1 * b), (a .> 1).cast(to: .int32),
      ]
    }
    #expect(y[0].elementType == .bool)
    let expected: [[Double]] = [
      [0, 1, 0, 0], [1, 0, 1, 1], [1, 0, 0, 0], [1, 1, 0, 0], [0, 0, 1, 0], [0, 1, 1, 0], [1, 2, 2, 2], [0, 1, 0, 0],
      [1, 0, 1, 0], [1, 0, 0, 1], [2, 2, 2, 2], [0, 1, 1, 0],
    ]
    for (y, expected) in zip(y, expected) { #expect(try y.doubles() == expected) }
    try checkGradients(at: [Tensor([1, 3, -2]), Tensor([2, 2, 2])]) { which($0[0] .< $0[1], $0[0] * 3, square($0[1])) }
  }

  @Test(arguments: TestBackends.all)
  func castsSaturateAndTruncate(_ backend: TestBackend) throws {
    let x = Tensor([-1.5, 0, 2.9, 300, 1e20, -1e20, .nan])
    let y = try inAllLives([x], on: backend) {
      [$0[0].cast(to: .int32), $0[0].cast(to: .uint8), $0[0].cast(to: .bool)]
    }
    #expect(try y[0].scalars(as: Int32.self) == [-1, 0, 2, 300, .max, .min, 0])
    #expect(try y[1].scalars(as: UInt8.self) == [0, 0, 2, 255, 255, 0, 0])
    #expect(try y[2].scalars(as: UInt8.self) == [1, 0, 1, 1, 1, 1, 1])
    try checkGradients(at: [Tensor([0.5, 2] as [Double])]) { square($0[0].cast(to: .float64)) }
  }

  @Test func keepsAnUnknownBatchUnknown() {
    let x = functional([nil, 3])
    #expect((x + Tensor([1, 2, 3])).shape == [nil, 3])
    #expect((x .> 0).type == TensorType([nil, 3], .bool))
    #expect((x * functional([nil, 1])).shape == [nil, 3])
    #expect((x + functional([nil, 4])).message.hasPrefix("add: expected shapes that broadcast"))
  }
}
