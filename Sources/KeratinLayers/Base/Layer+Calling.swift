public import KeratinGraph
internal import KeratinKernels

extension Layer {
  /// Calls the layer on one tensor.
  ///
  /// - Parameter training: the mode; by default that of the enclosing call, else inference.
  public func callAsFunction(
    _ x: Tensor, training: Bool? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    results([x], training: training, file: file, line: line)[0]
  }

  /// Calls the layer on several tensors and returns its first result: merging layers, attention.
  public func callAsFunction(
    _ inputs: [Tensor], training: Bool? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    results(inputs, training: training, file: file, line: line)[0]
  }

  /// Calls the layer and returns all its results: models with several outputs, recurrent layers that return their state.
  ///
  /// What cannot be returns tensors that carry the error.
  public func results(
    _ inputs: [Tensor], training: Bool? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> [Tensor] {
    let site = CallSite(file, line)
    let outer = CallContext.current
    if let error = inputs.lazy.compactMap(\.error).first {
      // Made before this call, so not this layer's: where it stands is the enclosing one.
      return failures(error.located(layerPath: outer?.joinedPath, site: site), inputs)
    }
    do {
      if inputs.contains(where: { $0.symbolic != nil }) {
        return try symbolicCall(inputs, training: training).results
      }
      let mode = training ?? outer?.isTraining ?? false
      let context = outer?.inMode(isTraining: mode) ?? CallContext(isTraining: mode)
      return try invoke(inputs, context).map { result in
        result.error.map { Tensor(failing: $0.located(site: site), result.type) } ?? result
      }
    } catch {
      return failures(KeratinError(wrapping: error).located(site: site), inputs)
    }
  }

  /// What a call returns that failed: the rank of its inputs is all that is known.
  private func failures(_ error: KeratinError, _ inputs: [Tensor]) -> [Tensor] {
    let rank = inputs.map(\.rank).max() ?? 1
    let type = TensorType(Shape([Int](repeating: Shape.unknown, count: rank)), elementType)
    return [Tensor](repeating: Tensor(failing: error, type), count: Swift.max(resultCount, 1))
  }

  /// Builds the layer if need be and computes, inside a call that goes on. Errors name the layer.
  public func invoke(_ inputs: [Tensor], _ context: CallContext) throws -> [Tensor] {
    try invoke(inputs, context, addsPenalty: true)
  }

  /// The same, with the penalty of ``activityRegularizer`` or without.
  func invoke(_ inputs: [Tensor], _ context: CallContext, addsPenalty: Bool) throws -> [Tensor] {
    for input in inputs { if let error = input.error { throw error } }
    return try context.scope(name) { context in
      do {
        return try computed(inputs.map(accepted), context, addsPenalty).map { result in
          result.error.map { Tensor(failing: $0.located(layerPath: context.joinedPath), result.type) } ?? result
        }
      } catch {
        throw KeratinError(wrapping: error).located(layerPath: context.joinedPath)
      }
    }
  }

  /// The same where masks of inputs do not count and only go on to the results.
  package func invokePassingMasksBy(_ inputs: [Tensor], _ context: CallContext) throws -> [Tensor] {
    let results = try invoke(inputs.map { $0.withMask(nil) }, context)
    guard results.allSatisfy({ $0.error == nil }) else { return results }
    return zip(results, try computeMask(inputs, results)).map { $0.withMask($1) }
  }

  private func computed(_ inputs: [Tensor], _ context: CallContext, _ addsPenalty: Bool) throws -> [Tensor] {
    let shapes = inputs.map(\.shape)
    try buildIfNeeded(shapes)
    try checkInputs(shapes)
    let results = try call(inputs, context)
    guard !results.isEmpty else {
      throw KeratinError(.state, expected: "a call that returns at least one tensor", received: "none")
    }
    if results.contains(where: { $0.symbolic != nil }) {
      throw KeratinError(
        .state, expected: "results computed from the tensors that the call was given",
        received: "a functional tensor, which only describes a model", suggestion: "passing it to the layer as an input"
      )
    }
    if addsPenalty, let activityRegularizer {
      for result in results where result.elementType.isFloating {
        context.addLoss(activityRegularizer.penalty(result) / Double(Swift.max(result.shape[0], 1)))
      }
    }
    return try masked(results, from: inputs)
  }

  /// Floating inputs of another width are brought to the layer's element type, except where its variables are widened too.
  private func accepted(_ input: Tensor) -> Tensor {
    guard input.elementType.isFloating, elementType.isFloating, Trace.current?.widensVariables != true else {
      return input
    }
    return input.cast(to: elementType).withMask(input.mask)
  }

  /// A call on functional tensors as a node of a model.
  ///
  /// - Parameters:
  ///   - masks: masks for some inputs, in place of those that they carry.
  ///   - passesMasksBy: whether masks of inputs do not count and only go on.
  package func symbolicCall(
    _ inputs: [Tensor], training: Bool?, masks: [GivenMask] = [], passesMasksBy: Bool = false
  ) throws -> SymbolicCall {
    let context = CallContext(isTraining: training ?? false)
    do {
      if let budget = VariableBudget.current { for input in inputs { try budget.check(input.shape) } }
      try buildIfNeeded(inputs.map(\.shape))
    } catch {
      throw KeratinError(wrapping: error).located(layerPath: name)
    }
    let givenTypes = Dictionary(masks.map { ($0.input, $0.mask.type) }) { $1 }
    let inputTypes = inputs.enumerated().map { index, input in
      MaskedType(input.type, mask: givenTypes[index] ?? input.maskType)
    }
    let types = try SymbolicCall.resultTypes(inputTypes) { types in
      let trace = Trace()
      return try trace.run {
        let inputs = types.map { trace.input($0.type).withMask($0.mask.map { trace.input($0) }) }
        let results = try passesMasksBy ? invokePassingMasksBy(inputs, context) : invoke(inputs, context)
        return try results.map { result in
          if let error = result.error { throw error }
          return MaskedType(result)
        }
      }
    }
    return SymbolicCall(
      self, inputs: inputs, isTraining: training, givenMasks: masks, passesMasksBy: passesMasksBy, resultTypes: types)
  }
}

extension CallContext {
  /// The path with slashes between the names, `nil` outside of all layers.
  var joinedPath: String? { path.isEmpty ? nil : path.joined(separator: "/") }
}
