internal import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

extension KerasOperation {
  static let reductions: [KerasOperation] =
    [
      reduction("Sum") { $0.sum(axes: $1, keepDims: $2) }, reduction("Mean") { $0.mean(axes: $1, keepDims: $2) },
      reduction("Prod") { $0.product(axes: $1, keepDims: $2) }, reduction("Max") { $0.max(axes: $1, keepDims: $2) },
      reduction("Min") { $0.min(axes: $1, keepDims: $2) }, reduction("Amax") { $0.max(axes: $1, keepDims: $2) },
      reduction("Amin") { $0.min(axes: $1, keepDims: $2) }, reduction("All") { $0.all(axes: $1, keepDims: $2) },
      reduction("Any") { $0.any(axes: $1, keepDims: $2) }, reduction("Var") { $0.variance(axes: $1, keepDims: $2) },
      reduction("Std") { $0.standardDeviation(axes: $1, keepDims: $2) },
      reduction("Logsumexp", module: "math") { $0.logSumExp(axes: $1, keepDims: $2) },
      reduction("Ptp") { $0.max(axes: $1, keepDims: $2) - $0.min(axes: $1, keepDims: $2) },
      reduction("CountNonzero") { ($0 .!= 0).cast(to: .int32).sum(axes: $1, keepDims: $2) },
      KerasOperation("numpy", "Argmax") { arguments in
        let x = try arguments.tensor("x")
        return [x.argmax(axis: try arguments.optionalInt("axis"), keepDims: try arguments.bool("keepdims"))]
      },
      KerasOperation("numpy", "Argmin") { arguments in
        let x = try arguments.tensor("x")
        return [x.argmin(axis: try arguments.optionalInt("axis"), keepDims: try arguments.bool("keepdims"))]
      },
      KerasOperation("numpy", "Cumsum") { [try cumulative($0) { $0.cumulativeSum(axis: $1) }] },
      KerasOperation("numpy", "Cumprod") { [try cumulative($0) { $0.cumulativeProduct(axis: $1) }] },
      KerasOperation("linalg", "Norm") { arguments in
        let x = try arguments.tensor("x")
        let axes = try arguments.axes()
        switch arguments.optionalRaw("ord") {
        case nil, .value(.string("euclidean")), .value(.string("fro")): break
        case .value(.int(2)) where axes.map({ $0.count == 1 }) ?? (x.rank == 1): break
        default:
          throw KeratinError(.argument, expected: "the Euclidean norm", received: "another order")
        }
        return [x.norm(axes: axes, keepDims: try arguments.bool("keepdims"))]
      },
      KerasOperation("nn", "Moments") { arguments in
        let (x, axes, keeps) = (try arguments.tensor("x"), try arguments.axes("axes"), try arguments.bool("keepdims"))
        return [x.mean(axes: axes, keepDims: keeps), x.variance(axes: axes, keepDims: keeps)]
      },
    ]

  private static func reduction(
    _ className: String, module: String = "numpy", _ function: @escaping @Sendable (Tensor, [Int]?, Bool) -> Tensor
  ) -> KerasOperation {
    KerasOperation(module, className) { arguments in
      let (x, axes) = (try arguments.tensor("x"), try arguments.axes())
      return [function(x, axes, try arguments.bool("keepdims"))]
    }
  }

  /// Without an axis all elements in a row.
  private static func cumulative(_ arguments: KerasArguments, _ function: (Tensor, Int) -> Tensor) throws -> Tensor {
    let x = try arguments.tensor("x")
    let typed = try arguments.elementType().map { x.cast(to: $0) } ?? x
    return try arguments.optionalInt("axis").map { function(typed, $0) } ?? function(typed.flattened(), 0)
  }
}
