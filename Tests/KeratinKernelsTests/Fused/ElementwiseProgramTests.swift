import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct ElementwiseProgramTests {
  /// Results and the operands that broadcast to them.
  static let forms: [(result: Shape, operands: [Shape])] = [
    ([0], [[0], []]), ([1], [[1], [1]]), ([], [[], []]), ([17], [[17], [], [1]]),
    ([3, 5], [[3, 5], [5], [3, 1], []]),
    ([40, 33], [[40, 33], [33], [40, 1]]), ([7, 300], [[7, 300], [300], [7, 1]]),
    ([4, 6, 10], [[4, 6, 10], [4, 1, 10], [6, 1], [10]]), ([2, 3000], [[2, 3000], [3000], []]),
    ([70_001], [[70_001], []]), ([300, 250], [[300, 250], [250], [300, 1]]), ([5, 80_000], [[5, 80_000], [80_000]]),
  ]

  @Test(arguments: TestBackends.all, forms.indices)
  func hasTheBitsOfThePrimitives(_ backend: TestBackend, _ number: Int) throws {
    for round in 0..<(Self.forms[number].result.count > 50_000 ? 4 : 12) {
      try check(backend, number, round, Float.self)
      if Self.forms[number].result.count < 1000 { try check(backend, number, round, Double.self) }
    }
  }

  private func check<T: FloatingScalar>(_ backend: TestBackend, _ number: Int, _ round: Int, _: T.Type) throws {
    let (result, shapes) = Self.forms[number]
    var data = TestData("program \(number) \(round)")
    var random = RandomProgramOfSteps(data.integers(1, 0...1_000_000, as: Int32.self)[0], result, shapes)
    let program = random.make()
    var numbers: [Int: [T]] = [:]
    for (index, shape) in shapes.enumerated() { numbers[index] = data.uniform(shape.count, from: -2, to: 2) }
    let condition = data.integers(result.count, 0...1, as: UInt8.self)
    let received = try backend.elementwise(
      program, numbers: numbers, conditions: [shapes.count: condition], counters: [shapes.count + 1: 7])
    let expected = try byPrimitives(backend, program, numbers, condition, at: shapes.count)
    for (index, (received, expected)) in zip(received, expected).enumerated() {
      #expect(firstDifferenceInBits(received, expected) == nil, "result \(index) of \(program.steps)")
    }
  }

  /// The same from the backend's primitives, one after another.
  private func byPrimitives<T: FloatingScalar>(
    _ backend: TestBackend, _ program: ElementwiseProgram, _ operands: [Int: [T]], _ condition: [UInt8],
    at conditionPlace: Int
  ) throws -> [[T]] {
    var (numbers, conditions) = (operands, [conditionPlace: condition])
    for (index, step) in program.steps.enumerated() {
      let value = program.operandCount + index
      let broadcast = program.broadcast(of: step)
      switch step {
      case .unary(let operation, let x): numbers[value] = try backend.unary(operation, numbers[x]!)
      case .binary(let operation, let a, let b):
        numbers[value] = try backend.binary(operation, numbers[a]!, numbers[b]!, broadcast)
      case .compare(let operation, let a, let b):
        conditions[value] = try backend.compare(operation, numbers[a]!, numbers[b]!, broadcast)
      case .select(let condition, let a, let b):
        numbers[value] = try backend.select(conditions[condition]!, numbers[a]!, numbers[b]!, broadcast)
      case .convert(let x): numbers[value] = try backend.cast(conditions[x]!, to: T.self)
      case .dropout(let mask, let x, _): numbers[value] = try backend.dropout(numbers[x]!, mask, step: 7)
      }
    }
    return program.results.map { numbers[$0] ?? conditions[$0]!.map { T(rounding: Double($0)) } }
  }

  @Test func placesAreSharedByValuesThatAreNotNeededAtOnce() {
    let program = ElementwiseProgram(
      Broadcast(count: 8, operands: 1), operandKinds: [.number],
      steps: [.unary(.exp, 0), .unary(.tanh, 1), .binary(.add, 1, 2), .unary(.sqrt, 3), .unary(.exp, 4)],
      results: [3, 5])
    #expect(program.places == [.register(0), .register(1), .result(0), .register(0), .result(1)])
    #expect(program.registerCount == 2)
    #expect(program.resultKinds == [.number, .number])
  }
}

/// Programs of up to twelve steps that read any values before them. The last operands are a condition and a counter.
private struct RandomProgramOfSteps {
  private var source: RandomSource
  private let result: Shape
  private let shapes: [Shape]

  init(_ seed: Int32, _ result: Shape, _ shapes: [Shape]) {
    source = RandomSource(RandomKey(seed: UInt64(seed)))
    (self.result, self.shapes) = (result, shapes)
  }

  private mutating func choice<Element>(_ elements: [Element]) -> Element {
    elements[Int(source.next() % UInt64(elements.count))]
  }

  mutating func make() -> ElementwiseProgram {
    let (condition, counter) = (shapes.count, shapes.count + 1)
    // The first operand is as dense as the result.
    var (numbers, dense, conditions) = (Array(shapes.indices), [0], [condition])
    var steps: [ElementwiseProgram.Step] = []
    for index in 0..<choice(Array(1...12)) {
      let value = shapes.count + 2 + index
      let step: ElementwiseProgram.Step
      switch choice(Array(0..<7)) {
      case 0: step = .unary(choice([.negate, .exp, .tanh, .relu, .square, .sigmoid, .erf]), choice(dense))
      case 1: step = .compare(choice(CompareOperation.allCases), choice(numbers), choice(numbers))
      case 2: step = .select(choice(conditions), choice(numbers), choice(numbers))
      case 3: step = .convert(choice(conditions))
      case 4:
        let stream = RandomStream(key: RandomKey(seed: source.next()), count: result.count)
        step = .dropout(DropoutMask(stream: stream, rate: 0.3), choice(dense), counter: counter)
      default:
        step = .binary(
          choice([.add, .subtract, .multiply, .divide, .maximum, .reluGradient, .tanhGradient]), choice(numbers),
          choice(numbers))
      }
      steps.append(step)
      if step.kind == .condition {
        conditions.append(value)
      } else {
        numbers.append(value)
        dense.append(value)
      }
    }
    let made = Array(shapes.count + 2..<shapes.count + 2 + steps.count)
    // What nobody reads is a result, and some that are read.
    let read = Set(steps.flatMap(\.inputs))
    let results = made.filter { !read.contains($0) || source.next() % 4 == 0 }
    return ElementwiseProgram(
      Broadcast(shapes + [result, []], to: result),
      operandKinds: shapes.map { _ in .number } + [.condition, .counter], steps: steps, results: results)
  }
}
