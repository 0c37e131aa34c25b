internal import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

/// An operation of Keras's in a model's graph, as a file describes it.
final class KerasOperationCallee: SymbolicCallee {
  let name: String
  let description: KerasOperationCall
  private let operation: KerasOperation

  /// Throws for an operation that there is none of here.
  init(_ description: KerasOperationCall, name: String) throws {
    guard let operation = KerasOperation.all[description.className], operation.module == description.module else {
      throw KeratinError(
        .file, expected: "an operation that is known",
        received: "keras.src.ops.\(description.module).\(description.className)",
        layerPath: name)
    }
    self.name = name
    self.description = description
    self.operation = operation
  }

  /// Computes the results, inside a trace or with numbers.
  func apply(_ tensors: [Tensor]) throws -> [Tensor] {
    do {
      let arguments = try KerasArguments(operation, description, tensors)
      let results = try operation.compute(arguments)
      try arguments.requireAllUsed()
      for result in results { if let error = result.error { throw error } }
      return results
    } catch {
      throw KeratinError(wrapping: error).located(operation: description.className, layerPath: name)
    }
  }

  /// The results of the operation on functional tensors.
  func results(_ tensors: [Tensor]) throws -> [Tensor] {
    let types = try SymbolicCall.resultTypes(tensors.map { MaskedType($0.type) }) { types in
      let trace = Trace()
      return try trace.run {
        try apply(types.map { trace.input($0.type) }).map { MaskedType($0.type) }
      }
    }
    return SymbolicCall(self, inputs: tensors, resultTypes: types).results
  }
}
