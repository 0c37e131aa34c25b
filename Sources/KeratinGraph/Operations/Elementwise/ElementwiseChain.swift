internal import KeratinKernels

/// Elementwise operations of one shape that a plan runs as one kernel; made by ``FuseElementwise`` alone.
struct ElementwiseChain: Operation {
  let program: ElementwiseProgram
  let shape: Shape
  /// The floating type of its numbers, which neither an operand nor a result need have.
  let numberType: ElementType
  /// The names of its operations in their order.
  let parts: [String]

  /// `add+relu`; of many operations the first and the last.
  var name: String {
    parts.count <= 5
      ? parts.joined(separator: "+")
      : (parts.prefix(2) + ["…\(parts.count - 4)…"] + parts.suffix(2)).joined(separator: "+")
  }
  var resultCount: Int { program.results.count }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    program.resultKinds.map { TensorType(shape, $0 == .condition ? .bool : numberType) }
  }

  func gradient(_ call: GradientCall) throws -> [Tensor?] {
    throw KeratinError(
      .gradient, expected: "operations as they were traced", received: "a chain that a plan made", operation: name)
  }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    let program = program
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: .definition,
        overwrites: program.overwrites.map { Kernel.Update(result: $0.result, operand: $0.operand) },
        operationCount: program.steps.count * program.count,
        workspaceBytes: { $0.workspaceBytes(program, T.self) },
        run: { call in
          var workspace = call.workspace
          call.backend.elementwise(
            call.operands, program, T.self, into: call.results(program.results.count), &workspace)
        })
    }
    // A cross-check asks for the kernel of wider types.
    let number = (types.inputs + types.results).first { $0.elementType.isFloating }?.elementType ?? numberType
    return make(number.floatingScalar!)
  }
}

extension ElementwiseProgram {
  /// The operands in whose place results may lie: as dense as these, of the same kind, and read by no step after the one that writes.
  var overwrites: [(result: Int, operand: Int)] {
    let dense = Shape(broadcast.extents).strides
    return results.enumerated().flatMap { result, value in
      (0..<operandCount).filter { operand in
        kinds[operand] == kinds[value] && broadcast.strides[operand] == dense
          && !steps[(value - operandCount + 1)...].contains { $0.inputs.contains(operand) }
      }
      .map { (result, $0) }
    }
  }
}
