public import KeratinKernels

/// One entry of a ``Graph``: where a value comes from.
public struct Node: Sendable {
  /// What makes the node's results.
  public enum Source: Sendable {
    /// An operation on the node's inputs.
    case operation(any Operation)
    /// Number `index` of the inputs with which a plan is run.
    case input(Int)
    /// The value of a variable before the step.
    case variable(Variable)
    /// Numbers known when the trace was made.
    case constant(Buffer)
  }

  public var source: Source
  public var inputs: [Value]
  public var types: [TensorType]
  /// The path of the layer whose call made the node.
  public var layerPath: String

  /// The node's operation if it is one of this type.
  func operation<T: Operation>(_ type: T.Type) -> T? {
    if case .operation(let operation) = source { operation as? T } else { nil }
  }

  /// True for an operation whose result shares its input's memory.
  var isView: Bool {
    if case .operation(let operation) = source { operation.isView } else { false }
  }

  /// The operation's name, or what the leaf is.
  public var name: String {
    switch source {
    case .operation(let operation): operation.name
    case .input(let index): "input \(index)"
    case .variable(let variable): "variable \(variable.path)"
    case .constant: "constant"
    }
  }
}
