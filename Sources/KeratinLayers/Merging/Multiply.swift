public import KeratinGraph

/// The product of its inputs, element by element.
///
/// Inputs `[batch, …]` whose samples' shapes broadcast, output of the shape that they broadcast to.
public final class Multiply: Merge {
  public override func merged(_ inputs: [Tensor]) -> Tensor { inputs.dropFirst().reduce(inputs[0]) { $0 * $1 } }
}

/// The product of tensors, element by element: calls a new ``Multiply``.
public func multiply(
  _ inputs: [Tensor], name: String? = nil, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  Multiply(name: name)(inputs, file: file, line: line)
}
