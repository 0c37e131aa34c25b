internal import KeratinKernels

/// The sum, mean, product, maximum or minimum over some axes.
struct Reduce: Operation {
  let operation: ReduceOperation
  /// Counted from the front or the end; all axes for `nil`.
  let axes: [Int]?
  /// Whether reduced axes stay with extent 1.
  let keepsDimensions: Bool

  var name: String { operation.rawValue }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    if operation == .mean { try requireFloating(inputs[0]) }
    let shape = inputs[0].shape
    let reduced = try axisIndices(axes, of: shape)
    let kept = shape.dimensions.indices.compactMap { axis in
      reduced.contains(axis) ? (keepsDimensions ? 1 : nil) : shape[axis]
    }
    return [TensorType(Shape(kept), inputs[0].elementType)]
  }

  func gradient(_ call: GradientCall) throws -> [Tensor?] {
    let x = call.inputs[0]
    let reduced = try axisIndices(axes, of: x.shape)
    var column = x.shape
    for axis in reduced { column[axis] = 1 }
    let (dy, y) = (call.dy.reshaped(to: column), call.results[0].reshaped(to: column))
    let count = reduced.reduce(1) { $0 * x.shape[$1] }
    switch operation {
    case .sum: return [dy.broadcast(to: x.shape)]
    case .mean: return [(dy / Double(max(count, 1))).broadcast(to: x.shape)]
    case .maximum, .minimum:
      // Elements that share the extreme share its gradient, as in JAX.
      let chosen = (x .== y).cast(to: x.elementType)
      return [chosen / chosen.sum(axes: reduced, keepDims: true) * dy]
    case .product: return [dy * productOfOthers(x, reduced)]
    }
  }

  /// For each element the product of the others along the reduced axes, right also where there are zeros.
  private func productOfOthers(_ x: Tensor, _ reduced: [Int]) -> Tensor {
    let zero = Tensor(0, elementType: x.elementType)
    let isZero = x .== zero
    let zeros = isZero.cast(to: x.elementType)
    let others = zeros.sum(axes: reduced, keepDims: true) - zeros
    let safe = which(isZero, Tensor(1, elementType: x.elementType), x)
    let product = safe.product(axes: reduced, keepDims: true) / safe
    return which(others .== zero, product, zero)
  }

  func kernel(_ types: NodeTypes) -> Kernel {
    let shape = types.inputs[0].shape
    let axes = (try? axisIndices(axes, of: shape)) ?? []
    let (descriptor, operation) = (Reduction(shape, axes: axes), operation)
    func make<T: ArithmeticScalar>(_: T.Type) -> Kernel {
      Kernel(bound: bound(descriptor, types.inputs[0].elementType), operationCount: shape.count) { call in
        var y = call.result(as: T.self)
        call.backend.reduce(operation, call.input(0, as: T.self), descriptor, into: &y)
      }
    }
    return make(types.inputs[0].elementType.arithmeticScalar)
  }

  private func bound(_ descriptor: Reduction, _ elementType: ElementType) -> ErrorBound {
    if !elementType.isFloating { return .exact }
    return switch operation {
    case .sum, .mean: .sum(terms: descriptor.reducedCount + 1)
    case .product: .ulps(2 * Double(descriptor.reducedCount))
    case .maximum, .minimum: .exact
    }
  }
}
