import Keratin
import KeratinKernels
import Testing

/// Cross-checks of whole training runs.
@Suite struct CrossCheckTests {
  /// A backend whose rectifier's gradient is off by a thousandth where the result is large.
  private struct Broken: DerivedBackend {
    let base: any Backend = Backends.naive
    let name = "broken"
    let summary = "naive with a wrong gradient"

    func binary<T: ArithmeticScalar>(
      _ operation: BinaryOperation, _ a: Span<T>, _ b: Span<T>, _ broadcast: Broadcast, into y: inout MutableSpan<T>
    ) {
      base.binary(operation, a, b, broadcast, into: &y)
      guard operation == .tanhGradient, !y.isEmpty else { return }
      y[y.count - 1] = T(rounding: y[y.count - 1].asDouble * 1.001 + 1e-4)
    }
  }

  @Test(arguments: Backends.all.map(\.name)) func trainingIsClean(backend: String) throws {
    try Backends.with(try Backends.named(backend)) {
      try withSession(seed: 2) {
        let problem = try SmallProblem()
        let model = try problem.makeModel(optimizer: .adam(), dropout: 0.2)
        let check = CrossCheck(against: Backends.naive)
        model.crossCheck = check
        try model.fit(problem.x, problem.y, batchSize: 16, epochs: 2, verbose: .silent)
        #expect(check.kernelCount > 100)
        #expect(check.largestShare <= 1)
        #expect(check.summary.contains("\(check.kernelCount) kernels agree with naive"))
      }
    }
  }

  /// sigmoid(0) is 1/2: its rounding is that of 1/2, however small the sums are that it is taken of.
  @Test(arguments: Backends.all.map(\.name)) func activationsOfSmallSumsAgree(backend: String) throws {
    try Backends.with(try Backends.named(backend)) {
      try withSession {
        for activation in [ActivationFunction.sigmoid, .tanh, .relu] {
          let model = Sequential {
            Input(shape: [3])
            Dense(1, activation: activation, kernelInitializer: .ones)
          }
          model.crossCheck = CrossCheck(against: Backends.naive)
          let x = try Tensor((0..<300).map { Float($0 % 7) * 1e-3 - 1.7e-3 }, shape: [100, 3])
          _ = try model.predict(x, verbose: .silent)
          #expect(model.crossCheck?.kernelCount ?? 0 > 0)
        }
      }
    }
  }

  @Test func aBrokenKernelIsNamed() throws {
    try Backends.with(Broken()) {
      try withSession {
        let problem = try SmallProblem()
        let model = try problem.makeModel()
        model.crossCheck = CrossCheck(against: Backends.naive)
        let error = #expect(throws: KeratinError.self) {
          try model.fit(problem.x, problem.y, batchSize: 10, verbose: .silent)
        }
        #expect(error?.kind == .backend)
        #expect(error?.operation == "tanhGradient")
        #expect(error?.layerPath == "sequential/dense")
        #expect(error?.received.hasPrefix("element 79 of 80") == true)
      }
    }
  }
}
