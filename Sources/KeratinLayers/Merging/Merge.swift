public import KeratinGraph
public import KeratinKernels

/// The base of layers that make one tensor of several, element by element.
///
/// Inputs `[batch, …]` whose samples' shapes broadcast; those with fewer axes get axes of extent 1 after the batch. To write one,
/// override ``merged(_:)``.
open class Merge: Layer {
  /// Makes one tensor of several with as many axes.
  open func merged(_ inputs: [Tensor]) throws -> Tensor {
    throw KeratinError(.state, expected: "a layer that overrides merged(_:)", received: "\(type(of: self))")
  }

  /// Throws where tensors of these shapes, some extents perhaps unknown, cannot be merged.
  open func checkMergeable(_ shapes: [Shape]) throws {
    let batches = Set(shapes.map { $0[0] }).subtracting([Shape.unknown])
    let rank = shapes.map(\.rank).max() ?? 0
    var extents = [Int](repeating: 1, count: rank)
    var isMergeable = batches.count < 2 && shapes.allSatisfy { $0.rank > 0 }
    for shape in shapes where shape.rank > 0 {
      for axis in 1..<shape.rank where shape[axis] != 1 && shape[axis] != Shape.unknown {
        let place = rank - shape.rank + axis
        if extents[place] != 1 && extents[place] != shape[axis] { isMergeable = false }
        extents[place] = shape[axis]
      }
    }
    guard isMergeable else {
      throw KeratinError(
        .shape, expected: "inputs of one batch size whose other extents, aligned at the last axis, are equal or 1",
        received: list(shapes))
    }
  }

  open override func build(_ inputs: [Shape]) throws {
    guard !inputs.isEmpty else {
      throw KeratinError(
        .argument, expected: "an array of at least one tensor", received: "none",
        suggestion: "\(Self.className)()([a, b])")
    }
    try checkMergeable(inputs)
  }

  public final override func call(_ inputs: [Tensor], _ context: CallContext) throws -> [Tensor] {
    try build(inputs.map(\.shape))
    let rank = inputs.map(\.rank).max() ?? 0
    let aligned = inputs.map { input in
      // What has all axes already keeps its mask.
      if input.rank == rank { return input }
      let filling = [Int](repeating: 1, count: rank - input.rank)
      return input.reshaped(to: Shape(input.shape.dimensions.prefix(1) + filling + input.shape.dimensions.dropFirst()))
    }
    return [try merged(aligned)]
  }

  public final override var supportsMasking: Bool { true }

  /// Where every input has a mask, the result's: true where one of theirs is.
  open override func computeMask(_ inputs: [Tensor], _ results: [Tensor]) throws -> [Tensor?] {
    let masks = inputs.compactMap(\.mask)
    guard let first = masks.first, masks.count == inputs.count else { return [nil] }
    return [masks.dropFirst().reduce(first) { $0 .| $1 }]
  }

  /// The mask of an input spread over its elements, `nil` where it has none.
  func elementMask(_ input: Tensor) -> Tensor? {
    input.mask.map { mask in
      let filling = [Int](repeating: 1, count: input.rank - mask.rank)
      return mask.reshaped(to: Shape(mask.shape.dimensions + filling)).broadcast(to: input.shape)
    }
  }

  /// Its inputs joined one after another by `operation`; where one has a mask, elements that it excludes are the other's.
  func joined(_ inputs: [Tensor], _ operation: (Tensor, Tensor) -> Tensor) -> Tensor {
    var result = inputs[0]
    var resultMask = elementMask(result)
    for var input in inputs.dropFirst() {
      let mask = elementMask(input)
      if let mask { input = which(mask, input, result) }
      if let resultMask { result = which(resultMask, result, input) }
      resultMask = resultMask.flatMap { other in mask.map { other .| $0 } }
      result = operation(result, input)
    }
    return result
  }

  /// The shapes with "and" between them.
  func list(_ shapes: [Shape]) -> String { shapes.map(\.description).joined(separator: " and ") }
}
