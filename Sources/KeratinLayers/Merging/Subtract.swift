public import KeratinGraph
public import KeratinKernels

/// The first of two inputs less the second, element by element.
///
/// Two inputs `[batch, …]` whose samples' shapes broadcast, output of the shape that they broadcast to.
public final class Subtract: Merge {
  public override func build(_ inputs: [Shape]) throws {
    guard inputs.count == 2 else {
      throw KeratinError(
        .argument, expected: "an array of two tensors", received: "\(inputs.count)", suggestion: "Subtract()([a, b])")
    }
    try super.build(inputs)
  }

  public override func merged(_ inputs: [Tensor]) -> Tensor { inputs[0] - inputs[1] }
}

/// The first of two tensors less the second, element by element: calls a new ``Subtract``.
public func subtract(
  _ inputs: [Tensor], name: String? = nil, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  Subtract(name: name)(inputs, file: file, line: line)
}

extension Subtract: PlainLayer {}
