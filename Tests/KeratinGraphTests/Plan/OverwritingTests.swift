import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

/// Kernels whose result lies where an operand lay: the same bits as where it lies elsewhere, in tensors of many vectors, rows and pieces.
@Suite struct OverwritingTests {
  /// A function for whose kernel `kernel` a plan takes the memory of an operand.
  struct Example: CustomTestStringConvertible, Sendable {
    let kernel: String
    /// Of a tensor that nobody else needs, another one, and truth values, all of one shape.
    let function: @Sendable (_ own: Tensor, _ other: Tensor, _ condition: Tensor) throws -> [Tensor]

    init(_ kernel: String, _ function: @escaping @Sendable (Tensor, Tensor, Tensor) throws -> [Tensor]) {
      self.kernel = kernel
      self.function = function
    }

    var testDescription: String { kernel }
  }

  static let examples = [
    Example("exp") { own, _, _ in [exp(own)] },
    Example("subtract") { own, other, _ in [own - other] },
    Example("subtract") { own, other, _ in [other - own] },
    Example("which") { own, other, condition in [which(condition, own, other)] },
    Example("which") { own, other, condition in [which(condition, other, own)] },
    Example("multiply+add+tanh") { own, other, _ in [tanh(own * 2 + other)] },
    Example("multiply+exp+subtract+tanh") { own, other, _ in
      // Two results and two operands that nobody else needs.
      let y = own * other.reversed() - exp(own)
      return [y, tanh(y)]
    },
    Example("dropout") { own, _, _ in
      [dropout(own, rate: 0.4, key: RandomKey(seed: 5), step: Tensor(3, elementType: .int32))]
    },
    Example("softmax") { own, _, _ in [softmax(own)] },
    Example("logSoftmax") { own, _, _ in [logSoftmax(own)] },
    Example("softmaxGradient") { own, other, _ in
      try gradient(of: (softmax(other) * own).sum(), with: [other])
    },
    Example("batchNormalizeGradient") { own, other, _ in
      let ones = Tensor.ones([own.shape[-1]])
      let y = batchNormalized(other, gamma: ones, beta: ones, epsilon: 1e-3).y
      return try gradient(of: (y * own).sum(), with: [other])
    },
    Example("layerNormalizeGradient") { own, other, _ in
      let ones = Tensor.ones([own.shape[-1]])
      let y = layerNormalized(other, gamma: ones, beta: ones, epsilon: 1e-3).y
      return try gradient(of: (y * own).sum(), with: [other])
    },
  ]

  @Test(arguments: TestBackends.all, examples)
  func aResultMayLieOnAnOperand(_ backend: TestBackend, _ example: Example) throws {
    for shape in [[300, 257], [3, 100_001]] as [Shape] {
      let inputs = [
        try random([shape[1], shape[0]], "own", .float32), try random(shape, "other", .float32),
        try random(shape, "condition", .float32) .> 0,
      ]
      // Its copy is what the result may overwrite.
      func results(_ inputs: [Tensor]) throws -> [Tensor] {
        try example.function(inputs[0].transposed(), inputs[1], inputs[2])
      }
      let elsewhere = try Backends.with(backend.kernels) {
        try Trace(.eager).run { try results(inputs).map { try bytes($0) } }
      }
      let trace = Trace()
      let program = try trace.run {
        try Program(trace, outputs: try results(inputs.map { trace.input($0.type) }))
      }
      let executor = Executor(try Plan(program, backend: backend.kernels))
      let inPlace = executor.plan.instructions.filter { instruction in
        instruction.kernel.overwrites.contains { instruction.operands[$0.operand] == instruction.results[$0.result] }
      }
      #expect(inPlace.map { executor.plan.program.graph.nodes[$0.node].name }.contains(example.kernel))
      for (index, input) in inputs.enumerated() { executor.bind(input: index, to: try input.buffer()) }
      for threads in [1, 2] {
        var planned: [[UInt8]]?
        withThreads(threads) {
          if (try? executor.run()) == true { planned = try? elsewhere.indices.map { try bytes(executor.output($0)) } }
        }
        #expect(planned == elsewhere, "\(threads) threads, \(shape)")
      }
    }
  }
}
