public import KeratinGraph
public import KeratinLayers

/// Collects the layers that stand in the braces of `Sequential { … }`; `if`, `for` and `switch` may stand there too.
@resultBuilder
public enum LayerBuilder {
  public static func buildExpression(_ layer: Layer) -> [SequentialPart] { [.layer(layer)] }
  public static func buildExpression(_ layers: [Layer]) -> [SequentialPart] { layers.map { .layer($0) } }
  public static func buildExpression(_ input: Tensor) -> [SequentialPart] { [.input(input)] }
  public static func buildBlock(_ parts: [SequentialPart]...) -> [SequentialPart] { parts.flatMap { $0 } }
  public static func buildArray(_ parts: [[SequentialPart]]) -> [SequentialPart] { parts.flatMap { $0 } }
  public static func buildOptional(_ part: [SequentialPart]?) -> [SequentialPart] { part ?? [] }
  public static func buildEither(first part: [SequentialPart]) -> [SequentialPart] { part }
  public static func buildEither(second part: [SequentialPart]) -> [SequentialPart] { part }
}

/// What may stand in `Sequential { … }`: an `Input` first, then layers.
public enum SequentialPart {
  case input(Tensor)
  case layer(Layer)
}
