import Keratin

private let x = Tensor([1, 2])

extension NameRegistry {
  static func addArrangingOperations(to names: inout NameRegistry) {
    names.use("ops.all", "all(axes:)") { x.all() }
    names.use("ops.any", "any(axes:)") { x.any() }
    names.use("ops.max", "max(axes:)") { x.max() }
    names.use("ops.min", "min(axes:)") { x.min() }
    names.use("ops.mean", "mean(axes:)") { x.mean() }
    names.use("ops.prod", "product(axes:)") { x.product() }
    names.use("ops.sum", "sum(axes:)") { x.sum() }
    names.use("ops.std", "standardDeviation(axes:)") { x.standardDeviation() }
    names.use("ops.var", "variance(axes:)") { x.variance() }
    names.use("ops.argmax", "argmax(axis:)") { x.argmax() }
    names.use("ops.einsum", "einsum(_:_:)") { einsum("ij,jk->ik", x, x) }
    names.use("ops.argmin", "argmin(axis:)") { x.argmin() }
    names.use("ops.cumsum", "cumulativeSum(axis:)") { x.cumulativeSum(axis: 0) }
    names.use("ops.cumprod", "cumulativeProduct(axis:)") { x.cumulativeProduct(axis: 0) }
    names.use("ops.logsumexp", "logSumExp(axes:)") { x.logSumExp() }
    names.use("ops.matmul", "matmul(_:)") { x.matmul(x) }
    names.use("ops.dot", "dot(_:)") { x.dot(x) }
    names.use("ops.outer", "outer(_:)") { x.outer(x) }
    names.use("ops.arange", "Tensor.arange(_:)") { Tensor.arange(3) }
    names.use("ops.linspace", "Tensor.linspace(from:to:count:)") { Tensor.linspace(from: 0, to: 1, count: 2) }
    names.use("ops.eye", "Tensor.eye(_:)") { Tensor.eye(2) }
    names.use("ops.full", "Tensor.full(_:_:)") { Tensor.full([1], 1) }
    names.use("ops.ones", "Tensor.ones(_:)") { Tensor.ones([1]) }
    names.use("ops.ones_like", "Tensor.ones(like:)") { Tensor.ones(like: x) }
    names.use("ops.zeros", "Tensor.zeros(_:)") { Tensor.zeros([1]) }
    names.use("ops.zeros_like", "Tensor.zeros(like:)") { Tensor.zeros(like: x) }
    names.use("ops.one_hot", "Tensor.oneHot(_:depth:)") { Tensor.oneHot(x, depth: 1) }
    names.use("ops.concatenate", "Tensor.concatenated(_:axis:)") { Tensor.concatenated([x, x], axis: 0) }
    names.use("ops.stack", "Tensor.stacked(_:axis:)") { Tensor.stacked([x, x], axis: 0) }
    names.use("ops.convert_to_tensor", "Tensor(_:)") { Tensor([1, 2]) }
    names.use("ops.array", "Tensor(_:)") { Tensor([1, 2]) }
    names.use("ops.convert_to_numpy", "scalars()") { try x.scalars(as: Float.self) }
    names.use("ops.broadcast_to", "broadcast(to:)") { x.broadcast(to: [1]) }
    names.use("ops.expand_dims", "expandingDimension(at:)") { x.expandingDimension(at: 0) }
    names.use("ops.ravel", "flattened()") { x.flattened() }
    names.use("ops.flip", "reversed(axes:)") { x.reversed() }
    names.use("ops.pad", "padded(_:value:)") { x.padded([(1, 1)]) }
    names.use("ops.split", "split(into:axis:)") { x.split(into: 2) }
    names.use("ops.repeat", "repeated(_:axis:)") { x.repeated(2, axis: 0) }
    names.use("ops.reshape", "reshaped(to:)") { x.reshaped(to: [1]) }
    names.use("ops.squeeze", "squeezed(axes:)") { x.squeezed() }
    names.use("ops.tile", "tiled(_:)") { x.tiled([1]) }
    names.use("ops.transpose", "transposed(axes:)") { x.transposed() }
    names.use("ops.take", "gathering(_:axis:)") { x.gathering(x, axis: 0) }
    names.use("ops.get_item", "x[...]") { x[0] }
    names.use("ops.slice", "sliced(_:axis:)") { x.sliced(0..<1, axis: 0) }
    names.use("ops.shape", "shape") { x.shape }
    names.use("ops.ndim", "rank") { x.rank }
    names.use("ops.size", "count") { x.count }
    names.use("ops.dtype", "elementType") { x.elementType }
  }
}
