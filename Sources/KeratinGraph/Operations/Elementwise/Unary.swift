internal import KeratinKernels

/// y = operation(x), element by element.
struct Unary: Operation {
  let operation: UnaryOperation

  var name: String { operation.rawValue }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    try requireFloating(inputs[0])
    return [inputs[0]]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] {
    let (x, y, dy) = (call.inputs[0], call.results[0], call.dy)
    switch operation {
    case .negate: return [-dy]
    case .abs: return [dy * sign(x)]
    case .sign, .floor, .ceil, .round: return [nil]
    case .square: return [dy * x * 2]
    case .sqrt: return [dy * 0.5 / y]
    case .rsqrt: return [dy * y * y * y * -0.5]
    case .reciprocal: return [-dy * y * y]
    case .exp: return [dy * y]
    case .expm1: return [dy * (y + 1)]
    case .log: return [dy / x]
    case .log1p: return [dy / (x + 1)]
    case .sin: return [dy * cos(x)]
    case .cos: return [-dy * sin(x)]
    case .tan: return [dy * (y * y + 1)]
    case .asin: return [dy * rsqrt(1 - x * x)]
    case .acos: return [-dy * rsqrt(1 - x * x)]
    case .atan: return [dy / (x * x + 1)]
    case .sinh: return [dy * cosh(x)]
    case .cosh: return [dy * sinh(x)]
    case .tanh: return [apply(Binary(operation: .tanhGradient), y, dy)]
    case .sigmoid: return [apply(Binary(operation: .sigmoidGradient), y, dy)]
    case .relu: return [apply(Binary(operation: .reluGradient), y, dy)]
    case .softplus: return [dy * sigmoid(x)]
    case .erf: return [dy * exp(-(x * x)) * 1.1283791670955126]
    }
  }

  func kernel(_ types: NodeTypes) -> Kernel {
    let operation = operation
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: bound, overwrites: [Kernel.Update(result: 0, operand: 0)], operationCount: types.results[0].count
      ) { call in
        var y = call.result(as: T.self)
        call.backend.unary(operation, call.input(0, as: T.self), into: &y)
      }
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }

  /// The reference rounds too, by half a unit.
  private var bound: ErrorBound { operation.boundULP == 0 ? .exact : .ulps(operation.boundULP) }
}

extension UnaryOperation {
  /// How many units in the last place a result may lie from the exact one, rounded; 0 where all backends give that.
  var boundULP: Double { maximumULP == 0 ? 0 : maximumULP + 0.5 }
}
