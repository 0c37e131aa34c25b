import KeratinGraph
import KeratinTestSupport
import Testing

/// The results of `function` from a plan on `backend`, each of whose kernels is checked against the reference.
func crossChecked(
  _ inputs: [Tensor], on backend: TestBackend, _ function: ([Tensor]) throws -> [Tensor]
) throws -> [Tensor] {
  let trace = Trace()
  let program = try trace.run {
    let outputs = try function(inputs.map { trace.input($0.type) })
    for output in outputs { if let error = output.error { throw error } }
    return try Program(trace, outputs: outputs)
  }
  let executor = Executor(try Plan(program, backend: backend.kernels))
  executor.crossCheck = CrossCheck(against: Backends.naive)
  for (index, input) in inputs.enumerated() { executor.bind(input: index, to: try input.buffer()) }
  #expect(try executor.run())
  return program.outputs.indices.map { executor.output($0) }
}
