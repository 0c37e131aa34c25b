/// An operation called on functional tensors, which makes it a node of the model.
public final class OperationCallee: SymbolicCallee {
  public let operation: any Operation

  init(_ operation: any Operation) { self.operation = operation }

  public var name: String { operation.name }
}
