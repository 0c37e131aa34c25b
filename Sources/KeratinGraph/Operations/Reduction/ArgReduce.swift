internal import KeratinKernels

/// The lowest index of the largest (smallest) element along one axis, as int32; the first NaN counts as both.
struct ArgReduce: Operation {
  let largest: Bool
  /// Counted from the front or the end.
  let axis: Int
  /// Whether the axis stays with extent 1.
  let keepsDimensions: Bool

  var name: String { largest ? "argmax" : "argmin" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    var shape = inputs[0].shape
    let axis = try axisIndex(axis, of: shape)
    guard shape[axis] > 0 else {
      throw KeratinError(
        .shape, expected: "elements along axis \(axis) to choose from", received: "shape \(shape)")
    }
    if keepsDimensions { shape[axis] = 1 } else { shape.dimensions.remove(at: axis) }
    return [TensorType(shape, .int32)]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] { [nil] }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    let x = types.inputs[0]
    let reduction = AxisReduction(x.shape, axis: try axisIndex(axis, of: x.shape))
    let largest = largest
    func make<T: ArithmeticScalar>(_: T.Type) -> Kernel {
      Kernel(bound: .selection(reduction), operationCount: x.count) { call in
        var y = call.result(as: Int32.self)
        call.backend.argReduce(largest: largest, call.input(0, as: T.self), reduction, into: &y)
      }
    }
    return make(x.elementType.arithmeticScalar)
  }
}
