import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct ConvolveTransposedTests {
  /// A transposed convolution of one axis, by hand.
  @Test(arguments: TestBackends.all)
  func spreadsEachElementOverAWindow(_ backend: TestBackend) throws {
    let (x, w) = (
      try Tensor([1, 2] as [Float], shape: [1, 2, 1]), try Tensor([1, 10, 100] as [Float], shape: [3, 1, 1])
    )
    func spread(strides: Int, padding: Padding, outputPadding: Int? = nil, dilationRate: Int = 1) throws -> [Float] {
      try inAllLives([x, w], on: backend) { x in
        [
          convolveTransposed(
            x[0], x[1], strides: strides, padding: padding, outputPadding: outputPadding, dilationRate: dilationRate)
        ]
      }[0].scalars()
    }
    #expect(try spread(strides: 1, padding: .valid) == [1, 12, 120, 200])
    #expect(try spread(strides: 1, padding: .same) == [12, 120])
    #expect(try spread(strides: 2, padding: .valid) == [1, 10, 102, 20, 200])
    #expect(try spread(strides: 2, padding: .same) == [1, 10, 102, 20])
    #expect(try spread(strides: 4, padding: .valid) == [1, 10, 100, 0, 2, 20, 200, 0])
    #expect(try spread(strides: 2, padding: .valid, outputPadding: 1) == [1, 10, 102, 20, 200, 0])
    #expect(try spread(strides: 2, padding: .same, outputPadding: 0) == [10, 102, 20])
    #expect(try spread(strides: 2, padding: .same, outputPadding: 1) == [1, 10, 102, 20])
    #expect(try spread(strides: 1, padding: .valid, dilationRate: 2) == [1, 2, 10, 20, 100, 200])
  }

  private static let examples: [(padding: Padding, outputPadding: [Int]?)] = [
    (.valid, nil), (.same, nil), (.valid, [1, 0]), (.same, [0, 1]),
  ]

  @Test(arguments: examples)
  func hasItsDerivatives(_ padding: Padding, _ outputPadding: [Int]?) throws {
    let inputs = [try random([2, 3, 2, 3], "x"), try random([3, 2, 2, 3], "w")]
    func spread(_ x: [Tensor]) -> Tensor {
      convolveTransposed(x[0], x[1], strides: [2, 3], padding: padding, outputPadding: outputPadding)
    }
    try checkGradients(at: inputs, of: spread)
    try checkGradients(at: inputs) { x in
      let gradients = try gradient(of: square(spread(x)).sum(), with: x)
      return Tensor.concatenated(gradients.map { $0.flattened() })
    }
    for backend in TestBackends.all {
      _ = try crossChecked(inputs.map { $0.cast(to: .float32) }, on: backend) { x in
        try gradient(of: square(spread(x)).sum(), with: x)
      }
    }
  }

  /// Without output padding it is the adjoint of the convolution with the same arguments.
  @Test(arguments: [Padding.valid, .same])
  func isTheAdjointOfTheConvolution(_ padding: Padding) throws {
    let (y, w) = (try random([1, 3, 2, 5], "y"), try random([3, 2, 4, 5], "w"))
    let spread = convolveTransposed(y, w, strides: 2, padding: padding)
    let x = try random(spread.shape, "x")
    let (left, right) = (convolve(x, w, strides: 2, padding: padding) * y, x * spread)
    try requireClose(
      [try left.sum().scalar(as: Double.self)], [try right.sum().scalar()],
      within: [1e-13 * (try abs(right).sum().scalar(as: Double.self))])
  }

  @Test func saysWhatDoesNotFit() throws {
    let (x, w) = (try counting([1, 4, 3]), try counting([2, 5, 3]))
    #expect(convolveTransposed(x, w).shape == [1, 5, 5])
    #expect(convolveTransposed(functional([nil, 4, 3]), w, strides: 2).shape == [nil, 8, 5])
    #expect(
      convolveTransposed(x, try counting([2, 3, 5])).message
        == "convolveTransposed: expected an input with 5 channels, for a kernel of shape [2, 3, 5]. "
        + "Received: input shape [1, 4, 3].")
    #expect(
      convolveTransposed(x, w, strides: 2, outputPadding: 2).message
        == "convolveTransposed: expected for each axis an outputPadding of 0 or more, less than its stride. "
        + "Received: [2] with strides [2].")
    #expect(
      convolveTransposed(x, w, padding: .causal).message
        == "convolveTransposed: expected padding .valid or .same for a transposed convolution. Received: causal.")
    #expect(convolveTransposed(x, w, strides: 0).error?.kind == .argument)
    #expect(convolveTransposed(x, w, strides: Int(Int32.max)).error?.kind == .shape)
    #expect(
      convolveTransposed(try counting([1, 1, 3]), w, padding: .same, outputPadding: 0).error?.suggestion
        == "outputPadding: nil")
  }
}
