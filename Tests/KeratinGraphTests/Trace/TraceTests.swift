import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct TraceTests {
  @Test func aPlannedTraceHasNoNumbersToRead() throws {
    let trace = Trace()
    try trace.run { () throws in
      try trace.scope("model/dense") { () throws in
        let y = trace.input(TensorType([2])) * 2
        #expect(y.shape == [2])
        let error = #expect(throws: KeratinError.self) { try y.doubles() }
        #expect(
          error?.description
            == "model/dense: expected numbers for reading values. Received: a tensor of a planned trace, whose numbers "
            + "do not exist before the plan runs. Try: `which(condition, a, b)` in place of an if, or "
            + "compile(runEagerly: true).")
        let outside = try Trace.outside { try (Tensor([1, 2]) + 1).doubles() }
        #expect(outside == [2, 3])
      }
    }
  }

  @Test func anEagerTraceHas() throws {
    let trace = Trace(.eager)
    try trace.run { () throws in
      let y = Tensor([1, 2]) * 2
      #expect(!y.isConcrete)
      #expect(try y.doubles() == [2, 4])
      #expect(try y.sum().scalar(as: Float.self) == 6)
    }
    #expect(trace.graph.nodes.map(\.name) == ["constant", "constant", "multiply", "sum"])
  }

  @Test func anEagerTracesInputHasNone() {
    let trace = Trace(.eager)
    trace.run {
      let y = trace.input(TensorType([2])) + 1
      #expect(
        y.message
          == "add: expected numbers for add. Received: an input of an eager trace, for which no numbers were given. "
          + "Try: the tensor itself in place of an input.")
    }
  }

  @Test func aFunctionalTensorHasNone() throws {
    let error = #expect(throws: KeratinError.self) { try functional([nil, 2]).doubles() }
    #expect(
      error?.description
        == "expected a tensor that holds numbers for reading values. Received: a functional tensor of shape [nil, 2], "
        + "which only describes a model. Try: build a Model from it and call predict.")
  }

  @Test func tensorsOfAnotherTraceAreRefused() throws {
    let first = Trace()
    let old = first.run { first.input(TensorType([2])) }
    let second = Trace()
    second.run {
      #expect((old + 1).error?.kind == .state)
      #expect((functional([nil]) + 1).symbolic != nil, "a functional tensor makes a node of the model")
    }
  }

  @Test func variablesAreReadAsTheyWereLastAssigned() throws {
    let w = try Variable("w", Tensor([1, 2]))
    let trace = Trace(.eager)
    try trace.run {
      try w.assign(w.value + 1)
      #expect(try w.value.doubles() == [2, 3])
      try w.assign(w.value * w.value)
      #expect(try w.value.doubles() == [4, 9])
      let outside = try Trace.outside { try w.value.doubles() }
      #expect(outside == [1, 2])
    }
    #expect(try w.value.doubles() == [1, 2])
    #expect(try trace.commit())
    #expect(try w.value.doubles() == [4, 9])
  }

  @Test func anEagerStepWithALossThatIsNotFiniteChangesNothing() throws {
    let w = try Variable("w", Tensor([1, 2]))
    let trace = Trace(.eager)
    try trace.run {
      try w.assign(w.value + 1)
      try trace.requireFinite((w.value * .infinity).sum())
    }
    #expect(try trace.commit() == false)
    #expect(try w.value.doubles() == [1, 2])
  }

  @Test func oneConstantIsOneNode() throws {
    let trace = Trace()
    let x = Tensor([1, 2])
    trace.run { _ = (x + x) * x }
    #expect(trace.graph.nodes.map(\.name) == ["constant", "add", "multiply"])
    #expect(
      trace.graph.description
        == "%0 = constant : float32[2]\n%1 = add(%0, %0) : float32[2]\n%2 = multiply(%1, %0) : float32[2]")
  }

  @Test func assigningChecksTheType() throws {
    let w = try Variable("w", Tensor([1, 2]))
    let error = #expect(throws: KeratinError.self) { try w.assign(Tensor([1, 2, 3])) }
    #expect(error?.description == "assign: expected float32[2] for variable 'w'. Received: float32[3].")
    let trace = Trace(.eager)
    trace.run {
      #expect(throws: KeratinError.self) { try w.assign(Tensor([1, 2] as [Double])) }
      #expect(throws: KeratinError.self) { try w.assign(Tensor([1, 2]) + Tensor([1, 2, 3])) }
    }
  }

  @Test func aSnapshotNeverChanges() throws {
    let w = try Variable("w", Tensor([1, 2]))
    let snapshot = w.value
    try w.assign(w.value + 1)
    #expect(try snapshot.doubles() == [1, 2])
  }
}
