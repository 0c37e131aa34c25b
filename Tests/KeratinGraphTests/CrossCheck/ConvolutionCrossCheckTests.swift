import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct ConvolutionCrossCheckTests {
  /// A backend whose gradient by the kernels is wrong at element 7.
  struct WrongKernelGradient: DerivedBackend {
    let base = Backends.simd
    let name = "simd"
    let summary = "simd, but for one result"
    func convolveKernelGradient<T: FloatingScalar>(
      _ x: Span<T>, _ dy: Span<T>, _ descriptor: Convolution, into dw: inout MutableSpan<T>,
      _ workspace: inout Workspace
    ) {
      base.convolveKernelGradient(x, dy, descriptor, into: &dw, &workspace)
      dw[7] = dw[7] + T(rounding: 0.1)
    }
  }

  /// Convolutions whose shapes take Winograd's algorithm.
  private func plan(on backend: any Backend, spoiledBy number: Float? = nil) throws -> Executor {
    let w = try Variable("w", random([3, 3, 32, 40], "w", .float32))
    let v = try Variable("v", random([3, 3, 40, 32], "v", .float32))
    var numbers = try random([2, 15, 16, 32], "x", .float32).scalars(as: Float.self)
    if let number { numbers[(7 * 16 + 7) * 32 + 5] = number }
    let input = Buffer(copying: numbers)
    let trace = Trace()
    return try trace.run {
      let x = trace.input(TensorType([2, 15, 16, 32]))
      let hidden = relu(convolve(x, w.value, padding: .same) + Tensor([Float](repeating: 0.1, count: 40)))
      let y = convolve(hidden, v.value) * 0.01
      let loss = square(y).sum()
      let gradients = try gradient(of: loss, with: [w.value, v.value])
      let executor = Executor(try Plan(Program(trace, outputs: [loss] + gradients), backend: backend))
      executor.bind(input: 0, to: input)
      return executor
    }
  }

  @Test func winogradAgreesWithThePlainSums() throws {
    let executor = try plan(on: Backends.simd)
    let check = CrossCheck(against: Backends.naive)
    executor.crossCheck = check
    #expect(try executor.run())
    #expect(check.kernelCount > 5 && check.largestShare < 1)
  }

  @Test func aWrongElementIsSeen() throws {
    let executor = try plan(on: WrongKernelGradient())
    executor.crossCheck = CrossCheck(against: Backends.naive)
    let error = #expect(throws: KeratinError.self) { try executor.run() }
    #expect(error?.operation == "convolveKernelGradient")
  }

  /// One number that is not finite reaches more places by Winograd's algorithm than by plain sums, which is no fault.
  @Test(arguments: [Float.infinity, -.infinity, .nan])
  func infinityIsNoFault(_ number: Float) throws {
    let executor = try plan(on: Backends.simd, spoiledBy: number)
    let check = CrossCheck(against: Backends.naive)
    executor.crossCheck = check
    // The run ends where the loss is found not to be finite, after both convolutions.
    #expect(try !executor.run())
    #expect(check.kernelCount >= 4)
  }
}
