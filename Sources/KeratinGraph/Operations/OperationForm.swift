package import KeratinKernels

/// An operation taken apart, for files: what it is, with its attributes.
package enum OperationForm: Sendable {
  case unary(UnaryOperation)
  case binary(BinaryOperation)
  case compare(CompareOperation)
  case select
  case cast(ElementType)
  case softmax
  case logSoftmax
  case reduce(ReduceOperation, axes: [Int]?, keepsDimensions: Bool)
  case argReduce(largest: Bool, axis: Int, keepsDimensions: Bool)
  case cumulative(isProduct: Bool, axis: Int)
  case matmul(transposeA: Bool, transposeB: Bool)
  case broadcast(Shape)
  case concatenate(axis: Int)
  case copy
  case expandDimensions(axis: Int)
  case gather
  case oneHot(depth: Int, ElementType)
  case pad(widths: [(before: Int, after: Int)], value: Double)
  case repeated(count: Int, axis: Int)
  case reshape(Shape)
  case reverse(axes: [Int]?)
  case slice([AxisSlice])
  case squeeze(axes: [Int]?)
  case stopGradient
  case tile([Int])
  case transpose(axes: [Int])
  case cholesky
  case solve

  /// `nil` for an operation that only calls of layers need, or steps of training.
  package init?(_ operation: any Operation) {
    switch operation {
    case let it as Unary: self = .unary(it.operation)
    case let it as Binary: self = .binary(it.operation)
    case let it as Compare: self = .compare(it.operation)
    case is Select: self = .select
    case let it as Cast: self = .cast(it.elementType)
    case is Softmax: self = .softmax
    case is LogSoftmax: self = .logSoftmax
    case let it as Reduce: self = .reduce(it.operation, axes: it.axes, keepsDimensions: it.keepsDimensions)
    case let it as ArgReduce: self = .argReduce(largest: it.largest, axis: it.axis, keepsDimensions: it.keepsDimensions)
    case let it as Cumulative: self = .cumulative(isProduct: it.isProduct, axis: it.axis)
    case let it as MatMul: self = .matmul(transposeA: it.transposeA, transposeB: it.transposeB)
    case let it as BroadcastTo: self = .broadcast(it.shape)
    case let it as Concatenate: self = .concatenate(axis: it.axis)
    case is Copy: self = .copy
    case let it as ExpandDimensions: self = .expandDimensions(axis: it.axis)
    case is Gather: self = .gather
    case let it as OneHot: self = .oneHot(depth: it.depth, it.elementType)
    case let it as Pad: self = .pad(widths: it.widths.map { ($0.before, $0.after) }, value: it.value)
    case let it as Repeat: self = .repeated(count: it.count, axis: it.axis)
    case let it as Reshape: self = .reshape(it.shape)
    case let it as Reverse: self = .reverse(axes: it.axes)
    case let it as Slice: self = .slice(it.slices)
    case let it as Squeeze: self = .squeeze(axes: it.axes)
    case is StopGradient: self = .stopGradient
    case let it as Tile: self = .tile(it.counts)
    case let it as Transpose: self = .transpose(axes: it.axes)
    case is Cholesky: self = .cholesky
    case is Solve: self = .solve
    default: return nil
    }
  }
}
