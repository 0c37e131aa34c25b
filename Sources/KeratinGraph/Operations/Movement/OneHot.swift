internal import KeratinKernels

/// y[..., j] = 1 where the int32 label is j, else 0: labels `[...]` to `[..., depth]`; zeros for a label outside.
struct OneHot: Operation {
  let depth: Int
  let elementType: ElementType

  var name: String { "oneHot" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    try requireIndices(inputs[0], "labels")
    guard depth >= 0 else {
      throw KeratinError(.argument, expected: "a depth of at least 0", received: "\(depth)")
    }
    return [TensorType(Shape(inputs[0].shape.dimensions + [depth]), elementType)]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] { [nil] }

  func kernel(_ types: NodeTypes) -> Kernel {
    let rows = Rows(types.results[0].shape)
    func make<T: ArithmeticScalar>(_: T.Type) -> Kernel {
      Kernel(bound: .exact) { call in
        var y = call.result(as: T.self)
        call.backend.oneHot(call.input(0), rows, into: &y)
      }
    }
    return make(elementType.arithmeticScalar)
  }
}
