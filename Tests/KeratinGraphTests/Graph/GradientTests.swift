import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct GradientTests {
  @Test func usesOfOneValueAreAdded() throws {
    let trace = Trace(.eager)
    let gradients = try trace.run {
      let x = trace.constant(Tensor([2, 3]))
      let y = x * x + x * 5
      return try gradient(of: (y + x).sum(), with: [x, y]).map { try $0.doubles() }
    }
    #expect(gradients == [[10, 12], [1, 1]])
  }

  @Test func whatTheLossDoesNotDependOnHasGradientZero() throws {
    let trace = Trace(.eager)
    let gradients = try trace.run {
      let (x, y) = (trace.constant(Tensor([2, 3])), trace.constant(Tensor([[1], [2]])))
      return try gradient(of: (x * floor(x)).stopGradient().sum(), with: [x, y])
    }
    #expect(gradients.map(\.shape) == [[2], [2, 1]])
    #expect(try gradients.flatMap { try $0.doubles() } == [0, 0, 0, 0])
  }

  @Test func aStoppedTensorHasAGradientOfItsOwn() throws {
    let trace = Trace(.eager)
    let gradients = try trace.run {
      let x = trace.constant(Tensor([2, 3]))
      let y = x.stopGradient()
      return try gradient(of: (y * y + x).sum(), with: [x, y]).map { try $0.doubles() }
    }
    #expect(gradients == [[1, 1], [4, 6]])
  }

  @Test func aVariableCanBeUpdatedTwice() throws {
    let w = try Variable("w", Tensor([1, 2]))
    let trace = Trace(.eager)
    try trace.run {
      for _ in 0..<2 {
        let slope = try gradient(of: square(w.value).sum(), with: [w.value])[0]
        try w.assign(sgdStep(w.value, gradient: slope, learningRate: Tensor(0.25)).w)
      }
    }
    #expect(try trace.commit())
    #expect(try w.value.doubles() == [0.25, 0.5])
  }

  @Test func gradientsOfAClosureAreRefusedInATrace() throws {
    let w = try Variable("w", Tensor([1, 2]))
    Trace().run {
      let error = #expect(throws: KeratinError.self) { try gradient(with: [w]) { w.value.sum() } }
      #expect(error?.suggestion == "gradient(of: loss, with: variables.map(\\.value))")
    }
  }

  @Test func upstreamGradientsAreTakenOn() throws {
    let trace = Trace(.eager)
    let gradients = try trace.run {
      let x = trace.constant(Tensor([2, 3]))
      return try gradient(of: x * x, with: [x], upstream: Tensor([1, -1]))[0].doubles()
    }
    #expect(gradients == [4, -6])
  }

  @Test func theLossIsItsOwnGradient() throws {
    let trace = Trace(.eager)
    let gradients = try trace.run {
      let x = trace.constant(Tensor(3))
      return try gradient(of: x, with: [x])[0].doubles()
    }
    #expect(gradients == [1])
  }

  @Test func gradientsOfGradientsExist() throws {
    let trace = Trace(.eager)
    let fourth = try trace.run {
      let x = trace.constant(Tensor([2.0]))
      var y = pow(x, 4)
      for _ in 0..<4 { y = try gradient(of: y.sum(), with: [x])[0] }
      return try y.doubles()
    }
    #expect(fourth == [24])
  }

  @Test func variablesOfAClosure() throws {
    let (w, b) = (try Variable("w", Tensor([1, 2])), try Variable("b", Tensor(0.5)))
    let gradients = try gradient(with: [w, b]) { (square(w.value) * b.value).sum() }
    #expect(try gradients.map { try $0.doubles() } == [[1, 2], [5]])
    #expect(gradients.allSatisfy { $0.isConcrete })
  }

  @Test func aWideGraphDoesNotRecurse() throws {
    let trace = Trace(.eager)
    let gradients = try trace.run {
      let x = trace.constant(Tensor([1]))
      var y = x
      for _ in 0..<20_000 { y = y + x }
      return try gradient(of: y.sum(), with: [x])[0].doubles()
    }
    #expect(gradients == [20_001])
  }

  @Test func nodesOfTheGradientHaveTheirLayersPath() throws {
    let trace = Trace()
    try trace.run {
      let x = trace.input(TensorType([2]))
      let y = trace.scope("model") { trace.scope("dense") { exp(x) } }
      _ = try gradient(of: y.sum(), with: [x])
    }
    let product = trace.graph.nodes.last { $0.name == "multiply" }
    #expect(product?.layerPath == "model/dense")
  }

  @Test func saysWhatCannotBe() throws {
    #expect(throws: KeratinError.self) { try gradient(of: Tensor(1), with: []) }
    let trace = Trace(.eager)
    trace.run {
      let x = trace.constant(Tensor([1, 2]))
      var error = #expect(throws: KeratinError.self) { try gradient(of: x, with: [x]) }
      #expect(
        error?.description
          == "gradient: expected a loss of one floating element. Received: float32[2]. Try: its mean or sum.")
      error = #expect(throws: KeratinError.self) { try gradient(of: (x + Tensor([1, 2, 3])).sum(), with: [x]) }
      #expect(error?.operation == "add", "the loss's own error is thrown")
      error = #expect(throws: KeratinError.self) { try gradient(of: x.argmax(), with: [x]) }
      #expect(error?.kind == .gradient)
    }
  }
}
