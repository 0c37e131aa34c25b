import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct RecurrenceTests {
  /// Shapes with whole registers and with rests, few sequences and many; with few sequences of many units, where steps are cut by units.
  static let shapes: [(batch: Int, steps: Int, units: Int)] =
    [1, 3, 32].flatMap { batch in [1, 7, 16, 33, 100].map { (batch, $0 == 100 ? 3 : 4, $0) } }
    + [(1, 3, 128), (2, 3, 128), (1, 3, 197), (8, 2, 230)]

  @Test(arguments: TestBackends.all, RecurrentCell.allCases)
  func isNearTheDefinition(_ backend: TestBackend, _ cell: RecurrentCell) throws {
    for (index, shape) in Self.shapes.enumerated() {
      try check(backend, form(cell, shape, backwards: index % 2 == 1, hasMask: index % 3 == 1))
    }
  }

  @Test(arguments: TestBackends.all, RecurrentCell.allCases)
  func isNearTheDefinitionInEachForm(_ backend: TestBackend, _ cell: RecurrentCell) throws {
    for shape in [(3, 5, 7), (9, 4, 18)] as [(Int, Int, Int)] {
      for backwards in [false, true] {
        for hasMask in [false, true] {
          for hasDropout in [false, true] {
            try check(backend, form(cell, shape, backwards: backwards, hasMask: hasMask, hasDropout: hasDropout))
          }
        }
      }
      for activation in ActivationKind.allCases {
        for other in ActivationKind.allCases {
          try check(backend, form(cell, shape, hasMask: true, activation: activation, recurrentActivation: other))
        }
      }
    }
  }

  /// One step with numbers that can be followed by hand: h = tanh(x + h·U).
  @Test(arguments: TestBackends.all)
  func hasTheValueOfTheFormula(_ backend: TestBackend) throws {
    let descriptor = form(.simple, (1, 2, 2))
    let given = RecurrenceCase<Float>(
      projection: [0.5, 0, 0, 0], kernel: [0, 1, 1, 0], bias: [], initial: [0, 0], initialCells: [], mask: [],
      dropout: [])
    let states = try backend.recurrence(given, descriptor)[0]
    // tanh 0.5 goes to the other unit: tanh(tanh 0.5).
    try requireClose(
      states, [0.46211715726000973, 0, 0, 0.4318081805], within: [Double](repeating: 2e-7, count: 4))
  }

  private func form(
    _ cell: RecurrentCell, _ shape: (batch: Int, steps: Int, units: Int), backwards: Bool = false,
    hasMask: Bool = false, hasDropout: Bool = false, activation: ActivationKind = .tanh,
    recurrentActivation: ActivationKind = .sigmoid
  ) -> Recurrence {
    Recurrence(
      cell: cell, batch: shape.batch, steps: shape.steps, units: shape.units, activation: activation,
      recurrentActivation: recurrentActivation, goBackwards: backwards, hasMask: hasMask, hasDropout: hasDropout)
  }

  private func check(_ backend: TestBackend, _ descriptor: Recurrence) throws {
    var data = TestData("recurrence \(descriptor)")
    let (batch, steps, units) = (descriptor.batch, descriptor.steps, descriptor.units)
    let count = batch * units
    // As large as an initializer makes it: states neither vanish nor explode.
    let size = 1 / Double(units).squareRoot()
    let given = RecurrenceCase<Float>(
      projection: data.uniform(batch * steps * descriptor.columns),
      kernel: data.uniform(units * descriptor.columns, from: -size, to: size),
      bias: descriptor.cell == .gruResetAfter ? data.uniform(descriptor.columns) : [], initial: data.uniform(count),
      initialCells: descriptor.cell == .lstm ? data.uniform(count) : [],
      mask: descriptor.hasMask ? data.integers(batch * steps, 0...1) : [],
      dropout: descriptor.hasDropout ? data.uniform(descriptor.cell.gates * count, from: 0, to: 2) : [])
    let naive = TestBackends.naive
    let definition = try naive.recurrence(given, descriptor)
    let exact = try naive.recurrence(given.widened, descriptor)
    try requireNear(try backend.recurrence(given, descriptor), definition, exact, terms: units)
    // The states alone are the same states.
    try requireSameBits(
      try backend.recurrence(given, descriptor, keepsAll: false)[0], try backend.recurrence(given, descriptor)[0])

    let dStates: [Float] = data.uniform(steps * count)
    let allCells: [Float] = descriptor.cell == .lstm ? data.uniform(steps * count) : []
    let lastStates = Array(dStates.suffix(count))
    for (dStates, dCells) in (descriptor.cell == .lstm ? [allCells, []] : [[]]).flatMap({
      [(dStates, $0), (lastStates, $0)]
    }) {
      let gradients = try naive.recurrenceGradient(given, definition, dStates: dStates, dCells: dCells, descriptor)
      let exactGradients = try naive.recurrenceGradient(
        given.widened, definition.map { $0.map(\.asDouble) }, dStates: dStates.map(\.asDouble),
        dCells: dCells.map(\.asDouble), descriptor)
      try requireNear(
        try backend.recurrenceGradient(given, definition, dStates: dStates, dCells: dCells, descriptor), gradients,
        exactGradients, terms: descriptor.columns)
    }
  }
}
