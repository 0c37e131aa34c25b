internal import KeratinKernels

/// For each element the sum (product) of those up to it along one axis.
struct Cumulative: Operation {
  let isProduct: Bool
  /// Counted from the front or the end.
  let axis: Int

  var name: String { isProduct ? "cumulativeProduct" : "cumulativeSum" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    _ = try axisIndex(axis, of: inputs[0].shape)
    return [inputs[0]]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] {
    let (x, y, dy) = (call.inputs[0], call.results[0], call.dy)
    func sumOfLater(_ x: Tensor) -> Tensor {
      x.reversed(axes: [axis]).cumulativeSum(axis: axis).reversed(axes: [axis])
    }
    guard isProduct else { return [sumOfLater(dy)] }
    // Before the first zero, Σ dy·y / x. At it, Σ dy·y' with y' the products in which it is left out. Behind it
    // every product has the zero as a factor, so the derivative is 0.
    let (zero, one) = (Tensor(0, elementType: x.elementType), Tensor(1, elementType: x.elementType))
    let isZero = x .== zero
    let zeros = isZero.cast(to: x.elementType).cumulativeSum(axis: axis)
    let isFirst = isZero .& (zeros .== one)
    let others = which(isFirst, one, x).cumulativeProduct(axis: axis)
    let before = sumOfLater(dy * y) / which(isZero, one, x)
    return [which(isFirst, sumOfLater(dy * others), which(zeros .== zero, before, zero))]
  }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    let x = types.inputs[0]
    let walk = AxisReduction(x.shape, axis: try axisIndex(axis, of: x.shape))
    let isProduct = isProduct
    let bound: ErrorBound =
      !x.elementType.isFloating
      ? .exact : isProduct ? .ulps(2 * Double(walk.count)) : .sum(terms: walk.count + 1)
    func make<T: ArithmeticScalar>(_: T.Type) -> Kernel {
      Kernel(bound: bound, operationCount: x.count) { call in
        var y = call.result(as: T.self)
        call.backend.cumulative(product: isProduct, call.input(0, as: T.self), walk, into: &y)
      }
    }
    return make(x.elementType.arithmeticScalar)
  }
}
