internal import KeratinKernels

/// Zeros of `shape` with y where a slice would take it from: the adjoint of ``Slice``.
struct SliceAdjoint: Operation {
  let slices: [AxisSlice]
  let shape: Shape

  var name: String { "sliceAdjoint" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    let slice = try SliceLayout(slices, of: shape).resultShape
    guard inputs[0].shape == slice else {
      throw KeratinError(.shape, expected: "shape \(slice), that of the slice", received: "\(inputs[0].shape)")
    }
    return [TensorType(shape, inputs[0].elementType)]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] { [apply(Slice(slices: slices), call.dy)] }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    .spreading(try SliceLayout(slices, of: shape).copy, types.inputs[0].elementType)
  }
}

extension Kernel {
  /// A kernel that writes its input with strides among zeros, no element twice.
  static func spreading(_ descriptor: StridedCopy, _ type: ElementType) -> Kernel {
    func make<T: ArithmeticScalar>(_: T.Type) -> Kernel {
      Kernel(bound: .exact) { call in
        var x = call.result(as: T.self)
        call.backend.copyAdjoint(call.input(0, as: T.self), descriptor, into: &x)
      }
    }
    return make(type.arithmeticScalar)
  }
}
