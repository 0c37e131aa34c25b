internal import KeratinKernels

/// y = x, in memory of its own.
struct Copy: Operation {
  var name: String { "copy" }

  func types(_ inputs: [TensorType]) -> [TensorType] { [inputs[0]] }

  func gradient(_ call: GradientCall) -> [Tensor?] { [call.dy] }

  func kernel(_ types: NodeTypes) -> Kernel {
    let count = types.inputs[0].count
    return .moving(StridedCopy(extents: [count], strides: [1], sourceCount: count), types.inputs[0].elementType)
  }
}

extension Kernel {
  /// A kernel that reads its input with strides.
  static func moving(_ descriptor: StridedCopy, _ type: ElementType) -> Kernel {
    func make<T: Scalar>(_: T.Type) -> Kernel {
      Kernel(bound: .exact) { call in
        var y = call.result(as: T.self)
        call.backend.copy(call.input(0, as: T.self), descriptor, into: &y)
      }
    }
    return make(type.scalar)
  }
}
