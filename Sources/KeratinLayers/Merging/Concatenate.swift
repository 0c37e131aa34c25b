public import KeratinGraph
public import KeratinKernels

/// Its inputs one after another along an axis.
///
/// Inputs of shapes that agree but for that axis; its extent in the output is the sum of theirs.
public final class Concatenate: Merge {
  public let axis: Int

  /// - Parameter axis: along which inputs are put together, the batch counted; the last by default.
  public init(axis: Int = -1, name: String? = nil, isTrainable: Bool = true, elementType: ElementType? = nil) {
    self.axis = axis
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
  }

  public override func checkMergeable(_ shapes: [Shape]) throws {
    guard let along = shapes[0].normalized(axis: axis) else {
      throw KeratinError(.shape, expected: "inputs that have axis \(axis)", received: list(shapes))
    }
    var extents = shapes[0].dimensions
    for shape in shapes {
      let fits =
        shape.rank == extents.count
        && extents.indices.allSatisfy { other in
          other == along || shape[other] == extents[other] || shape[other] == Shape.unknown
            || extents[other] == Shape.unknown
        }
      guard fits else {
        throw KeratinError(
          .shape, expected: "inputs whose shapes agree but for axis \(axis)", received: list(shapes))
      }
      for other in extents.indices where extents[other] == Shape.unknown { extents[other] = shape[other] }
    }
  }

  public override func merged(_ inputs: [Tensor]) -> Tensor { Tensor.concatenated(inputs, axis: axis) }

  /// Where any input has a mask, the result's: the masks, each seen with its input's shape and true where there is none, put
  /// together like the inputs, and true where any is along the last axis.
  public override func computeMask(_ inputs: [Tensor], _ results: [Tensor]) throws -> [Tensor?] {
    guard inputs.contains(where: \.hasMask) else { return [nil] }
    let masks = inputs.map { elementMask($0) ?? Tensor.ones($0.shape, elementType: .bool) }
    return [Tensor.concatenated(masks, axis: axis).any(axes: [-1])]
  }

  public override var config: [String: ConfigValue] { super.config.merging(["axis": .int(axis)]) { $1 } }
}

/// Tensors one after another along an axis: calls a new ``Concatenate``.
public func concatenate(
  _ inputs: [Tensor], axis: Int = -1, name: String? = nil, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  Concatenate(axis: axis, name: name)(inputs, file: file, line: line)
}

extension Concatenate: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(axis: try config("axis", or: -1))
  }
}
