internal import KeratinKernels

/// y = x as another element type: to integers truncated and saturated, to bool whether not 0.
struct Cast: Operation {
  let elementType: ElementType

  var name: String { "cast" }

  func types(_ inputs: [TensorType]) -> [TensorType] { [TensorType(inputs[0].shape, elementType)] }

  func gradient(_ call: GradientCall) -> [Tensor?] { [call.dy.cast(to: call.inputs[0].elementType)] }

  func kernel(_ types: NodeTypes) -> Kernel {
    func make<S: Scalar, T: Scalar>(_: S.Type, _: T.Type) -> Kernel {
      Kernel(bound: .exact) { call in
        var y = call.result(as: T.self)
        call.backend.cast(call.input(0, as: S.self), into: &y)
      }
    }
    return make(types.inputs[0].elementType.scalar, elementType.scalar)
  }
}
