/// An operation called on functional tensors, which makes it a node of the model.
public final class OperationCallee: SymbolicCallee {
  public let operation: any Operation

  init(_ operation: any Operation) { self.operation = operation }

  public var name: String { operation.name }

  /// Applies the operation to tensors of another life.
  public func apply(_ inputs: [Tensor]) -> [Tensor] {
    func apply(_ operation: some Operation) -> [Tensor] { KeratinGraph.apply(operation, inputs) }
    return apply(operation)
  }
}
