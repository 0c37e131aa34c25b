import KeratinGraph
import KeratinKernels
import KeratinLayers

extension Mistake {
  static let all = dense + merging + reshaping + dropout + initializers + regularizers + ownLayers + variables + spatial

  private static let dense = [
    Mistake(
      "too few axes",
      "d: expected an input with at least 2 axes, batch included. Received: shape [nil]. "
        + "Try: expandingDimension(at:) on the input."
    ) { Dense(3, name: "d")(ones([2])) },
    Mistake(
      "too few axes on a layer that is built",
      "d: expected an input with at least 2 axes, batch included. Received: shape [2]. "
        + "Try: expandingDimension(at:) on the input."
    ) {
      let layer = Dense(3, name: "d")
      _ = layer(ones([1, 2]))
      return layer(ones([2]))
    },
    Mistake(
      "another last axis than when it was built",
      "d: expected an input whose axis -1 has extent 3, as when the layer was built. Received: shape [2, 4]."
    ) {
      let layer = Dense(3, name: "d")
      _ = layer(ones([2, 3]))
      return layer(ones([2, 4]))
    },
    Mistake("no units", "d: expected units to be at least 1. Received: 0.") { Dense(0, name: "d")(ones([2, 3])) },
    Mistake("negative units", "d: expected units to be at least 1. Received: -3.") {
      Dense(-3, name: "d")(Input(shape: [2]))
    },
    Mistake(
      "an unknown last axis",
      "d: expected a wholly known shape for variable 'd/kernel'. Received: [nil, 3]. "
        + "Try: an axis that the layer's input has, with a known extent."
    ) { Dense(3, name: "d")(Input(shape: [4, nil])) },
    Mistake("two inputs", "d: expected one input. Received: 2 inputs.") {
      Dense(3, name: "d")([ones([2, 3]), ones([2, 3])])
    },
    Mistake("no input", "d: expected at least one input. Received: none.") { Dense(3, name: "d")([]) },
    Mistake(
      "an activation along an axis that is not there",
      "softmax in s: expected an axis in -2...1. Received: axis 5 of a tensor of shape [2, 3]."
    ) { Softmax(axis: 5, name: "s")(ones([2, 3])) },
    Mistake("a negative slope", "r: expected negativeSlope to be at least 0. Received: -1.0.") {
      ReLU(negativeSlope: -1, name: "r")(ones([2]))
    },
    Mistake("a largest value that is none", "r: expected maxValue to be at least 0. Received: nan.") {
      ReLU(maxValue: .nan, name: "r")(ones([2]))
    },
  ]

  private static let merging = [
    Mistake(
      "Add of samples that do not broadcast",
      "a: expected inputs of one batch size whose other extents, aligned at the last axis, are equal or 1. "
        + "Received: [nil, 3] and [nil, 4]."
    ) { Add(name: "a")([ones([2, 3]), ones([2, 4])]) },
    Mistake(
      "Add of functional tensors that do not broadcast",
      "a: expected inputs of one batch size whose other extents, aligned at the last axis, are equal or 1. "
        + "Received: [nil, 2, 3] and [nil, 3] and [nil, 4]."
    ) { Add(name: "a")([Input(shape: [2, 3]), Input(shape: [3]), Input(shape: [4])]) },
    Mistake(
      "Add of batches of two sizes",
      "a: expected inputs of one batch size whose other extents, aligned at the last axis, are equal or 1. "
        + "Received: [2, 3] and [1, 3]."
    ) { Add(name: "a")([ones([2, 3]), ones([1, 3])]) },
    Mistake(
      "Add of a number without a batch",
      "a: expected inputs of one batch size whose other extents, aligned at the last axis, are equal or 1. "
        + "Received: [nil, 3] and []."
    ) { Add(name: "a")([ones([2, 3]), Tensor(1)]) },
    Mistake(
      "Add of nothing", "a: expected an array of at least one tensor. Received: none. Try: Add()([a, b])."
    ) { Add(name: "a")([]) },
    Mistake(
      "Concatenate along an axis that is not there",
      "c: expected inputs that have axis 2. Received: [nil, 3] and [nil, 3]."
    ) { Concatenate(axis: 2, name: "c")([ones([2, 3]), ones([2, 3])]) },
    Mistake(
      "Concatenate of shapes that differ elsewhere",
      "c: expected inputs whose shapes agree but for axis -1. Received: [nil, 3, 4] and [nil, 2, 4]."
    ) { Concatenate(name: "c")([ones([2, 3, 4]), ones([2, 2, 4])]) },
    Mistake(
      "Concatenate of ranks that differ",
      "c: expected inputs whose shapes agree but for axis 1. Received: [nil, 3, 4] and [nil, 3]."
    ) { Concatenate(axis: 1, name: "c")([Input(shape: [3, 4]), Input(shape: [3])]) },
    Mistake(
      "Concatenate of nothing",
      "c: expected an array of at least one tensor. Received: none. Try: Concatenate()([a, b])."
    ) { Concatenate(name: "c")([]) },
  ]

  private static let reshaping = [
    Mistake(
      "Reshape to another number of elements",
      "r: expected a target shape for 6 elements, at most one extent -1. Received: [4] for samples of shape [2, 3]."
    ) { Reshape([4], name: "r")(ones([5, 2, 3])) },
    Mistake(
      "Reshape that does not divide",
      "r: expected a target shape for 6 elements, at most one extent -1. "
        + "Received: [nil, 4] for samples of shape [2, 3]."
    ) { Reshape([-1, 4], name: "r")(Input(shape: [2, 3])) },
    Mistake(
      "Reshape with two extents left out",
      "r: expected a target shape for 6 elements, at most one extent -1. "
        + "Received: [nil, nil] for samples of shape [6]."
    ) { Reshape([-1, -1], name: "r")(ones([5, 6])) },
    Mistake(
      "Reshape to a negative extent",
      "r: expected a target shape for 6 elements, at most one extent -1. Received: [-2, -3] for samples of shape [6]."
    ) { Reshape([-2, -3], name: "r")(ones([5, 6])) },
    Mistake(
      "Flatten of a number",
      "f: expected an input with at least 1 axes, batch included. Received: shape []. "
        + "Try: expandingDimension(at:) on the input."
    ) { Flatten(name: "f")(Tensor(1)) },
  ]

  private static let dropout = [
    Mistake("a rate above 1", "d: expected a rate in 0...1. Received: 1.5.") { Dropout(1.5, name: "d")(ones([2])) },
    Mistake("a negative rate", "d: expected a rate in 0...1. Received: -0.1.") {
      Dropout(-0.1, name: "d")(Input(shape: [2]))
    },
    Mistake("a rate that is none", "d: expected a rate in 0...1. Received: nan.") {
      Dropout(.nan, name: "d")(ones([2]))
    },
    Mistake(
      "a noise shape that does not broadcast",
      "d: expected a noise shape that broadcasts to the input's shape [2, 4, 3]. Received: [nil, 2, 3]. "
        + "Try: 1 for axes along which all is dropped together, else nil."
    ) { Dropout(0.5, noiseShape: [nil, 2, 3], name: "d")(ones([2, 4, 3]), training: true) },
    Mistake(
      "a noise shape of more axes than the input",
      "d: expected a noise shape that broadcasts to the input's shape [2, 4]. Received: [nil, 4, nil]. "
        + "Try: 1 for axes along which all is dropped together, else nil."
    ) { Dropout(0.5, noiseShape: [nil, 4, nil], name: "d")(ones([2, 4]), training: true) },
  ]

  private static let initializers = [
    Mistake(
      "an identity matrix for a vector", "Identity in d: expected a variable with 2 axes. Received: shape [3]."
    ) { Dense(3, biasInitializer: .identity, name: "d")(ones([2, 3])) },
    Mistake(
      "an orthogonal vector", "Orthogonal in d: expected a variable with at least 2 axes. Received: shape [3]."
    ) { Dense(3, biasInitializer: .orthogonal, name: "d")(ones([2, 3])) },
    Mistake("a scale of 0", "VarianceScaling in d: expected a scale greater than 0. Received: 0.0.") {
      Dense(3, kernelInitializer: .varianceScaling(scale: 0), name: "d")(ones([2, 3]))
    },
    Mistake("an initializer that throws an error of its own", "d: expected no error. Received: outOfLuck.") {
      Dense(3, kernelInitializer: Luckless(), name: "d")(ones([2, 3]))
    },
    Mistake(
      "an initializer that gives too few values",
      "Tensor in d: expected 9 elements for shape [3, 3]. Received: 1 elements."
    ) { Dense(3, kernelInitializer: Meagre(), name: "d")(ones([2, 3])) },
  ]

  private static let regularizers = [
    Mistake(
      "a negative factor", "regularizer: expected l2 to be a finite number, at least 0. Received: -1.0."
    ) {
      let layer = Dense(3, kernelRegularizer: .l2(-1), name: "d")
      _ = layer(ones([2, 3]))
      return layer.penalties[0]
    }
  ]

  private static let ownLayers = [
    Mistake("a call that throws an error of its own", "o: expected no error. Received: outOfLuck.") {
      Own(name: "o") { _ in throw Luckless.Failure.outOfLuck }(ones([2]))
    },
    Mistake(
      "a call that returns nothing", "o: expected a call that returns at least one tensor. Received: none."
    ) { Own(name: "o") { _ in [] }(ones([2])) },
    Mistake(
      "an operation inside a call that cannot be",
      "add in o: expected shapes that broadcast: aligned at the last axis, extents equal or 1. "
        + "Received: [2] and [3]. Try: reshaped(to:), expandingDimension(at:) or transposed() on one of them."
    ) { Own(name: "o") { [$0 + ones([3])] }(ones([2])) },
    Mistake(
      "a layer inside a layer",
      "outer/o/inner: expected an input whose axis -1 has extent 7, as when the layer was built. Received: shape [2, 3]."
    ) {
      let inner = Dense(4, name: "inner")
      _ = inner(ones([1, 7]))
      return Fixed(Own(name: "o") { [inner($0)] }, training: true, name: "outer")(ones([2, 3]))
    },
    Mistake(
      "the same in a functional call",
      "outer/o/inner: expected an input whose axis -1 has extent 7, as when the layer was built. Received: shape [2, 3]."
    ) {
      let inner = Dense(4, name: "inner")
      _ = inner(ones([1, 7]))
      return Fixed(Own(name: "o") { [inner($0)] }, training: true, name: "outer")(Input(shape: [3]))
    },
    Mistake(
      "reading numbers where there are none",
      "o: expected numbers for reading values. "
        + "Received: a tensor of a planned trace, whose numbers do not exist before the plan runs. "
        + "Try: `which(condition, a, b)` in place of an if, or compile(runEagerly: true)."
    ) {
      let trace = Trace()
      return trace.run {
        Own(name: "o") { x in try x.scalars(as: Float.self).isEmpty ? [] : [x] }(trace.input(TensorType([2])))
      }
    },
    Mistake(
      "a functional tensor kept for a call",
      "o: expected results computed from the tensors that the call was given. "
        + "Received: a functional tensor, which only describes a model. Try: passing it to the layer as an input."
    ) {
      let kept = Input(shape: [2])
      return Own(name: "o") { [$0 + kept] }(ones([2]))
    },
  ]

  private static let variables = [
    Mistake(
      "an unbuilt variable",
      "expected variable 'kernel' to have a value. Received: a variable that is not built yet. "
        + "Try: add(variable, shape:) in the layer's build; or, before it is built, calling it on an input or giving the model an Input."
    ) { Dense(3).kernel.value },
    Mistake(
      "weights for a layer that is not built",
      "setWeights: expected 0 tensors, one for each weight of 'd'. Received: 1. "
        + "Try: building the layer first, by calling it or giving the model an Input."
    ) {
      try Dense(3, name: "d").setWeights([ones([2, 3])])
      return ones([])
    },
    Mistake(
      "too few weights", "setWeights: expected 2 tensors, one for each weight of 'd'. Received: 1."
    ) {
      let layer = Dense(3, name: "d")
      _ = layer(ones([1, 2]))
      try layer.setWeights([ones([2, 3])])
      return ones([])
    },
    Mistake("a weight of another shape", "setWeights: expected shape [2, 3] for 'd/kernel'. Received: [3, 2].") {
      let layer = Dense(3, name: "d")
      _ = layer(ones([1, 2]))
      try layer.setWeights([ones([3, 2]), ones([3])])
      return ones([])
    },
  ]
}

/// Fails with an error of its own.
private struct Luckless: Initializer {
  enum Failure: Error { case outOfLuck }
  func values(_ shape: Shape, _ source: inout RandomSource) throws -> [Double] { throw Failure.outOfLuck }
}

/// Gives one value, whatever the shape.
private struct Meagre: Initializer {
  func values(_ shape: Shape, _ source: inout RandomSource) -> [Double] { [1] }
}

/// A layer whose call is a closure.
private final class Own: Layer {
  let body: (Tensor) throws -> [Tensor]

  init(name: String, _ body: @escaping (Tensor) throws -> [Tensor]) {
    self.body = body
    super.init(name: name)
  }

  override func call(_ inputs: [Tensor], _ context: CallContext) throws -> [Tensor] { try body(inputs[0]) }
}
