public import KeratinGraph

/// The smallest of its inputs, element by element; NaN where one is.
///
/// Inputs `[batch, …]` whose samples' shapes broadcast, output of the shape that they broadcast to. Elements that
/// an input's mask excludes do not take part.
public final class Minimum: Merge {
  public override func merged(_ inputs: [Tensor]) -> Tensor {
    joined(inputs) { KeratinGraph.minimum($0, $1) }
  }
}

/// The smallest of tensors, element by element: calls a new ``Minimum``.
public func minimum(
  _ inputs: [Tensor], name: String? = nil, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  Minimum(name: name)(inputs, file: file, line: line)
}

extension Minimum: PlainLayer {}
