internal import KeratinGraph
internal import KeratinLayers

/// What a model's drawing shows of each layer.
public struct DrawingOptions: Sendable {
  /// Which way the drawing goes from inputs to outputs.
  public enum Direction: String, Sendable {
    case down = "TB"
    case right = "LR"
    case up = "BT"
    case left = "RL"
  }

  public var showShapes: Bool
  public var showElementTypes: Bool
  public var showLayerNames: Bool
  public var direction: Direction
  public var expandNested: Bool
  public var dotsPerInch: Int
  public var showLayerActivations: Bool
  public var showTrainable: Bool

  /// - Parameters:
  ///   - showShapes: the shapes of inputs and results, `None` for the batch; false by default.
  ///   - showElementTypes: the element types of results; false by default.
  ///   - showLayerNames: the name before the class; true by default.
  ///   - direction: from top to bottom by default.
  ///   - expandNested: models inside as frames around their layers, not as one layer; false by default.
  ///   - dotsPerInch: of images made of pixels; 200 by default.
  ///   - showLayerActivations: the names of activations; false by default.
  ///   - showTrainable: whether layers with weights are trained; false by default.
  public init(
    showShapes: Bool = false, showElementTypes: Bool = false, showLayerNames: Bool = true,
    direction: Direction = .down, expandNested: Bool = false, dotsPerInch: Int = 200,
    showLayerActivations: Bool = false, showTrainable: Bool = false
  ) {
    self.showShapes = showShapes
    self.showElementTypes = showElementTypes
    self.showLayerNames = showLayerNames
    self.direction = direction
    self.expandNested = expandNested
    self.dotsPerInch = dotsPerInch
    self.showLayerActivations = showLayerActivations
    self.showTrainable = showTrainable
  }
}

/// The model's layers and calls in Graphviz's language DOT, as Keras's `model_to_dot` draws them.
///
/// A subclass that calls its layers itself is one box. Throws ``KeratinError`` for a model that is not built.
public func modelToDot(_ model: Model, _ options: DrawingOptions = DrawingOptions()) throws -> String {
  try model.requireSound()
  guard model.isBuilt else {
    throw KeratinError(
      .state, expected: "a model that is built", received: "'\(model.name)', which is not", operation: "modelToDot",
      suggestion: "giving it an Input, or calling it on data, first")
  }
  var drawing = DotDrawing(options)
  drawing.add(model)
  return drawing.text
}
