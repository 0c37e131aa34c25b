internal import KeratinKernels

/// y = operation(a, b), element by element, with broadcasting.
struct Binary: Operation {
  let operation: BinaryOperation

  var name: String { operation.rawValue }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    [TensorType(try broadcastShape(inputs), try commonElementType(inputs))]
  }

  func gradient(_ call: GradientCall) throws -> [Tensor?] {
    let (a, b, y, dy) = (call.inputs[0], call.inputs[1], call.results[0], call.dy)
    let (da, db): (Tensor?, Tensor?)
    switch operation {
    case .add: (da, db) = (dy, dy)
    case .subtract: (da, db) = (dy, -dy)
    case .multiply: (da, db) = (dy * b, dy * a)
    case .divide: (da, db) = (dy / b, -dy * y / b)
    case .maximum, .minimum:
      // Where the two are equal each takes half, as in JAX.
      let first = (operation == .maximum ? a .> b : a .< b).cast(to: dy.elementType)
      let tie = (a .== b).cast(to: dy.elementType) * 0.5
      (da, db) = (dy * (first + tie), dy * (1 - first - tie))
    case .power:
      let zeros = Tensor.zeros(like: b)
      // 0⁰ has derivative 0, not NaN, and a logarithm is taken of positive bases only.
      da = dy * which(b .== 0, zeros, b * pow(a, which(b .== 0, b, b - 1)))
      db = dy * which(a .> 0, y * log(which(a .> 0, a, Tensor.ones(like: a))), zeros)
    case .atan2:
      let square = a * a + b * b
      (da, db) = (dy * b / square, -dy * a / square)
    case .floorMod: (da, db) = (dy, -dy * floor(a / b))
    case .reluGradient: (da, db) = (nil, apply(Binary(operation: .reluGradient), a, dy))
    case .sigmoidGradient:
      (da, db) = (dy * b * (1 - 2 * a), apply(Binary(operation: .sigmoidGradient), a, dy))
    case .tanhGradient: (da, db) = (-2 * dy * a * b, apply(Binary(operation: .tanhGradient), a, dy))
    }
    return [
      call.isWanted[0] ? da?.summed(to: a.shape) : nil, call.isWanted[1] ? db?.summed(to: b.shape) : nil,
    ]
  }

  func kernel(_ types: NodeTypes) -> Kernel {
    let broadcast = Broadcast(types.inputs.map(\.shape), to: types.results[0].shape)
    let operation = operation
    func make<T: ArithmeticScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: bound, overwrites: types.overwrites([0, 1]), operationCount: types.results[0].count
      ) { call in
        var y = call.result(as: T.self)
        call.backend.binary(operation, call.input(0, as: T.self), call.input(1), broadcast, into: &y)
      }
    }
    return make(types.inputs[0].elementType.arithmeticScalar)
  }

  /// The reference rounds too, by half a unit.
  private var bound: ErrorBound { operation.maximumULP == 0 ? .exact : .ulps(operation.maximumULP + 0.5) }
}
