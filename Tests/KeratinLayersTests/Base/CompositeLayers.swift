import KeratinGraph
import KeratinKernels
import KeratinLayers

/// Divides its input by its root mean square over the last axis: y = γ · x / √(mean(x²) + ε).
final class RootMeanSquare: Layer {
  let epsilon: Double
  let gamma = Variable("gamma", initializer: .ones)

  init(epsilon: Double = 1e-6, name: String? = nil) {
    self.epsilon = epsilon
    super.init(name: name)
  }

  override func build(_ input: Shape) throws { add(gamma, shape: [input[-1]]) }

  override func call(_ x: Tensor, _ context: CallContext) -> Tensor {
    x * rsqrt((x * x).mean(axis: -1, keepDims: true) + epsilon) * gamma.value
  }
}

/// Two layers and what goes between them, called in turn.
final class Block: Layer {
  let first: Dense
  let drop = Dropout(0.5, seed: 1, name: "drop")
  let second: Dense

  init(_ units: Int, name: String? = nil) {
    first = Dense(units, activation: .relu, name: "first")
    second = Dense(units, name: "second")
    super.init(name: name)
  }

  override func call(_ x: Tensor, _ context: CallContext) -> Tensor { second(drop(first(x))) }
}

/// Says in which mode each of its calls was.
final class ModeRecorder: Layer {
  var modes: [Bool] = []

  override func call(_ x: Tensor, _ context: CallContext) -> Tensor {
    modes.append(context.isTraining)
    return x
  }
}

/// Calls its inner layer in the mode that it is told.
final class Fixed: Layer {
  let inner: Layer
  let training: Bool

  init(_ inner: Layer, training: Bool, name: String? = nil) {
    (self.inner, self.training) = (inner, training)
    super.init(name: name)
  }

  override func call(_ x: Tensor, _ context: CallContext) -> Tensor { inner(x, training: training) }
}

/// Gives its input twice.
final class Twice: Layer {
  override var resultCount: Int { 2 }

  override func call(_ inputs: [Tensor], _ context: CallContext) throws -> [Tensor] {
    guard inputs.count == 1 else { throw KeratinError(.argument, expected: "one input", received: "\(inputs.count)") }
    return [inputs[0], inputs[0] * 2]
  }
}
