import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct CrossEntropyTests {
  @Test(arguments: TestBackends.all, RowForms.all)
  func isNearTheDefinition(_ backend: TestBackend, _ rows: Rows) throws {
    var data = TestData("cross-entropy \(rows)")
    let count = rows.count * rows.length
    // A label of a row without elements is outside of it.
    let labels: [Int32] = data.integers(rows.count, 0...max(rows.length - 1, 0))
    for x in [data.uniform(count), data.uniform(count, from: -30, to: 30)] as [[Float]] {
      let targets: [Float] = data.uniform(count, from: 0, to: 1)
      let dLoss: [Float] = data.uniform(rows.count)
      try check(backend, rows, x, labels, targets, dLoss)
      try check(backend, rows, x.map(\.asDouble), labels, targets.map(\.asDouble), dLoss.map(\.asDouble))
    }
  }

  private func check<T: FloatingScalar>(
    _ backend: TestBackend, _ rows: Rows, _ x: [T], _ labels: [Int32], _ targets: [T], _ dLoss: [T]
  ) throws {
    let naive = TestBackends.naive
    let (wideX, wideTargets, wideLoss) = (x.map(\.asDouble), targets.map(\.asDouble), dLoss.map(\.asDouble))
    try requireClose(
      try backend.sparseCrossEntropy(logits: x, labels: labels, rows),
      definition: try naive.sparseCrossEntropy(logits: x, labels: labels, rows),
      inDouble: try naive.sparseCrossEntropy(logits: wideX, labels: labels, rows))
    try requireClose(
      try backend.sparseCrossEntropyGradient(logits: x, labels: labels, dLoss: dLoss, rows),
      definition: try naive.sparseCrossEntropyGradient(logits: x, labels: labels, dLoss: dLoss, rows),
      inDouble: try naive.sparseCrossEntropyGradient(logits: wideX, labels: labels, dLoss: wideLoss, rows))
    try requireClose(
      try backend.crossEntropy(logits: x, targets: targets, rows),
      definition: try naive.crossEntropy(logits: x, targets: targets, rows),
      inDouble: try naive.crossEntropy(logits: wideX, targets: wideTargets, rows))
    try requireClose(
      try backend.crossEntropyGradient(logits: x, targets: targets, dLoss: dLoss, rows),
      definition: try naive.crossEntropyGradient(logits: x, targets: targets, dLoss: dLoss, rows),
      inDouble: try naive.crossEntropyGradient(
        logits: wideX, targets: wideTargets, dLoss: wideLoss, rows))
  }

  @Test(arguments: TestBackends.all)
  func hasTheValuesOfTheFormula(_ backend: TestBackend) throws {
    let rows = Rows(count: 3, length: 3)
    let x: [Float] = [1, 2, 3, 0, 0, 0, 100, 0, 0]
    let softmax = [
      0.09003057317038046, 0.24472847105479767, 0.6652409557748219, 1.0 / 3, 1.0 / 3, 1.0 / 3, 1, 0, 0,
    ]
    let bounds = [1e-6, 1e-6, 1e-5]
    let loss = [0.4076059644443804, 1.0986122886681098, 100]
    try requireClose(try backend.sparseCrossEntropy(logits: x, labels: [2, 0, 1], rows), loss, within: bounds)
    let oneHot: [Float] = [0, 0, 1, 1, 0, 0, 0, 1, 0]
    try requireClose(try backend.crossEntropy(logits: x, targets: oneHot, rows), loss, within: bounds)
    let dLoss: [Float] = [1, 2, -4]
    let gradient = (0..<9).map { (softmax[$0] - Double(oneHot[$0])) * Double(dLoss[$0 / 3]) }
    let gradientBounds = [Double](repeating: 1e-6, count: 9)
    try requireClose(
      try backend.sparseCrossEntropyGradient(logits: x, labels: [2, 0, 1], dLoss: dLoss, rows), gradient,
      within: gradientBounds)
    try requireClose(
      try backend.crossEntropyGradient(logits: x, targets: oneHot, dLoss: dLoss, rows), gradient,
      within: gradientBounds)
    // Targets that do not add up to 1: softmax counts as often as their sum says.
    let half = oneHot.map { $0 / 2 }
    try requireClose(
      try backend.crossEntropyGradient(logits: x, targets: half, dLoss: dLoss, rows), gradient.map { $0 / 2 },
      within: gradientBounds)
  }

  /// The floor above reports such a label; the kernel adds nothing for it and touches no other memory.
  @Test(arguments: TestBackends.all, [1, 3, 10, 33])
  func countsALabelOutsideAsNothing(_ backend: TestBackend, _ length: Int) throws {
    let rows = Rows(count: 4, length: length)
    let labels: [Int32] = [-1, Int32(length), .min, .max]
    let x = [Float](repeating: 0.5, count: 4 * length)
    try requireEqual(
      try backend.sparseCrossEntropy(logits: x, labels: labels, rows), .init(repeating: 0, count: 4))
    try requireEqual(
      try backend.sparseCrossEntropyGradient(logits: x, labels: labels, dLoss: [1, 1, 1, 1], rows),
      .init(repeating: 0, count: 4 * length))
  }

  @Test(arguments: TestBackends.all, [1, 3, 16, 33])
  func letsNaNThrough(_ backend: TestBackend, _ length: Int) throws {
    let rows = Rows(count: 2, length: length)
    var x = [Float](repeating: 0.5, count: 2 * length)
    x[length - 1] = .nan
    let loss = try backend.sparseCrossEntropy(logits: x, labels: [0, 0], rows)
    #expect(loss[0].isNaN && loss[1].isFinite)
    let gradient = try backend.sparseCrossEntropyGradient(logits: x, labels: [0, 0], dLoss: [1, 1], rows)
    #expect(gradient[..<length].allSatisfy { $0.isNaN } && gradient[length...].allSatisfy { $0.isFinite })
  }
}
