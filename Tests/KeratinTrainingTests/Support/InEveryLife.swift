import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

/// The results of `function`, in an eager trace and by a plan that runs twice: the same bits each time, or the test fails.
func inEveryLife(
  _ inputs: [Tensor], on backend: TestBackend, at location: SourceLocation = #_sourceLocation,
  _ function: ([Tensor]) throws -> [Tensor]
) throws -> [Tensor] {
  try Backends.with(backend.kernels) {
    let eager = Trace(.eager)
    let results = try eager.run { try function(inputs).map { Tensor(try $0.buffer(), $0.type) } }
    let trace = Trace()
    let program = try trace.run { try Program(trace, outputs: try function(inputs.map { trace.input($0.type) })) }
    let executor = Executor(try Plan(program, backend: backend.kernels))
    for (index, input) in inputs.enumerated() { executor.bind(input: index, to: try input.buffer()) }
    for round in 1...2 {
      #expect(try executor.run(), sourceLocation: location)
      for (index, result) in results.enumerated() {
        #expect(
          try bytes(executor.output(index)) == bytes(result), "result \(index), run \(round) of the plan",
          sourceLocation: location)
      }
    }
    return results
  }
}

/// The memory of a tensor.
func bytes(_ tensor: Tensor) throws -> [UInt8] {
  try tensor.buffer().withElements(UInt8.self) { Array($0[..<tensor.type.byteCount]) }
}
