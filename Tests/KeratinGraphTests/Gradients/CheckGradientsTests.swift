import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct CheckGradientsTests {
  /// y = x², its gradient off by a factor.
  struct WrongSquare: KeratinGraph.Operation {
    let factor: Double
    var name: String { "wrongSquare" }
    func types(_ inputs: [TensorType]) -> [TensorType] { inputs }
    func gradient(_ call: GradientCall) -> [Tensor?] { [call.dy * call.inputs[0] * (2 * factor)] }
    func kernel(_ types: NodeTypes) -> Kernel {
      let broadcast = Broadcast(count: types.inputs[0].count, operands: 2)
      func make<T: ArithmeticScalar>(_: T.Type) -> Kernel {
        Kernel(bound: .ulps(1)) { call in
          var y = call.result(as: T.self)
          call.backend.binary(.multiply, call.input(0, as: T.self), call.input(0), broadcast, into: &y)
        }
      }
      return make(types.inputs[0].elementType.arithmeticScalar)
    }
  }

  @Test func aRightGradientPasses() throws {
    let x = try random([3, 2], "right")
    try checkGradients(at: [x]) { apply(WrongSquare(factor: 1), $0[0]) }
    try checkGradients(at: []) { _ in Tensor([1, 2]) }
    try checkGradients(at: [Tensor.zeros([0, 3])]) { $0[0] * 2 }
    try checkGradients(at: [x, Tensor([1 as Int32, 0])]) { exp($0[0]).gathering($0[1]) }
  }

  @Test(arguments: [0.999, 1.001, 0, -1, 1 + 1e-6])
  func aWrongGradientIsCaught(_ factor: Double) throws {
    let inputs = [try random([2], "other"), try random([3, 2], "wrong", from: 0.5, to: 1)]
    let error = #expect(throws: KeratinError.self) {
      try checkGradients(at: inputs) { exp($0[0]).sum() + apply(WrongSquare(factor: factor), $0[1]) }
    }
    #expect(error?.kind == .gradient)
    #expect(error?.operation == "checkGradients")
    #expect(error?.expected.contains("element [0, 0] of input 1") == true)
  }

  @Test func aMissingOrInfiniteGradientIsCaught() throws {
    #expect(throws: KeratinError.self) { try checkGradients(at: [Tensor([0.5])]) { square($0[0].stopGradient()) } }
    #expect(throws: KeratinError.self) { try checkGradients(at: [Tensor([0])]) { sqrt(abs($0[0])) } }
    #expect(throws: KeratinError.self) { try checkGradients(at: [Tensor([-1])]) { log($0[0]) } }
  }

  @Test func variablesAreReadInDouble() throws {
    let w = try Variable("w", Tensor([0.3, -0.7]))
    let b = try Variable("b", Tensor([0.1]))
    let x = try random([3, 2], "x", .float32)
    try checkGradients(at: [x], variables: [w, b]) { inputs in
      #expect(w.value.elementType == .float64)
      return tanh(inputs[0].matmul(w.value) + b.value)
    }
    #expect(try w.value.scalars(as: Float.self) == [0.3, -0.7], "nothing was assigned")
    let error = #expect(throws: KeratinError.self) {
      try checkGradients(variables: [b, w]) { _ in apply(WrongSquare(factor: 1.01), w.value) + b.value }
    }
    #expect(error?.expected.contains("element [0] of variable 'w'") == true)
  }

  @Test func variablesMayBeAssignedMeanwhile() throws {
    let (w, average) = (try Variable("w", Tensor([2])), try Variable("average", Tensor([1])))
    try checkGradients(variables: [w]) { _ in
      try average.assign(average.value * 0.9 + w.value * 0.1)
      return w.value * average.value
    }
    #expect(try average.value.doubles() == [1])
  }

  @Test func whatTheFunctionThrowsIsThrown() {
    let error = #expect(throws: KeratinError.self) {
      try checkGradients(at: [Tensor([1, 2])]) { $0[0] + Tensor([1, 2, 3]) }
    }
    #expect(error?.operation == "add")
  }
}
