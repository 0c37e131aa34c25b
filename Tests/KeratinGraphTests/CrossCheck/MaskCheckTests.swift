import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

/// The mask of a rectified normalization is a jump: backends may differ in it where they may differ about what is positive, and nowhere else.
@Suite struct MaskCheckTests {
  /// A backend that says the contrary about element `element`, and gives another number there.
  struct WrongMask: DerivedBackend {
    let base = Backends.simd
    let name = "simd"
    let summary = "simd, but for one element"
    let element: Int
    var number: Float?

    func normalizeColumns<T: FloatingScalar>(
      _ x: Span<T>, gamma: Span<T>, beta: Span<T>, residual: Span<T>, _ descriptor: ColumnNormalization,
      into y: inout MutableSpan<T>, mean: inout MutableSpan<T>, variance: inout MutableSpan<T>,
      mask: inout MutableSpan<UInt8>, _ workspace: inout Workspace
    ) {
      base.normalizeColumns(
        x, gamma: gamma, beta: beta, residual: residual, descriptor, into: &y, mean: &mean, variance: &variance,
        mask: &mask, &workspace)
      mask[element] ^= 1
      if let number { y[element] = T(number) }
    }
  }

  /// Runs the gradient of relu(batchNormalized(x)), where x is its own normal form but for the scale: −1, 0 and 1.
  private func check(_ backend: any Backend) throws {
    let numbers = try Tensor([-1, 0, 1] as [Float]).reshaped(to: [3, 1]).buffer()
    let trace = Trace()
    try trace.run {
      let x = trace.input(TensorType([3, 1]))
      let one = Tensor([1.0] as [Float])
      let y = relu(batchNormalized(x, gamma: one, beta: one * 0, epsilon: 1e-3).y)
      let dx = try gradient(of: (y * x).sum(), with: [x])
      let executor = Executor(try Plan(Program(trace, outputs: dx), backend: backend))
      #expect(executor.plan.description.contains("batchNormalize+relu -> float32[3, 1], float32[1], float32[1], bool"))
      executor.crossCheck = CrossCheck(against: Backends.naive)
      executor.bind(input: 0, to: numbers)
      #expect(try executor.run())
    }
  }

  @Test func aRightMaskPasses() throws { try check(Backends.simd) }

  @Test func aDifferenceWithinTheBoundOfZeroPasses() throws {
    try check(WrongMask(element: 1, number: 1e-8))
  }

  @Test(arguments: [
    WrongMask(element: 0), WrongMask(element: 1), WrongMask(element: 2), WrongMask(element: 0, number: 1e-5),
  ])
  func aWrongMaskIsFound(_ backend: WrongMask) throws {
    let error = #expect(throws: KeratinError.self) { try check(backend) }
    #expect(error?.operation == "batchNormalize+relu")
  }
}
