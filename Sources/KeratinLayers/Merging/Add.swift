public import KeratinGraph

/// The sum of its inputs, element by element.
///
/// Inputs `[batch, …]` whose samples' shapes broadcast, output of the shape that they broadcast to.
public final class Add: Merge {
  public override func merged(_ inputs: [Tensor]) -> Tensor { inputs.dropFirst().reduce(inputs[0]) { $0 + $1 } }
}

/// The sum of tensors, element by element: calls a new ``Add``.
public func add(
  _ inputs: [Tensor], name: String? = nil, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  Add(name: name)(inputs, file: file, line: line)
}

extension Add: PlainLayer {}
