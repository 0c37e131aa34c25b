import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct InputRecurrenceTests {
  /// Whole registers and rests; sequences that make pieces of several heights, and too few to make one; kernels that stay in a cache and such
  /// as do not.
  static let shapes: [(batch: Int, steps: Int, inputs: Int, units: Int)] = [
    (1, 4, 3, 7), (3, 5, 16, 33), (4, 3, 1, 16), (9, 4, 18, 5), (32, 3, 20, 18), (21, 3, 33, 64), (2, 3, 8, 128),
    (8, 2, 300, 230), (20, 2, 128, 128), (5, 4, 0, 9), (0, 3, 4, 6),
  ]

  @Test(arguments: TestBackends.all, RecurrentCell.allCases)
  func isNearTheDefinition(_ backend: TestBackend, _ cell: RecurrentCell) throws {
    for (index, shape) in Self.shapes.enumerated() {
      try check(
        backend, form(cell, shape, backwards: index % 2 == 1, hasMask: index % 3 == 1), hasBias: index % 4 != 2)
    }
  }

  @Test(arguments: TestBackends.all, RecurrentCell.allCases)
  func isNearTheDefinitionInEachForm(_ backend: TestBackend, _ cell: RecurrentCell) throws {
    for bits in 0..<16 {
      let descriptor = form(
        cell, (10, 4, 6, 18), backwards: bits & 1 != 0, hasMask: bits & 2 != 0, hasDropout: bits & 4 != 0)
      try check(backend, descriptor, hasBias: bits & 8 != 0)
    }
    for activation in ActivationKind.allCases {
      for other in ActivationKind.allCases {
        try check(
          backend, form(cell, (4, 3, 5, 17), activation: activation, recurrentActivation: other), hasBias: true)
      }
    }
  }

  /// One step with numbers that can be followed by hand: h = tanh(x·W + b + h·U).
  @Test(arguments: TestBackends.all)
  func hasTheValueOfTheFormula(_ backend: TestBackend) throws {
    let batch = 4
    let descriptor = form(.simple, (batch, 2, 1, 2))
    let given = RecurrenceCase<Float>(
      projection: [], kernel: [0, 1, 1, 0], bias: [], initial: [Float](repeating: 0, count: 2 * batch),
      initialCells: [], mask: [], dropout: [])
    let x = [Float](repeating: 0, count: 2 * batch).enumerated().map { Float($0.offset % 2 == 0 ? 1 : 0) }
    let states = try backend.inputRecurrence(x, [0.25, 0], [0.25, 0], given, descriptor)[0]
    // First 0.5 and 0; then what went over from the other unit, and the bias.
    let expected = [0.46211715726000973, 0, 0.24491866240370913, 0.4318081805]
    try requireClose(
      states, (0..<batch).flatMap { _ in expected }, within: [Double](repeating: 2e-7, count: 4 * batch))
  }

  private func form(
    _ cell: RecurrentCell, _ shape: (batch: Int, steps: Int, inputs: Int, units: Int), backwards: Bool = false,
    hasMask: Bool = false, hasDropout: Bool = false, activation: ActivationKind = .tanh,
    recurrentActivation: ActivationKind = .sigmoid
  ) -> InputRecurrence {
    InputRecurrence(
      Recurrence(
        cell: cell, batch: shape.batch, steps: shape.steps, units: shape.units, activation: activation,
        recurrentActivation: recurrentActivation, goBackwards: backwards, hasMask: hasMask, hasDropout: hasDropout),
      inputs: shape.inputs)
  }

  private func check(_ backend: TestBackend, _ descriptor: InputRecurrence, hasBias: Bool) throws {
    var data = TestData("input recurrence \(descriptor) \(hasBias)")
    let (recurrence, inputs) = (descriptor.recurrence, descriptor.inputs)
    let (batch, steps, units, columns) = (recurrence.batch, recurrence.steps, recurrence.units, recurrence.columns)
    let count = batch * units
    // As large as initializers make them: states neither vanish nor explode.
    let size = 1 / Double(units).squareRoot()
    let inputSize = 1 / Double(max(1, inputs)).squareRoot()
    let x: [Float] = data.uniform(batch * steps * inputs)
    let w: [Float] = data.uniform(inputs * columns, from: -inputSize, to: inputSize)
    let bias: [Float] = hasBias ? data.uniform(columns) : []
    let given = RecurrenceCase<Float>(
      projection: [], kernel: data.uniform(units * columns, from: -size, to: size),
      bias: recurrence.cell == .gruResetAfter ? data.uniform(columns) : [], initial: data.uniform(count),
      initialCells: recurrence.cell == .lstm ? data.uniform(count) : [],
      mask: recurrence.hasMask ? data.integers(batch * steps, 0...1) : [],
      dropout: recurrence.hasDropout ? data.uniform(recurrence.cell.gates * count, from: 0, to: 2) : [])
    let naive = TestBackends.naive
    let definition = try naive.inputRecurrence(x, w, bias, given, descriptor)
    let exact = try naive.inputRecurrence(
      x.map(\.asDouble), w.map(\.asDouble), bias.map(\.asDouble), given.widened, descriptor)
    let found = try backend.inputRecurrence(x, w, bias, given, descriptor)
    try requireNear(found, definition, exact, terms: inputs + units)
    // The states alone are the same states.
    try requireSameBits(try backend.inputRecurrence(x, w, bias, given, descriptor, keepsAll: false)[0], found[0])
  }
}
