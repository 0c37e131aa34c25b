public import KeratinGraph

/// The mean of its inputs, element by element.
///
/// Inputs `[batch, …]` whose samples' shapes broadcast, output of the shape that they broadcast to.
public final class Average: Merge {
  public override func merged(_ inputs: [Tensor]) -> Tensor {
    inputs.dropFirst().reduce(inputs[0]) { $0 + $1 } / Double(inputs.count)
  }
}

/// The mean of tensors, element by element: calls a new ``Average``.
public func average(
  _ inputs: [Tensor], name: String? = nil, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  Average(name: name)(inputs, file: file, line: line)
}

extension Average: PlainLayer {}
