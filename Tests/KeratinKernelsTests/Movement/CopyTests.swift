import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct CopyTests {
  @Test(arguments: TestBackends.all, StridedView.all)
  func readsTheView(_ backend: TestBackend, _ view: StridedView) throws {
    try checkCopy(backend, view, Float.self)
    try checkCopy(backend, view, Double.self)
    try checkCopy(backend, view, Int32.self)
    try checkCopy(backend, view, UInt8.self)
  }

  private func checkCopy<T: Scalar>(_ backend: TestBackend, _ view: StridedView, _ type: T.Type) throws {
    var data = TestData("copy \(view)")
    let x: [T] = data.integers(view.sourceCount, 0...200)
    try requireSameBits(try backend.copy(x, view.descriptor), view.positions.map { x[$0] })
  }

  @Test(arguments: TestBackends.all)
  func keepsTheBitsOfNaN(_ backend: TestBackend) throws {
    let x = (0..<40).map { Float(bitPattern: 0x7FC0_0000 | $0) }
    for view in [
      StridedView("run", [40], strides: [1], of: 40), StridedView("flip", [40], strides: [-1], offset: 39, of: 40),
      StridedView(transposing: [5, 8], [1, 0]),
    ] {
      try requireSameBits(try backend.copy(x, view.descriptor), view.positions.map { x[$0] })
    }
  }

  @Test(arguments: TestBackends.all, StridedView.all)
  func addsUpWhatTheViewReads(_ backend: TestBackend, _ view: StridedView) throws {
    try checkAdjoint(backend, view, Float.self)
    try checkAdjoint(backend, view, Double.self)
    try checkAdjoint(backend, view, Int32.self)
    var data = TestData("bytes \(view)")
    let bytes: [UInt8] = data.integers(view.positions.count, 0...255)
    var expected = [UInt8](repeating: 0, count: view.sourceCount)
    for (i, position) in view.positions.enumerated() { expected[position] &+= bytes[i] }
    try requireEqual(try backend.copyAdjoint(bytes, view.descriptor), expected)
  }

  /// ⟨Lx, y⟩ = ⟨x, L*y⟩ in whole numbers, so that every sum is exact, and each element of L*y besides.
  private func checkAdjoint<T: ArithmeticScalar>(
    _ backend: TestBackend, _ view: StridedView, _ type: T.Type
  ) throws {
    var data = TestData("adjoint \(view)")
    let x: [T] = data.integers(view.sourceCount, -8...8)
    let y: [T] = data.integers(view.positions.count, -8...8)
    let image = try backend.copy(x, view.descriptor)
    let adjoint = try backend.copyAdjoint(y, view.descriptor)
    try requireEqual([dot(image, y)], [dot(x, adjoint)])
    var expected = [Double](repeating: 0, count: view.sourceCount)
    for (i, position) in view.positions.enumerated() { expected[position] += y[i].asDouble }
    try requireEqual(adjoint.map(\.asDouble), expected)
  }

  @Test(arguments: TestBackends.all, StridedView.all)
  func addsUpWithinTheBoundOfASum(_ backend: TestBackend, _ view: StridedView) throws {
    var data = TestData("sums \(view)")
    let y: [Float] = data.uniform(view.positions.count)
    var exact = [Double](repeating: 0, count: view.sourceCount)
    var magnitude = exact
    var terms = [Int](repeating: 0, count: view.sourceCount)
    for (i, position) in view.positions.enumerated() {
      exact[position] += Double(y[i])
      magnitude[position] += Double(y[i].magnitude)
      terms[position] += 1
    }
    let bounds = magnitude.indices.map { magnitude[$0] * RoundingBound.gamma(max(terms[$0] - 1, 0), Float.self) }
    // A single term is not rounded; the oracle's sum of many is, where the backend adds up in Double as well.
    let rounded = bounds.indices.map { terms[$0] < 2 ? 0 : bounds[$0] }
    try requireClose(try backend.copyAdjoint(y, view.descriptor), exact, within: rounded)
  }
}
