public import KeratinGraph

/// The largest of its inputs, element by element; NaN where one is.
///
/// Inputs `[batch, …]` whose samples' shapes broadcast, output of the shape that they broadcast to. Elements that
/// an input's mask excludes do not take part.
public final class Maximum: Merge {
  public override func merged(_ inputs: [Tensor]) -> Tensor {
    joined(inputs) { KeratinGraph.maximum($0, $1) }
  }
}

/// The largest of tensors, element by element: calls a new ``Maximum``.
public func maximum(
  _ inputs: [Tensor], name: String? = nil, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  Maximum(name: name)(inputs, file: file, line: line)
}

extension Maximum: PlainLayer {}
