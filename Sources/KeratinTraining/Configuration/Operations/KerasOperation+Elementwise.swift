internal import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

extension KerasOperation {
  static let elementwise: [KerasOperation] =
    [
      unary("numpy", "Negative") { -$0 }, unary("numpy", "Absolute") { abs($0) }, unary("numpy", "Abs") { abs($0) },
      unary("numpy", "Fabs") { abs($0) }, unary("numpy", "Sign") { sign($0) }, unary("numpy", "Square") { square($0) },
      unary("numpy", "Sqrt") { sqrt($0) }, unary("math", "Rsqrt") { rsqrt($0) },
      unary("numpy", "Reciprocal") { reciprocal($0) }, unary("numpy", "Exp") { exp($0) },
      unary("numpy", "Exp2") { exp($0 * 0.693_147_180_559_945_3) }, unary("numpy", "Expm1") { expm1($0) },
      unary("numpy", "Log") { log($0) }, unary("numpy", "Log1p") { log1p($0) },
      unary("numpy", "Log2") { log($0) / 0.693_147_180_559_945_3 },
      unary("numpy", "Log10") { log($0) / 2.302_585_092_994_046 }, unary("numpy", "Sin") { sin($0) },
      unary("numpy", "Cos") { cos($0) }, unary("numpy", "Tan") { tan($0) }, unary("numpy", "Arcsin") { asin($0) },
      unary("numpy", "Arccos") { acos($0) }, unary("numpy", "Arctan") { atan($0) }, unary("numpy", "Sinh") { sinh($0) },
      unary("numpy", "Cosh") { cosh($0) }, unary("numpy", "Tanh") { tanh($0) }, unary("math", "Erf") { erf($0) },
      unary("math", "Erfc") { 1 - erf($0) }, unary("numpy", "Floor") { floor($0) }, unary("numpy", "Ceil") { ceil($0) },
      unary("numpy", "Trunc") { sign($0) * floor(abs($0)) }, unary("numpy", "Copy") { $0 },
      unary("core", "StopGradient", "variable") { $0.stopGradient() },
      unary("numpy", "Deg2rad") { $0 * (Double.pi / 180) }, unary("numpy", "Rad2deg") { $0 * (180 / Double.pi) },
      binary("Add") { $0 + $1 }, binary("Subtract") { $0 - $1 }, binary("Multiply") { $0 * $1 },
      binary("Divide") { $0 / $1 }, binary("TrueDivide") { $0 / $1 }, binary("FloorDivide") { floor($0 / $1) },
      binary("DivideNoNan") { a, b in
        which(b .== 0, Tensor(0, elementType: a.elementType), a / which(b .== 0, b.filled(1), b))
      },
      binary("Power") { pow($0, $1) }, binary("Mod") { floorMod($0, $1) }, binary("Arctan2") { atan2($0, $1) },
      binary("Maximum") { maximum($0, $1) }, binary("Minimum") { minimum($0, $1) },
      binary("Logaddexp") { a, b in maximum(a, b) + log1p(exp(-abs(a - b))) },
      binary("Hypot") { sqrt(square($0) + square($1)) },
      KerasOperation("numpy", "Round") { arguments in
        let x = try arguments.tensor("x")
        let decimals = try arguments.int("decimals", default: 0)
        guard decimals != 0 else { return [round(x)] }
        guard (-30...30).contains(decimals) else {
          throw KeratinError(.argument, expected: "decimals in -30...30", received: "\(decimals)")
        }
        let factor = pow(Tensor(10, elementType: .float64), Double(decimals)).cast(to: x.elementType)
        return [round(x * factor) / factor]
      },
      KerasOperation("numpy", "Clip") { arguments in
        let x = try arguments.tensor("x")
        let least = try arguments.optionalTensor("x_min", like: x)
        let most = try arguments.optionalTensor("x_max", like: x)
        let above = least.map { maximum(x, $0) } ?? x
        return [most.map { minimum(above, $0) } ?? above]
      },
      KerasOperation("numpy", "NanToNum") { arguments in
        let x = try arguments.tensor("x")
        let largest = x.elementType == .float64 ? Double.greatestFiniteMagnitude : Double(Float.greatestFiniteMagnitude)
        func number(_ value: Double) -> Tensor { Tensor(value, elementType: x.elementType) }
        let known = which(isNaN(x), number(try arguments.double("nan", default: 0)), x)
        let most = try arguments.optionalDouble("posinf") ?? largest
        let least = try arguments.optionalDouble("neginf") ?? -largest
        return [which(known .> largest, number(most), which(known .< -largest, number(least), known))]
      },
      KerasOperation("core", "Cast") { arguments in
        let x = try arguments.tensor("x")
        return [x.cast(to: try arguments.elementType() ?? x.elementType)]
      },
      KerasOperation("core", "ConvertToTensor") { arguments in
        let x = try arguments.tensor("x")
        return [x.cast(to: try arguments.elementType() ?? x.elementType)]
      },
      KerasOperation("numpy", "OnesLike") { [try filled($0, with: 1)] },
      KerasOperation("numpy", "ZerosLike") { [try filled($0, with: 0)] },
      KerasOperation("numpy", "FullLike", ["x", "fill_value"]) { arguments in
        let x = try arguments.tensor("x")
        let type = try arguments.elementType() ?? x.elementType
        guard let value = try arguments.optionalTensor("fill_value", like: x) else {
          throw KeratinError(.argument, expected: "a value to fill with", received: "none")
        }
        return [which(x .== x, value, value).cast(to: type)]
      },
    ]

  private static func filled(_ arguments: KerasArguments, with value: Double) throws -> Tensor {
    let x = try arguments.tensor("x")
    return x.filled(value).cast(to: try arguments.elementType() ?? x.elementType)
  }
}

extension Tensor {
  /// A tensor of this one's shape and type, every element `value`.
  fileprivate func filled(_ value: Double) -> Tensor {
    value == 0 ? Tensor.zeros(like: self) : Tensor.ones(like: self)
  }
}
