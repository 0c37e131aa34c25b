internal import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

/// One run of ``checkLayer(_:isSmooth:_:)``.
struct LayerCheck {
  let sample: FixtureCase
  let make: () throws -> Layer

  // MARK: - What Keras says

  func checkConfiguration() throws {
    let layer = try LayerNames.startingOver { try make() }
    let className = type(of: layer).className
    guard className == sample.className else {
      throw fault(.configuration, "the class is \(className), Keras's \(sample.className ?? "none")")
    }
    let own = FixtureValue(.object(layer.config)).object ?? [:]
    let keras = sample.config.withoutWhatIsNotWritten.object ?? [:]
    for key in Set(own.keys).union(keras.keys).sorted() where own[key] != keras[key] {
      // Keras numbered the layers of all cases together; this one is the first of its name.
      if key == "name", let name = own[key]?.string, keras[key]?.string?.isNumbered(name) == true { continue }
      // What Keras's word for it would not say is refused when written.
      if !layer.isWritable, own[key]?["class_name"].string == "__unwritable__" { continue }
      func text(_ value: FixtureValue?) -> String { value.map { "\($0)" } ?? "not there" }
      throw fault(.configuration, "\(key) is \(text(own[key])), Keras's \(text(keras[key]))")
    }
  }

  func checkFunctionalShapes() throws {
    let layer = try make()
    let masks = try masks
    let inputs = sample["inputs"].enumerated().map { place, tensor in
      let input = Input(
        shape: Shape(Array(tensor.shape.dropFirst())), elementType: tensor.isInteger ? .int32 : .float64)
      return masks[place].map { MaskGiver($0.shape.droppingFirst)(input) } ?? input
    }
    let results = layer.results(inputs, training: mode)
    if let error = results.compactMap(\.error).first { throw error }
    let expected = sample["outputs"].map { Shape($0.shape).withUnknownBatch }
    guard results.map(\.shape) == expected, results.allSatisfy({ $0.elementType == .float64 }) else {
      throw fault(.functionalShapes, "the results' types are \(results.map(\.type)), Keras's shapes \(expected)")
    }
    guard results[0].hasMask == !sample["outputMask"].isEmpty else {
      throw fault(.masks, "the functional result has \(results[0].hasMask ? "a" : "no") mask, unlike Keras's")
    }
  }

  func checkNumbers() throws {
    let layer = try builtLayer(.float64)
    let values = try inputs(.float64)
    let atOnce = try results(layer, values)
    try compare(atOnce, sample["outputs"], .results)
    let outputMask = try atOnce[0].mask.map { ($0.shape.dimensions, try $0.scalars(as: Double.self)) }
    let expected = sample["outputMask"].first
    guard outputMask?.0 == expected?.shape, outputMask?.1 == expected?.values else {
      throw fault(.masks, "the mask is \(outputMask.map { "\($0)" } ?? "none"), Keras's \(expected?.values ?? [])")
    }
    let numbers = try Trace(.eager).run {
      try computed(layer, values, .float64).map { Tensor(try $0.buffer(), $0.type) }
    }
    let resultCount = sample["outputs"].count
    try requireSameNumbers(Array(numbers.prefix(resultCount)), atOnce, .results, "in a trace and outside one")
    try compare(Array(numbers.dropFirst(resultCount).prefix(values.count)), sample["inputGradients"], .inputGradients)
    try compare(Array(numbers.dropFirst(resultCount + values.count)), sample["weightGradients"], .weightGradients)
  }

  /// Keras rounds in another order, hence the bound: 10⁻¹² of the element, and 10⁻¹⁴ of the largest one among all these tensors, from
  /// which it may be left over where terms cancel: of a gradient that is 0, such as that of a softmax's bias, all of it is.
  private func compare(_ received: [Tensor], _ expected: [FixtureTensor], _ part: LayerFault.Part) throws {
    guard received.count == expected.count else {
      throw fault(part, "\(received.count) tensors, Keras has \(expected.count)")
    }
    let largest = expected.flatMap(\.values).map(\.magnitude).max() ?? 0
    for (number, (tensor, keras)) in zip(received, expected).enumerated() {
      if let error = tensor.error { throw error }
      guard tensor.shape == Shape(keras.shape) else {
        throw fault(part, "tensor \(number) has shape \(tensor.shape), Keras's \(keras.shape)")
      }
      do {
        try requireClose(
          try tensor.scalars(as: Double.self), keras.values,
          within: keras.values.map { 1e-12 * $0.magnitude + 1e-14 * largest })
      } catch let mismatch as Mismatch {
        throw fault(part, "tensor \(number), \(mismatch)")
      }
    }
  }

  // MARK: - What must be the same however it is computed

  func checkPlan() throws {
    let layer = try builtLayer(.float64)
    let values = try inputs(.float64)
    let atOnce = try Trace(.eager).run {
      try computed(layer, values, .float64).map { Tensor(try $0.buffer(), $0.type) }
    }
    let planned = try planned(layer, values, .float64, on: Backends.naive)
    try requireSameNumbers(planned, atOnce, .plan, "planned and at once")
  }

  func checkDifferences() throws {
    let layer = try builtLayer(.float64)
    do {
      try checkGradients(at: try inputs(.float64), variables: layer.trainableVariables) { inputs in
        let results = layer.results(carryingMasks(inputs), training: mode)
        return results.dropFirst().reduce(results[0].flattened()) { Tensor.concatenated([$0, $1.flattened()]) }
      }
    } catch let error as KeratinError where error.kind == .gradient {
      throw fault(.differences, "\(error)")
    }
  }

  /// One step w ← w − η·g of a plan changes the weights by just that, and makes the number that was differentiated smaller.
  func checkTrainingStep() throws {
    let layer = try builtLayer(.float64)
    let values = try inputs(.float64)
    let variables = layer.trainableVariables
    guard !variables.isEmpty else { return }
    let before = try variables.map { try $0.value.scalars(as: Double.self) }
    let trace = Trace()
    let program = try trace.run {
      let inputs = values.map { trace.input($0.type) }
      let loss = try weightedSum(try results(layer, inputs), roundedTo: .float64)
      let gradients = try gradient(of: loss, with: variables.map(\.value))
      for (variable, gradient) in zip(variables, gradients) {
        let step = sgdStep(variable.value, gradient: gradient, learningRate: Tensor(rate, elementType: .float64))
        try variable.assign(step.w)
      }
      return try Program(trace, outputs: [loss] + gradients)
    }
    let executor = Executor(try Plan(program))
    try run(executor, values)
    let lossBefore = try executor.output(0).scalar(as: Double.self)
    var squares = 0.0
    for (number, variable) in variables.enumerated() {
      let gradient = try executor.output(1 + number).scalars(as: Double.self)
      squares += gradient.reduce(0) { $0 + $1 * $1 }
      let expected = zip(before[number], gradient).map { $0 - rate * $1 }
      do {
        try requireClose(try variable.value.scalars(as: Double.self), expected, ulps: 2)
      } catch let mismatch {
        throw fault(.trainingStep, "'\(variable.path)' after a step, \(mismatch)")
      }
    }
    try run(executor, values)
    let decrease = lossBefore - (try executor.output(0).scalar(as: Double.self))
    // To first order η·|g|²; the curvature of these small cases changes that by far less than half.
    guard (decrease - rate * squares).magnitude <= 0.5 * rate * squares else {
      throw fault(.trainingStep, "the step lowered the loss by \(decrease), its gradients promise \(rate * squares)")
    }
  }

  private var rate: Double { 1e-4 }

  /// Every kernel of the layer and its gradients is as near to the reference's as its bound asks, and the whole is as near to the
  /// same in float64 as float32 allows.
  func checkSinglePrecision(_ backend: TestBackend) throws {
    let (wide, definition): ([Tensor], [Tensor]) = try Backends.with(Backends.naive) {
      let layer = try FloatPolicy.with(.float64) { try builtLayer(.float32) }
      return (
        try planned(
          layer, try inputs(.float32).map { $0.elementType == .float32 ? $0.cast(to: .float64) : $0 }, .float32,
          on: Backends.naive),
        try planned(try builtLayer(.float32), try inputs(.float32), .float32, on: Backends.naive)
      )
    }
    let received = try planned(try builtLayer(.float32), try inputs(.float32), .float32, on: backend.kernels)
    let firstGradient = sample["outputs"].count + sample["inputs"].count
    let cancelling = (sample.settings["cancelling"].ints ?? []).map { firstGradient + $0 }
    for (number, tensor) in received.enumerated() where tensor.elementType == .float32 {
      // What cancels wholly is as near as the terms it is made of, which are as large as the other gradients.
      let numbers = cancelling.contains(number) ? Array(firstGradient..<received.count) : [number]
      do {
        try requireClose(
          try numbers.flatMap { try received[$0].scalars(as: Float.self) },
          definition: try numbers.flatMap { try definition[$0].scalars(as: Float.self) },
          inDouble: try numbers.flatMap { try wide[$0].scalars(as: Double.self) })
      } catch let mismatch as Mismatch {
        throw fault(.backends, "\(backend), tensor \(number) of results and gradients, \(mismatch)")
      }
    }
  }

  // MARK: - Parts

  private var mode: Bool? { sample.settings["training"].bool }

  /// The layer built for the case's inputs, with its weights, rounded to `rounding`.
  func builtLayer(_ rounding: ElementType) throws -> Layer {
    let layer = try make()
    try layer.buildIfNeeded(sample["inputs"].map { Shape($0.shape) })
    let shapes = sample["weights"].map { Shape($0.shape) }
    guard layer.weights.map(\.shape) == shapes else {
      throw fault(.weights, "the weights' shapes are \(layer.weights.map(\.shape)), Keras's \(shapes)")
    }
    let values = try sample["weights"].map { try Tensor($0.values, shape: Shape($0.shape)).cast(to: rounding) }
    try layer.setWeights(values)
    return layer
  }

  func inputs(_ type: ElementType) throws -> [Tensor] {
    try sample["inputs"].map { input in
      try Tensor(input.values, shape: Shape(input.shape), elementType: input.isInteger ? .int32 : type)
    }
  }

  /// The masks of the inputs that the case gives one.
  private var masks: [Tensor?] {
    get throws {
      var masks = [Tensor?](repeating: nil, count: sample["inputs"].count)
      for (place, mask) in zip(sample.settings["masked"].ints ?? [], sample["masks"]) {
        masks[place] = try Tensor(mask.values, shape: Shape(mask.shape), elementType: .bool)
      }
      return masks
    }
  }

  private func carryingMasks(_ inputs: [Tensor]) -> [Tensor] {
    do {
      return try zip(inputs, masks).map { $0.withMask($1) }
    } catch {
      return inputs.map { _ in Tensor(failing: KeratinError(wrapping: error)) }
    }
  }

  func results(_ layer: Layer, _ inputs: [Tensor]) throws -> [Tensor] {
    let results = layer.results(carryingMasks(inputs), training: mode)
    if let error = results.compactMap(\.error).first { throw error }
    return results
  }

  /// Σ result·upstream, the number whose gradients the case holds.
  private func weightedSum(_ results: [Tensor], roundedTo rounding: ElementType) throws -> Tensor {
    let terms = try zip(results, sample["upstream"]).map { result, upstream in
      let factors = try Tensor(upstream.values, shape: Shape(upstream.shape), elementType: rounding)
      return (result * factors.cast(to: result.elementType)).sum()
    }
    guard let first = terms.first else { throw FixtureError.missing("tensor", "upstream in \(sample.name)") }
    return terms.dropFirst().reduce(first) { $0 + $1 }
  }

  /// In the current trace the layer's results and the gradients with respect to inputs and trainable weights.
  private func computed(_ layer: Layer, _ inputs: [Tensor], _ rounding: ElementType) throws -> [Tensor] {
    let results = try results(layer, inputs)
    let loss = try weightedSum(results, roundedTo: rounding)
    return results + (try gradient(of: loss, with: inputs + layer.trainableVariables.map(\.value)))
  }

  /// What ``computed(_:_:_:)`` gives, from a plan on `backend` whose kernels are checked against the reference.
  private func planned(
    _ layer: Layer, _ values: [Tensor], _ rounding: ElementType, on backend: any Backend
  ) throws -> [Tensor] {
    let trace = Trace()
    let program = try trace.run {
      try Program(trace, outputs: try computed(layer, values.map { trace.input($0.type) }, rounding))
    }
    let executor = Executor(try Plan(program, backend: backend))
    executor.crossCheck = CrossCheck(against: Backends.naive)
    do {
      try run(executor, values)
    } catch let error as KeratinError where error.kind == .backend {
      throw fault(.backends, "\(error)")
    }
    return program.outputs.indices.map { executor.output($0) }
  }

  private func run(_ executor: Executor, _ values: [Tensor]) throws {
    for (number, value) in values.enumerated() { executor.bind(input: number, to: try value.buffer()) }
    _ = try executor.run()
  }

  func requireSameNumbers(
    _ a: [Tensor], _ b: [Tensor], _ part: LayerFault.Part, _ what: String
  ) throws {
    for (number, (a, b)) in zip(a, b).enumerated() {
      do {
        try requireSameBits(try a.scalars(as: Double.self), try b.scalars(as: Double.self))
      } catch let mismatch as Mismatch {
        throw fault(part, "tensor \(number) differs \(what), \(mismatch)")
      }
    }
  }

  func fault(_ part: LayerFault.Part, _ explanation: String) -> LayerFault {
    LayerFault(sample: sample.name, part: part, explanation: explanation)
  }
}

extension String {
  /// Whether this is `name` with an underscore and a number after it.
  fileprivate func isNumbered(_ name: String) -> Bool {
    hasPrefix(name + "_") && Int(dropFirst(name.count + 1)) != nil
  }
}

/// A layer whose result is its input with a mask whose extents after the batch are given.
private final class MaskGiver: Layer {
  private let extents: Shape

  init(_ extents: Shape) {
    self.extents = extents
    super.init()
  }

  override func call(_ x: Tensor, _ context: CallContext) -> Tensor { x }

  override var supportsMasking: Bool { true }

  override func computeMask(_ inputs: [Tensor], _ results: [Tensor]) -> [Tensor?] {
    [Tensor.ones(Shape(results[0].shape.dimensions.prefix(1) + extents.dimensions), elementType: .bool)]
  }
}
