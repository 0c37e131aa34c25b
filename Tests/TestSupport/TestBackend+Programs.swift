public import KeratinKernels

extension TestBackend {
  /// The results of an elementwise program whose operands are `numbers`, `conditions` and `counters`, by their places among all; truth
  /// values as 0 and 1.
  public func elementwise<T: FloatingScalar>(
    _ program: ElementwiseProgram, numbers: [Int: [T]], conditions: [Int: [UInt8]] = [:], counters: [Int: Int32] = [:]
  ) throws -> [[T]] {
    let operands = (0..<program.operandCount).map { index in
      if let numbers = numbers[index] { return KernelOperand(numbers) }
      if let conditions = conditions[index] { return KernelOperand(conditions) }
      return KernelOperand([counters[index]!])
    }
    let count = program.count
    return try run(
      program.results.map { _ in .poison(count: count) }, reading: operands,
      workspaceBytes: kernels.workspaceBytes(program, T.self)
    ) { operands, results, workspace in
      // Conditions are written to bytes, each in front of the number that it becomes.
      let table = (0..<program.results.count).map { Operand(address: results.address($0), count: count) }
      table.withUnsafeBufferPointer {
        kernels.elementwise(
          operands, program, T.self, into: Operands($0.baseAddress!, count: table.count), &workspace)
      }
      for (index, kind) in program.resultKinds.enumerated() where kind == .condition {
        let bytes = results.address(index).assumingMemoryBound(to: UInt8.self)
        let elements = results.address(index).assumingMemoryBound(to: T.self)
        for element in (0..<count).reversed() { elements[element] = T(rounding: Double(bytes[element])) }
      }
    }
  }
}
