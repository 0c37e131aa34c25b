import Keratin

/// One operation to be measured: what it computes, of which inputs, and how much there is to do.
struct MicroCase {
  let group: String
  let name: String
  /// Multiply-adds, each counted as two.
  let operations: Double
  /// What must be read and written once.
  let bytes: Double
  let inputs: [Shape]
  let body: ([Tensor]) throws -> [Tensor]

  /// False where everything stays in the caches.
  var isBoundByMemory: Bool { bytes > 48e6 }

  /// The operation's plan, its inputs filled with numbers between -1 and 1.
  func executor() throws -> Executor {
    let trace = Trace()
    let plan = try trace.run {
      try Plan(Program(trace, outputs: body(inputs.map { trace.input(TensorType($0)) })))
    }
    let executor = Executor(plan)
    for (index, shape) in inputs.enumerated() {
      var state: UInt32 = 1 &+ UInt32(truncatingIfNeeded: index)
      executor.bind(
        input: index,
        to: Buffer(
          copying: (0..<shape.count).map { _ -> Float in
            state = state &* 1_664_525 &+ 1_013_904_223
            return Float(state >> 8) / 8_388_608 - 1
          }))
    }
    _ = try executor.run()
    return executor
  }

  static var all: [MicroCase] { products + convolutions + elementwise + rows + normalizations + optimizers + sequences }
}
