import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import KeratinTraining
import Testing

/// What all optimizers share: state, element types, mistakes, rules of one's own.
struct OptimizerTests {
  private func variable(_ values: [Float], _ name: String = "w") throws -> Variable {
    try Variable(name, Tensor(values))
  }

  /// A step of one length in the direction that each element's gradient names.
  final class SignSGD: Optimizer {
    init(learningRate: some LearningRateSchedule) { super.init(learningRate: learningRate, name: "sign_sgd") }

    override func update(_ variable: Variable, gradient: Tensor, learningRate: Tensor) throws {
      try variable.assign(variable.value - learningRate * sign(gradient))
    }
  }

  /// An optimizer with a slot that does not start at 0.
  final class Counting: Optimizer {
    init() { super.init(learningRate: 1, name: "counting") }
    override func build(_ variables: [Variable]) throws {
      for variable in variables { try addSlot("visits", for: variable, initialValue: 10) }
    }
    override func update(_ variable: Variable, gradient: Tensor, learningRate: Tensor) throws {
      let visits = try slot("visits", of: variable)
      try visits.assign(visits.value + 1)
    }
  }

  /// 1, 1/2, 1/4, …
  struct Halving: LearningRateSchedule {
    func learningRate(_ step: Tensor) -> Tensor { pow(Tensor(0.5, elementType: step.elementType), step) }
  }

  @Test(arguments: TestBackends.all)
  func anOptimizerOfOnesOwn(_ backend: TestBackend) throws {
    try Backends.with(backend.kernels) {
      let w = try variable([1, -1, 0])
      let optimizer = SignSGD(learningRate: 0.25)
      try optimizer.apply([Tensor([3, -0.1, 0] as [Float])], to: [w])
      #expect(try w.value.scalars() == [0.75, -0.75, 0] as [Float])
      try inOnePlan(backend, [Tensor([3, -0.1, 0] as [Float])]) { try optimizer.apply($0, to: [w]) }
      #expect(try w.value.scalars() == [0.5, -0.5, 0] as [Float])
      #expect(try optimizer.iterations.value.scalar() == Int32(2))
      #expect(optimizer.slots.isEmpty)
    }
  }

  @Test func slotsMayStartAnywhereAlsoWhenBuiltInATrace() throws {
    let (w, optimizer) = (try variable([1, 2]), Counting())
    try inOnePlan(TestBackends.naive, [Tensor([0, 0] as [Float])]) { try optimizer.apply($0, to: [w]) }
    #expect(try optimizer.slot("visits", of: w).value.scalars() == [11, 11] as [Float])
    #expect(optimizer.variables.map(\.path) == ["counting/iteration", "counting/learning_rate", "counting/w_visits"])
  }

  @Test(arguments: TestBackends.all)
  func aScheduleSeesTheNumberOfUpdatesFromZero(_ backend: TestBackend) throws {
    try Backends.with(backend.kernels) {
      let w = try variable([10])
      let optimizer = SGD(learningRate: Halving())
      let trace = Trace()
      let program = try trace.run {
        try optimizer.apply([trace.input(w.type!)], to: [w])
        return try Program(trace, outputs: [])
      }
      let executor = Executor(try Plan(program, backend: backend.kernels))
      let gradient = Tensor([1] as [Float])
      executor.bind(input: 0, to: try gradient.buffer())
      for expected in [9, 8.5, 8.25, 8.125] as [Float] {
        #expect(try executor.run())
        #expect(try w.value.scalar() == expected)
      }
      #expect(optimizer.learningRate == 0.0625)
      #expect(optimizer.variables.map(\.name) == ["iteration"])
    }
  }

  @Test func theLearningRateCanBeSetBetweenRunsOfOnePlan() throws {
    let (w, optimizer) = (try variable([10]), Optimizer.sgd(learningRate: 1))
    let trace = Trace()
    let program = try trace.run {
      try optimizer.apply([trace.input(w.type!)], to: [w])
      return try Program(trace, outputs: [])
    }
    let executor = Executor(try Plan(program))
    let gradient = Tensor([1] as [Float])
    executor.bind(input: 0, to: try gradient.buffer())
    for (rate, expected) in [(1, 9), (0.5, 8.5), (2, 6.5)] as [(Double, Float)] {
      optimizer.learningRate = rate
      #expect(optimizer.learningRate == rate)
      #expect(try executor.run())
      #expect(try w.value.scalar() == expected)
    }
  }

  @Test func besideAScheduleTheLearningRateCannotBeSet() throws {
    let (w, optimizer) = (try variable([10]), SGD(learningRate: Halving()))
    optimizer.learningRate = 0.3
    #expect(optimizer.learningRate == 1)
    let gradient = Tensor([1] as [Float])
    let error = #expect(throws: KeratinError.self) { try optimizer.apply([gradient], to: [w]) }
    #expect(
      error?.description
        == "sgd.learningRate: expected no learning rate beside the schedule Halving. Received: 0.3. "
        + "Try: an optimizer made with a number as its learning rate.")
    #expect(try w.value.scalar() == Float(10))
    try optimizer.apply([gradient], to: [w])
    #expect(try w.value.scalar() == Float(9))
  }

  @Test func doubleVariablesKeepTheirPrecision() throws {
    let gradient = try Tensor([1.0, -2.0], shape: [2], elementType: .float64)
    for policy in [ElementType.float32, .float64] {
      let w = try Variable("w", Tensor([0.1, 0.2] as [Double]))
      let optimizer = FloatPolicy.with(policy) { Adam(learningRate: 0.5) }
      try optimizer.apply([gradient], to: [w])
      #expect(optimizer.slots.allSatisfy { $0.type?.elementType == .float64 })
      // With m = 0.1·g and v = 0.001·g².
      let rate = 0.5 * 0.001.squareRoot() / 0.1
      let expected = [(0.1, 1.0), (0.2, -2.0)].map { w, g in
        w - rate * 0.1 * g / (0.001.squareRoot() * g.magnitude + 1e-7)
      }
      try requireClose(w.value.scalars(as: Double.self), expected, within: expected.map { _ in 1e-14 })
    }
  }

  @Test func gradientsAreBroughtToTheElementTypeOfTheirVariables() throws {
    let w = try variable([1, 2])
    try SGD(learningRate: 0.5).apply([Tensor([2, 4] as [Double])], to: [w])
    #expect(try w.value.scalars() == [0, 0] as [Float])
    #expect(w.type?.elementType == .float32)
  }

  @Test func constraintsHoldAfterEachUpdate() throws {
    struct NonNegative: Constraint {
      func projected(_ x: Tensor) -> Tensor { maximum(x, 0) }
    }
    let w = try variable([1, 2])
    w.constraint = NonNegative()
    try SGD(learningRate: 1).apply([Tensor([3, 1] as [Float])], to: [w])
    #expect(try w.value.scalars() == [0, 1] as [Float])
  }

  @Test func zeroGradientsPassThroughEveryLimit() throws {
    let limited: [Optimizer] = [SGD(clipnorm: 1), SGD(globalClipnorm: 1), SGD(clipvalue: 1)]
    for optimizer in limited {
      let (w, b) = (try variable([1, 2]), try variable([3], "b"))
      try optimizer.apply([Tensor([0, 0] as [Float]), Tensor([0] as [Float])], to: [w, b])
      #expect(try w.value.scalars() == [1, 2] as [Float])
      #expect(try b.value.scalars() == [3] as [Float])
    }
  }

  @Test func anUpdateThatFailsChangesNothing() throws {
    let (w, b) = (try variable([1, 2]), try variable([3], "b"))
    let optimizer = SGD(learningRate: 1, momentum: 0.5)
    let error = #expect(throws: KeratinError.self) {
      try optimizer.apply([Tensor([1, 1] as [Float]), Tensor([1, 1] as [Float])], to: [w, b])
    }
    #expect(error?.description == "sgd: expected a gradient of shape [1] for variable 'b'. Received: shape [2].")
    let missing = #expect(throws: KeratinError.self) { try optimizer.apply([Tensor([1, 1] as [Float])], to: [w, b]) }
    #expect(missing?.description == "sgd: expected a gradient for each of 2 variables. Received: 1.")
    #expect(try w.value.scalars() == [1, 2] as [Float])
    #expect(try optimizer.iterations.value.scalar() == Int32(0))
  }

  @Test func argumentsThatCannotBe() throws {
    let w = try variable([1])
    func complaint(_ optimizer: Optimizer) -> String? {
      let error = #expect(throws: KeratinError.self) { try optimizer.buildIfNeeded([w]) }
      #expect(!optimizer.isBuilt && optimizer.slots.isEmpty)
      return error?.description
    }
    #expect(complaint(SGD(momentum: 1.5)) == "sgd: expected momentum between 0 and 1. Received: 1.5.")
    #expect(
      complaint(Adam(beta2: 1))
        == "adam: expected beta1 and beta2 at least 0 and below 1, epsilon at least 0. "
        + "Received: beta1: 0.9, beta2: 1.0, epsilon: 1e-07.")
    #expect(
      complaint(Adam(clipnorm: 1, clipvalue: 0.5))
        == "adam: expected one of clipnorm, globalClipnorm and clipvalue. Received: clipnorm: 1.0, clipvalue: 0.5.")
    #expect(complaint(SGD(clipvalue: -1)) == "sgd: expected a limit above 0. Received: clipvalue: -1.0.")
  }

  @Test func variablesThatTheOptimizerDoesNotKnow() throws {
    let (w, stranger) = (try variable([1]), try variable([1], "dense/kernel"))
    let optimizer = Optimizer.adam()
    try optimizer.buildIfNeeded([w])
    let error = #expect(throws: KeratinError.self) { try optimizer.buildIfNeeded([w, stranger]) }
    #expect(
      error?.description
        == "adam: expected variables that the optimizer was built for. Received: variable 'dense/kernel'. "
        + "Try: compile with a new optimizer after changing which layers are trained.")
    let unbuilt = Variable("kernel", initializer: .zeros)
    #expect(throws: KeratinError.self) { try Optimizer.adam().buildIfNeeded([unbuilt]) }
    #expect(throws: KeratinError.self) { try optimizer.slot("velocity", of: stranger) }
    let empty = #expect(throws: KeratinError.self) {
      try Optimizer(learningRate: 1, name: "empty").apply([Tensor([1] as [Float])], to: [w])
    }
    #expect(
      empty?.description
        == "expected an optimizer that overrides update(_:gradient:learningRate:). Received: Optimizer.")
  }

  @Test func theFirstStepOfAdamIsAsLongAsTheLearningRate() throws {
    // Keras: w = 1, g = 0.5, lr = 0.1 gives 0.9000013.
    let w = try variable([1])
    try Optimizer.adam(learningRate: 0.1).apply([Tensor([0.5] as [Float])], to: [w])
    #expect(abs(try w.value.scalar(as: Float.self) - 0.900_001_3) < 2e-7)
  }
}
