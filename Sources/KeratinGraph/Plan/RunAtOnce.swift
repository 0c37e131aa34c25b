internal import KeratinKernels

/// Runs one operation on numbers, each result in memory of its own.
func runAtOnce(_ operation: any Operation, _ inputs: [Tensor], _ types: [TensorType]) throws -> [Tensor] {
  let buffers = try inputs.map { try $0.buffer(for: operation.name) }
  if operation.isView { return [Tensor(buffers[0], types[0])] }
  let nodeTypes = NodeTypes(inputs: inputs.map(\.type), results: types)
  let operands = zip(buffers, inputs).map { Operand(address: $0.address, count: $1.count) }
  let kernel = try operation.kernel(nodeTypes)
  let results = withExtendedLifetime(buffers) { runAside(kernel, on: Backends.current, operands, nodeTypes) }
  let tensors = zip(results, types).map { Tensor($0, $1) }
  try operation.check(tensors, of: inputs)
  return tensors
}

/// Runs a kernel once, on operands that the caller keeps alive, into new memory.
func runAside(_ kernel: Kernel, on backend: any Backend, _ operands: [Operand], _ types: NodeTypes) -> [Buffer] {
  let results = types.results.map { Buffer(byteCount: $0.byteCount) }
  for update in kernel.updates {
    results[update.result].address.copyMemory(
      from: operands[update.operand].address, byteCount: types.results[update.result].byteCount)
  }
  let scratch = Buffer(byteCount: kernel.workspaceBytes(backend))
  // One operand more, so that neither table is ever without an address.
  let spare = Operand(address: scratch.address, count: 0)
  let resultOperands = zip(results, types.results).map { Operand(address: $0.address, count: $1.count) }
  withExtendedLifetime((results, scratch)) {
    (operands + [spare]).withUnsafeBufferPointer { operandTable in
      (resultOperands + [spare]).withUnsafeBufferPointer { resultTable in
        withUnsafePointer(to: backend) { backend in
          kernel.run(
            KernelCall(
              backend: backend, operands: operandTable.baseAddress!, count: operands.count,
              results: resultTable.baseAddress!, scratch: scratch.address, scratchBytes: scratch.byteCount))
        }
      }
    }
  }
  return results
}
