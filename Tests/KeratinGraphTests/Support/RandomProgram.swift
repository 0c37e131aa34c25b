import KeratinGraph
import KeratinKernels
import KeratinTestSupport

/// A random program of up to forty operations on 4 × 6 matrices: products, softmax (with workspace), views, reductions, movement; values
/// used once, often or never; variables read, updated in place, swapped; a checked loss; logs.
struct RandomProgram {
  var source: RandomSource
  static let type = TensorType([4, 6])

  init(_ number: Int) { source = RandomSource(RandomKey(seed: 1).folded(UInt64(number))) }

  private mutating func choice(_ count: Int) -> Int { Int(source.next() % UInt64(count)) }

  /// Records the program in the current trace: its outputs and logs.
  mutating func record(_ input: Tensor, _ variables: [Variable], in trace: Trace) throws -> (
    outputs: [Tensor], logs: [Tensor]
  ) {
    var values = [input] + variables.map(\.value)
    for _ in 0..<(5 + choice(35)) {
      let (a, b) = (values[choice(values.count)], values[choice(values.count)])
      switch choice(14) {
      case 0: values.append(a + b)
      case 1: values.append(a * b * 0.5)
      case 2: values.append(tanh(a))
      case 3: values.append(softmax(a))
      case 4: values.append(a.transposed().reshaped(to: [4, 6]))
      case 5: values.append(a.reshaped(to: [24]).reversed().reshaped(to: [4, 6]))
      case 6: values.append(tanh(a.matmul(b, transposeB: true)).matmul(a))
      case 7: values.append(a - b.mean(axis: 1, keepDims: true))
      case 8: values.append(Tensor.concatenated([a[2...], b[..<2]], axis: 0))
      case 9: values.append(softmax(a, axis: 0) + b)
      case 10: values.append(maximum(a, b).clamped(min: -2, max: 2))
      case 11:
        let variable = variables[choice(variables.count)]
        let step = sgdStep(variable.value, gradient: tanh(a), learningRate: Tensor(0.1))
        try variable.assign(step.w)
        values.append(variable.value)
      case 12:
        let (first, second) = (variables[choice(variables.count)], variables[choice(variables.count)])
        let old = first.value
        try first.assign(second.value)
        try second.assign(old)
      default:
        let variable = variables[choice(variables.count)]
        let old = variable.value
        try variable.assign(tanh(a) + old * 0.5)
        values.append(old * 2)
      }
    }
    if choice(2) == 0 { try trace.requireFinite(values[choice(values.count)].sum()) }
    return (
      (0..<(1 + choice(3))).map { _ in values[choice(values.count)] },
      (0..<choice(3)).map { _ in values[choice(values.count)] }
    )
  }

  /// The variables that it works on.
  static func variables() throws -> [Variable] {
    try (0..<3).map { try Variable("v\($0)", random(type.shape, "variable \($0)", .float32)) }
  }
}
