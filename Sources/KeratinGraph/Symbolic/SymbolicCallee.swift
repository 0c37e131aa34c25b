/// What can be called on functional tensors: a layer, a model, an operation.
public protocol SymbolicCallee: AnyObject {
  /// The name under which messages and files speak of it.
  var name: String { get }
}
