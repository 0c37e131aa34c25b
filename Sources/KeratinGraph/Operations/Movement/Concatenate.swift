internal import KeratinKernels

/// The inputs one after another along one axis; their other axes agree.
struct Concatenate: Operation {
  /// Counted from the front or the end.
  let axis: Int

  var name: String { "concatenate" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    guard let first = inputs.first else {
      throw KeratinError(.argument, expected: "at least one tensor", received: "none")
    }
    let elementType = try commonElementType(inputs)
    let axis = try axisIndex(axis, of: first.shape)
    var result = first.shape
    result[axis] = 0
    for input in inputs {
      var fitting = result
      fitting[axis] = input.shape[axis]
      guard input.shape == fitting else {
        throw KeratinError(
          .shape, expected: "shapes that agree but for axis \(axis)",
          received: inputs.map { "\($0.shape)" }.joined(separator: " and "))
      }
      result[axis] += input.shape[axis]
    }
    return [TensorType(result, elementType)]
  }

  func gradient(_ call: GradientCall) throws -> [Tensor?] {
    let axis = try axisIndex(axis, of: call.results[0].shape)
    var start = 0
    return zip(call.inputs, call.isWanted).map { input, isWanted in
      defer { start += input.shape[axis] }
      return isWanted ? call.dy.sliced(start..<(start + input.shape[axis]), axis: axis) : nil
    }
  }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    let shape = types.results[0].shape
    let axis = try axisIndex(axis, of: shape)
    let outer = shape.dimensions[..<axis].reduce(1, *)
    let inner = shape.dimensions[(axis + 1)...].reduce(1, *)
    let concatenation = Concatenation(outer: outer, lengths: types.inputs.map { $0.shape[axis] * inner })
    func make<T: Scalar>(_: T.Type) -> Kernel {
      Kernel(bound: .exact) { call in
        var y = call.result(as: T.self)
        call.backend.concatenate(call.operands, concatenation, into: &y)
      }
    }
    return make(types.results[0].elementType.scalar)
  }
}
