public import KeratinGraph
public import KeratinKernels

/// The elements of each sample in their order, seen with another shape.
///
/// Input `[batch, …]`, output `[batch]` followed by the target shape.
public final class Reshape: Layer {
  public let targetShape: Shape

  /// - Parameter targetShape: of one sample, without the batch; one extent may be -1, found from the others.
  public init(
    _ targetShape: Shape, name: String? = nil, isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    self.targetShape = targetShape
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
    inputSpec = InputSpec(minRank: 1)
  }

  public override func call(_ x: Tensor, _ context: CallContext) throws -> Tensor {
    let target = try resolvedTarget(for: x.shape.droppingFirst)
    return x.reshaped(to: Shape([x.shape[0]] + target.dimensions))
  }

  private func resolvedTarget(for sample: Shape) throws -> Shape {
    var target = targetShape
    let unknown = target.dimensions.indices.filter { target[$0] == Shape.unknown }
    let rest = target.dimensions.filter { $0 != Shape.unknown }.reduce(1, Shape.product)
    if unknown.count == 1, rest > 0, sample.count % rest == 0 { target[unknown[0]] = sample.count / rest }
    guard target.isKnown, target.count == sample.count else {
      throw KeratinError(
        .shape, expected: "a target shape for \(sample.count) elements, at most one extent -1",
        received: "\(targetShape) for samples of shape \(sample)")
    }
    return target
  }

  public override var config: [String: ConfigValue] {
    super.config.merging(["target_shape": .array(targetShape.dimensions.map { .int($0) })]) { $1 }
  }
}

extension Reshape: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    let extents: [Int] = try config("target_shape")
    guard extents.allSatisfy({ $0 >= -1 }) else { throw config.wrong("target_shape", "a list of extents or -1") }
    self.init(Shape(extents.map { $0 == -1 ? Shape.unknown : $0 }))
  }
}
