public import KeratinGraph

/// The product of its inputs, element by element.
///
/// Inputs `[batch, …]` whose samples' shapes broadcast, output of the shape that they broadcast to. Elements that
/// an input's mask excludes count as 1; where every input has a mask, what all exclude is 0.
public final class Multiply: Merge {
  public override func merged(_ inputs: [Tensor]) -> Tensor {
    let masks = inputs.compactMap(elementMask)
    let factors = inputs.map { input in
      elementMask(input).map { which($0, input, Tensor(1, elementType: input.elementType)) } ?? input
    }
    let product = factors.dropFirst().reduce(factors[0]) { $0 * $1 }
    guard let first = masks.first, masks.count == inputs.count else { return product }
    let counts = masks.dropFirst().reduce(first) { $0 .| $1 }
    return which(counts, product, Tensor(0, elementType: product.elementType))
  }
}

/// The product of tensors, element by element: calls a new ``Multiply``.
public func multiply(
  _ inputs: [Tensor], name: String? = nil, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  Multiply(name: name)(inputs, file: file, line: line)
}

extension Multiply: PlainLayer {}
