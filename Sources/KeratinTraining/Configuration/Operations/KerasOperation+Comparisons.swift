internal import KeratinGraph
internal import KeratinKernels

extension KerasOperation {
  static let comparisons: [KerasOperation] = [
    binary("Equal") { $0 .== $1 }, binary("NotEqual") { $0 .!= $1 }, binary("Less") { $0 .< $1 },
    binary("LessEqual") { $0 .<= $1 }, binary("Greater") { $0 .> $1 }, binary("GreaterEqual") { $0 .>= $1 },
    binary("LogicalAnd") { $0.cast(to: .bool) .& $1.cast(to: .bool) },
    binary("LogicalOr") { $0.cast(to: .bool) .| $1.cast(to: .bool) },
    binary("LogicalXor") { $0.cast(to: .bool) .!= $1.cast(to: .bool) },
    unary("numpy", "LogicalNot") { .!$0.cast(to: .bool) }, unary("numpy", "Isnan") { isNaN($0) },
    unary("numpy", "Isfinite") { isFinite($0) },
    unary("numpy", "Isinf") { .!isFinite($0) .& .!isNaN($0) },
    KerasOperation("numpy", "Where", ["condition", "x1", "x2"]) { arguments in
      let condition = try arguments.tensor("condition").cast(to: .bool)
      let values = try arguments.operands("x1", "x2")
      return [which(condition, values[0], values[1])]
    },
  ]
}
