import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import Testing

/// `checkLayer` finds what is wrong, in the part where it is.
@Suite struct CheckLayerTests {
  /// tanh(x·W + b), written with operations, right but for what a test makes wrong.
  class Imitation: Layer {
    let kernel = Variable("kernel", initializer: .glorotUniform)
    let bias = Variable("bias", initializer: .zeros)
    override class var className: String { "Dense" }

    override func build(_ input: Shape) throws {
      add(kernel, shape: [input[-1], 4])
      add(bias, shape: [4])
    }

    override func call(_ x: Tensor, _ context: CallContext) throws -> Tensor {
      tanh(x.matmul(kernel.value) + bias.value)
    }

    override var config: [String: ConfigValue] {
      super.config.merging(Dense(4, activation: .tanh, name: name, elementType: elementType).config) { $1 }
    }
  }

  private func fault(_ make: () -> Layer) throws -> LayerFault? {
    do {
      try checkLayer(try Fixture("layers")["dense_tanh"], make)
      return nil
    } catch let fault as LayerFault {
      return fault
    }
  }

  @Test func passesARightLayer() throws { #expect(try fault { Imitation() } == nil) }

  @Test func findsAnotherClass() throws {
    final class Renamed: Imitation { override class var className: String { "Thick" } }
    #expect(try fault { Renamed() }?.part == .configuration)
  }

  @Test func findsAnotherName() throws { #expect(try fault { Imitation(name: "thick") }?.part == .configuration) }

  @Test func findsAnotherArgument() throws {
    final class Silent: Imitation {
      override var config: [String: ConfigValue] { super.config.merging(["use_bias": false]) { $1 } }
    }
    let found = try #require(try fault { Silent() })
    #expect(found.part == .configuration && found.explanation.contains("use_bias"))
    final class Talkative: Imitation {
      override var config: [String: ConfigValue] { super.config.merging(["extra": nil]) { $1 } }
    }
    #expect(try fault { Talkative() }?.explanation.contains("extra") == true)
  }

  @Test func findsWeightsInAnotherOrder() throws {
    final class Turned: Imitation {
      override func build(_ input: Shape) throws {
        add(bias, shape: [4])
        add(kernel, shape: [input[-1], 4])
      }
    }
    #expect(try fault { Turned() }?.part == .weights)
  }

  @Test func findsAShapeThatChangesTheBatch() throws {
    final class Long: Imitation {
      override func call(_ x: Tensor, _ context: CallContext) throws -> Tensor {
        Tensor.concatenated([try super.call(x, context), try super.call(x, context)], axis: 1)
      }
    }
    #expect(try fault { Long() }?.part == .functionalShapes)
  }

  @Test func findsAResultThatIsAlmostRight() throws {
    final class Almost: Imitation {
      override func call(_ x: Tensor, _ context: CallContext) throws -> Tensor {
        try super.call(x, context) * (1 + 1e-11)
      }
    }
    #expect(try fault { Almost() }?.part == .results)
  }

  /// A result to which the gradient of one input finds no way: its numbers are read and become a constant.
  @Test func findsAGradientThatIsCutOff() throws {
    final class Detached: Imitation {
      override func call(_ x: Tensor, _ context: CallContext) throws -> Tensor {
        guard let trace = Trace.current, trace.mode == .eager else { return try super.call(x, context) }
        let w = kernel.value
        let fixed = try Tensor(w.scalars(as: Double.self), shape: w.shape)
        return tanh(x.matmul(fixed) + bias.value)
      }
    }
    #expect(try fault { Detached() }?.part == .weightGradients)
  }

  @Test func findsAPlanThatComputesSomethingElse() throws {
    final class Moody: Imitation {
      override func call(_ x: Tensor, _ context: CallContext) throws -> Tensor {
        let y = try super.call(x, context)
        return Trace.current?.mode == .planned ? y + 1e-13 : y
      }
    }
    #expect(try fault { Moody() }?.part == .plan)
  }

  @Test func findsAWrongGradient() throws {
    final class Wrong: Imitation {
      override func call(_ x: Tensor, _ context: CallContext) throws -> Tensor {
        apply(Crooked(gradientFactor: 1.001, otherBackends: .tanh), x.matmul(kernel.value) + bias.value)
      }
    }
    #expect(try fault { Wrong() }?.part == .inputGradients)
  }

  @Test func findsABackendThatComputesSomethingElse() throws {
    final class Split: Imitation {
      override func call(_ x: Tensor, _ context: CallContext) throws -> Tensor {
        apply(Crooked(gradientFactor: 1, otherBackends: .sigmoid), x.matmul(kernel.value) + bias.value)
      }
    }
    let found = try #require(try fault { Split() })
    #expect(found.part == .backends && found.explanation.contains("crooked"))
  }
}

/// tanh, with a gradient that is off by a factor, and another function on other backends than the reference.
private struct Crooked: Operation {
  let gradientFactor: Double
  let otherBackends: UnaryOperation

  var name: String { "crooked" }

  func types(_ inputs: [TensorType]) -> [TensorType] { [inputs[0]] }

  func gradient(_ call: GradientCall) -> [Tensor?] {
    [call.dy * (1 - call.results[0] * call.results[0]) * gradientFactor]
  }

  func kernel(_ types: NodeTypes) -> Kernel {
    let other = otherBackends
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(bound: .ulps(8)) { call in
        var y = call.result(as: T.self)
        call.backend.unary(call.backend.name == "naive" ? .tanh : other, call.input(0, as: T.self), into: &y)
      }
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }
}
