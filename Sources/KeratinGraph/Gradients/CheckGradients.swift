internal import KeratinKernels

/// Compares the gradient of a function with central differences, in Double on the reference backend.
///
/// Tensors and variables of float32 are read as float64 while the function runs; nothing is assigned. With y the function's result and r
/// fixed random weights in −1...1, the derivative of s = Σ r·y with respect to each element x is compared with
/// D(h) = (s(x + h) − s(x − h)) / 2h, where h = ∛ε·max(|x|, 1) and ε = 2⁻⁵²: there the error that is cut off, h²·s‴/6, and
/// that of rounding, ε·s/h, are alike. The two may be apart by
///
///     4·max(|D(2h) − D(h)|, |D(h) − D(h/2)|) + 64·ε·Σ|r·y| / h,
///
/// the first term an estimate of what is cut off, the second the rounding of some sixty operations on numbers as large as
/// the result. The function must be smooth within 2h of the point (no ReLU exactly at 0) and give the same
/// result each time (fixed random keys).
///
///     try checkGradients(at: [Tensor([[0.3, -0.2], [0.5, 0.1]])]) { tanh($0[0].matmul($0[0])) }
///     try checkGradients(at: [x], variables: layer.trainableVariables) { layer($0[0]) }
///
/// - Parameters:
///   - inputs: the point at which to look; those of integer types are passed on and not checked.
///   - variables: variables whose gradients to check, at their present values.
///   - function: what to differentiate; its result may have any shape.
/// - Throws: ``KeratinError`` of kind `gradient` that names the first input or variable, its element and both numbers; or whatever
///   the function throws.
public func checkGradients(
  at inputs: [Tensor] = [], variables: [Variable] = [], of function: ([Tensor]) throws -> Tensor
) throws {
  try Backends.with(Backends.naive) {
    try Trace.outside {
      try withoutActuallyEscaping(function) { function in
        try GradientCheck(inputs, variables, function).run()
      }
    }
  }
}

/// One run of ``checkGradients(at:variables:of:)``.
private struct GradientCheck {
  private let inputCount: Int
  private let variables: [Variable]
  private let function: ([Tensor]) throws -> Tensor
  /// Inputs and variables at the point, floating ones as float64.
  private let point: [Tensor]

  init(_ inputs: [Tensor], _ variables: [Variable], _ function: @escaping ([Tensor]) throws -> Tensor) throws {
    inputCount = inputs.count
    self.variables = variables
    self.function = function
    point = try (inputs + variables.map(\.value)).map { tensor in
      let type = TensorType(tensor.shape, tensor.elementType.isFloating ? .float64 : tensor.elementType)
      // Memory of its own, lest two inputs that share theirs be taken for one.
      return Tensor(Buffer(copying: try tensor.cast(to: type.elementType).buffer(for: "checking gradients")), type)
    }
  }

  func run() throws {
    let (derivatives, weights) = try analytic()
    for (number, x) in point.enumerated() where x.elementType.isFloating {
      let values = try x.scalars(as: Double.self)
      let derivative = try derivatives[number].scalars(as: Double.self)
      for element in values.indices {
        let step = 6.055_454_452_393_34e-6 * max(values[element].magnitude, 1)  // ∛ε
        let centre = try difference(number, values, element, step, weights)
        let wider = try difference(number, values, element, 2 * step, weights)
        let narrower = try difference(number, values, element, step / 2, weights)
        let cutOff = max((wider.slope - centre.slope).magnitude, (centre.slope - narrower.slope).magnitude)
        let tolerance = 4 * cutOff + 64 * Double.ulpOfOne * centre.size / step
        guard (derivative[element] - centre.slope).magnitude <= tolerance else {
          throw KeratinError(
            .gradient,
            expected:
              "the derivative with respect to element \(x.shape.position(of: element)) of \(name(number)) to be "
              + "\(centre.slope) within \(tolerance), as differences say",
            received: "\(derivative[element])", operation: "checkGradients")
        }
      }
    }
  }

  /// The gradients of s, and r.
  private func analytic() throws -> (derivatives: [Tensor], weights: [Double]) {
    let trace = Trace(.eager, widensVariables: true)
    return try trace.run {
      let values = try values(point, in: trace)
      let y = try function(Array(values.prefix(inputCount)))
      if let error = y.error { throw error }
      var source = RandomSource(RandomKey(seed: 0).folded("checkGradients"))
      let weights = (0..<y.count).map { _ in 2 * source.uniform() - 1 }
      let s = (y * (try Tensor(weights, shape: y.shape))).sum()
      let floating = values.filter { $0.elementType.isFloating }
      var gradients = try gradient(of: s, with: floating)[...]
      return (values.map { $0.elementType.isFloating ? gradients.removeFirst() : $0 }, weights)
    }
  }

  /// D(step) for one element, and Σ|r·y|.
  private func difference(
    _ number: Int, _ values: [Double], _ element: Int, _ step: Double, _ weights: [Double]
  ) throws -> (slope: Double, size: Double) {
    func result(_ value: Double) throws -> [Double] {
      var moved = values
      moved[element] = value
      var point = point
      point[number] = try Tensor(moved, shape: point[number].shape)
      let trace = Trace(.eager, widensVariables: true)
      return try trace.run {
        try function(Array(try self.values(point, in: trace).prefix(inputCount))).scalars(as: Double.self)
      }
    }
    let (high, low) = (values[element] + step, values[element] - step)
    let (above, below) = (try result(high), try result(low))
    var (difference, size) = (0.0, 0.0)
    for index in weights.indices {
      difference += weights[index] * (above[index] - below[index])
      size += (weights[index] * above[index]).magnitude
    }
    return (difference / (high - low), size)
  }

  /// The point as tensors of a trace in which the variables have their part of it as values.
  private func values(_ point: [Tensor], in trace: Trace) throws -> [Tensor] {
    let values = try point.map { trace.tensor(try trace.value(of: $0)) }
    for (variable, value) in zip(variables, values.dropFirst(inputCount)) { try trace.bind(variable, to: value) }
    return values
  }

  private func name(_ number: Int) -> String {
    number < inputCount ? "input \(number)" : "variable '\(variables[number - inputCount].path)'"
  }
}
