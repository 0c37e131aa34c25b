/// A function from tensors to tensors: what types its results have, what its gradient is, which kernel computes it.
///
/// An operation is a small value, compared by its attributes, so that a plan can share repeated nodes. To use one, pass it to
/// ``apply(_:_:site:)``.
public protocol Operation: Sendable, Hashable {
  /// Its name in messages and plans: `matmul`.
  var name: String { get }

  /// The number of results; 1 by default.
  var resultCount: Int { get }

  /// True if the only result has the elements of the first input in their order, so that both can share memory.
  var isView: Bool { get }

  /// The types of the results for inputs of known shapes. Throws ``KeratinError`` where they do not fit.
  func types(_ inputs: [TensorType]) throws -> [TensorType]

  /// For each input its gradient, as further operations on tensors; `nil` where it is zero or does not exist.
  func gradient(_ call: GradientCall) throws -> [Tensor?]

  /// Requirements on the inputs' numbers, checked where there are some: outside planned traces. None by default.
  func check(_ inputs: [Tensor]) throws

  /// Requirements on the results' numbers, checked where there are some as soon as they are computed. None by default.
  func check(_ results: [Tensor], of inputs: [Tensor]) throws

  /// The kernel that computes the results from inputs for which ``types(_:)`` found no fault.
  func kernel(_ types: NodeTypes) throws -> Kernel
}

extension Operation {
  public var resultCount: Int { 1 }
  public var isView: Bool { false }
  public func check(_ inputs: [Tensor]) throws {}
  public func check(_ results: [Tensor], of inputs: [Tensor]) throws {}
}

/// The types at a node.
public struct NodeTypes: Sendable, Hashable {
  public let inputs: [TensorType]
  public let results: [TensorType]

  public init(inputs: [TensorType], results: [TensorType]) {
    self.inputs = inputs
    self.results = results
  }

  /// The result may lie where one of these operands lies, if both have the same extents.
  func overwrites(_ operands: [Int]) -> [Kernel.Update] {
    operands.filter { inputs[$0] == results[0] }.map { Kernel.Update(result: 0, operand: $0) }
  }
}

/// What an operation's gradient rule has to work with.
public struct GradientCall {
  /// The operation's inputs.
  public let inputs: [Tensor]
  /// Its results.
  public let results: [Tensor]
  /// For each result, the derivative of the final scalar with respect to it; `nil` where that is zero.
  public let upstream: [Tensor?]
  /// For each input, whether its gradient is wanted.
  public let isWanted: [Bool]

  /// The first result's gradient, zeros if nothing came.
  public var dy: Tensor { upstream[0] ?? Tensor.zeros(like: results[0]) }
}
