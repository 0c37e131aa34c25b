import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

/// The results of `function`, computed at once, node by node in an eager trace, and by a plan that runs twice: the same
/// bits each time, or the test fails.
func inAllLives(
  _ inputs: [Tensor], on backend: TestBackend, at location: SourceLocation = #_sourceLocation,
  _ function: ([Tensor]) throws -> [Tensor]
) throws -> [Tensor] {
  try Backends.with(backend.kernels) {
    let atOnce = try function(inputs)
    let expected = try atOnce.map { try bytes($0) }

    let eager = Trace(.eager)
    let appended = try eager.run { try function(inputs).map { try bytes($0) } }
    #expect(appended == expected, "an eager trace differs from running at once", sourceLocation: location)

    let trace = Trace()
    let program = try trace.run {
      let arguments = inputs.map { trace.input($0.type) }
      let outputs = try function(arguments)
      for output in outputs { if let error = output.error { throw error } }
      #expect(outputs.map(\.type) == atOnce.map(\.type), "types differ in a trace", sourceLocation: location)
      return try Program(trace, outputs: outputs)
    }
    let executor = Executor(try Plan(program, backend: backend.kernels))
    for (index, input) in inputs.enumerated() { executor.bind(input: index, to: try input.buffer()) }
    for round in 1...2 {
      #expect(try executor.run(), sourceLocation: location)
      let planned = try atOnce.indices.map { try bytes(executor.output($0)) }
      #expect(planned == expected, "run \(round) of the plan differs from running at once", sourceLocation: location)
    }
    return atOnce
  }
}

/// The memory of a tensor.
func bytes(_ tensor: Tensor) throws -> [UInt8] {
  try tensor.buffer().withElements(UInt8.self) { Array($0[..<tensor.type.byteCount]) }
}
