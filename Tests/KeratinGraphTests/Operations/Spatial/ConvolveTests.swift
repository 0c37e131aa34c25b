import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct ConvolveTests {
  @Test(arguments: TestBackends.all, ConvolutionExample.all)
  func isASumOfProducts(_ backend: TestBackend, _ example: ConvolutionExample) throws {
    let (x, w) = (try random(example.input, "x", .float32), try random(example.kernel, "w", .float32))
    let y = try inAllLives([x, w], on: backend) { [example.convolved($0[0], $0[1])] }[0]
    let exact = Backends.with(Backends.naive) {
      example.defined(x.cast(to: .float64), w.cast(to: .float64))
    }
    #expect(y.shape == exact.shape)
    // |x·w| ≤ 1.
    let terms = example.kernel.count / (example.groups * example.filters)
    let bound = RoundingBound.gamma(terms + 1, Float.self) * Double(terms)
    try requireClose(try y.scalars(as: Float.self), try exact.doubles(), within: exact.doubles().map { _ in bound })
  }

  /// ⟨Lx, y⟩ = ⟨x, L*y⟩ for the convolution as a function of its input, and as one of its kernels.
  @Test(arguments: ConvolutionExample.all)
  func hasItsAdjoints(_ example: ConvolutionExample) throws {
    try Backends.with(Backends.naive) {
      let trace = Trace(.eager)
      try trace.run {
        let (x, w) = (
          trace.constant(try random(example.input, "x")), trace.constant(try random(example.kernel, "w"))
        )
        let y = example.convolved(x, w)
        let dy = try random(y.shape, "dy")
        let product = (y * dy).sum()
        let (dx, dw) = (try gradient(of: product, with: [x])[0], try gradient(of: product, with: [w])[0])
        let size = abs(y * dy).sum()
        for adjoint in [(x * dx).sum(), (w * dw).sum()] {
          // Three sums of at most some hundred products each.
          try requireClose([adjoint.scalar(as: Double.self)], [product.scalar()], within: [1e-13 * size.scalar()])
        }
      }
    }
  }

  @Test(arguments: ConvolutionExample.all.filter { $0.batch > 0 })
  func hasItsDerivatives(_ example: ConvolutionExample) throws {
    let inputs = [try random(example.input, "x"), try random(example.kernel, "w")]
    try checkGradients(at: inputs) { example.convolved($0[0], $0[1]) }
  }

  /// The gradients of gradients: those of input and kernels, each by both of its operands.
  @Test(arguments: ConvolutionExample.all.filter { $0.batch > 0 && $0.input.count < 100 })
  func hasItsSecondDerivatives(_ example: ConvolutionExample) throws {
    let inputs = [try random(example.input, "x"), try random(example.kernel, "w")]
    try checkGradients(at: inputs) { x in
      let gradients = try gradient(of: square(example.convolved(x[0], x[1])).sum(), with: x)
      return Tensor.concatenated(gradients.map { $0.flattened() })
    }
  }

  @Test(arguments: TestBackends.all, ConvolutionExample.all)
  func agreesWithTheReferenceInAllItsGradients(_ backend: TestBackend, _ example: ConvolutionExample) throws {
    let (x, w) = (try random(example.input, "x", .float32), try random(example.kernel, "w", .float32))
    _ = try crossChecked([x, w], on: backend) { x in
      try gradient(of: square(example.convolved(x[0], x[1])).sum(), with: x)
    }
  }

  @Test(arguments: TestBackends.all)
  func convolvesEachChannelByItself(_ backend: TestBackend) throws {
    let (x, w) = (try random([2, 5, 4, 3], "x", .float32), try random([2, 3, 3, 2], "w", .float32))
    let y = try inAllLives([x, w], on: backend) { [depthwiseConvolve($0[0], $0[1], padding: .same)] }[0]
    #expect(y.shape == [2, 5, 4, 6])
    for channel in 0..<3 {
      let own = Backends.with(backend.kernels) {
        convolve(
          x.sliced(channel..<(channel + 1), axis: -1), w.sliced(channel..<(channel + 1), axis: 2), padding: .same)
      }
      let bounds = [Double](repeating: 2 * RoundingBound.gamma(7, Float.self) * 6, count: own.shape.count)
      try requireClose(
        try y.sliced(2 * channel..<(2 * channel + 2), axis: -1).scalars(as: Float.self), try own.doubles(),
        within: bounds)
    }
    try checkGradients(at: [x.cast(to: .float64), w.cast(to: .float64)]) {
      depthwiseConvolve($0[0], $0[1], strides: [2, 1])
    }
  }

  @Test func takesNumbersForAllAxesOrEach() throws {
    let (x, w) = (try counting([1, 6, 6, 1]), try counting([2, 2, 1, 1]))
    let step = 2
    #expect(convolve(x, w, strides: 2).shape == [1, 3, 3, 1])
    #expect(convolve(x, w, strides: step).shape == [1, 3, 3, 1])
    #expect(convolve(x, w, strides: [2, 1]).shape == [1, 3, 5, 1])
    #expect(convolve(try counting([1, 6, 6, 1], .int32), w, dilationRate: [1, 5]).type == TensorType([1, 5, 1, 1]))
    #expect(convolve(functional([nil, 6, 6, 1]), w).shape == [nil, 5, 5, 1])
    #expect(convolve(functional([nil, nil, 6, 1]), w, padding: .same).shape == [nil, nil, 6, 1])
  }

  @Test func saysWhatDoesNotFit() throws {
    let (x, w) = (try counting([1, 4, 4, 6]), try counting([3, 3, 3, 4]))
    #expect(
      convolve(x, w).message
        == "convolve: expected an input with 3 channels, for a kernel of shape [3, 3, 3, 4]. "
        + "Received: input shape [1, 4, 4, 6].")
    #expect(
      convolve(x, w, groups: 4).message
        == "convolve: expected an input with 3 channels in each of 4 groups, for a kernel of shape [3, 3, 3, 4]. "
        + "Received: input shape [1, 4, 4, 6].")
    #expect(
      convolve(x, w, groups: 3).message
        == "convolve: expected a number of filters that 3 groups share evenly. Received: kernel shape [3, 3, 3, 4].")
    #expect(convolve(x, w, groups: 0).error?.kind == .argument)
    #expect(
      convolve(x, try counting([5, 3, 6, 1])).message
        == "convolve: expected spatial axes at least as long as the window [5, 3]. Received: spatial extents [4, 4]. "
        + "Try: padding: .same, or a smaller window.")
    #expect(
      convolve(x, try counting([3, 3, 6, 1]), dilationRate: 2).message
        == "convolve: expected spatial axes at least as long as the window [3, 3], which with dilation 2 spans 5. "
        + "Received: spatial extents [4, 4]. Try: padding: .same, or a smaller window.")
    #expect(
      convolve(x, w, strides: 0, groups: 2).message
        == "convolve: expected strides of 1 to 2147483647 along each axis. Received: [0, 0].")
    #expect(convolve(x, w, dilationRate: [1, 0], groups: 2).error?.received == "[1, 0]")
    #expect(
      convolve(x, w, strides: [1, 2, 3], groups: 2).message
        == "convolve: expected one number for strides, or one for each of 2 spatial axes. Received: [1, 2, 3].")
    #expect(convolve(x, w, strides: Int.max, groups: 2).error?.kind == .argument)
    #expect(
      convolve(x, w, padding: .causal, groups: 2).message
        == "convolve: expected causal padding for sequences, which have one spatial axis. Received: 2 spatial axes. "
        + "Try: padding: .same.")
    #expect(
      convolve(try counting([4, 4]), w).message
        == "convolve: expected a tensor of shape [batch, axes..., channels] with one to three spatial axes. "
        + "Received: shape [4, 4].")
    #expect(convolve(x, try counting([3, 6, 1])).error?.kind == .shape)
    #expect(depthwiseConvolve(x, w).error?.received == "kernel shape [3, 3, 3, 4]")
    #expect(depthwiseConvolve(convolve(x, w), w).error?.operation == "convolve")
    // Batches without samples do not hide extents whose products are no numbers.
    let vast = Tensor.zeros([0, 1 << 40, 1 << 40, 6])
    #expect(convolve(vast, try counting([1, 1, 6, 1])).error?.kind == .shape)
    #expect(convolveTransposed(vast, try counting([1, 1, 6, 6]), strides: Int(Int32.max)).error?.kind == .shape)
  }

  /// Taps that never meet the input, and places of it that none sees, cost neither memory nor time.
  @Test(arguments: TestBackends.all)
  func windowsMayReachFarBeyondTheInput(_ backend: TestBackend) throws {
    let (x, w) = (try random([2, 6, 7, 3], "far", .float32), try random([3, 3, 3, 4], "far kernel", .float32))
    let far = 2_000_000_000
    func results() throws -> [[Double]] {
      try [(1, far), (far, 1)].flatMap { stride, dilation in
        let trace = Trace(.eager)
        return try trace.run {
          let inputs = [trace.constant(x), trace.constant(w)]
          let y = convolve(inputs[0], inputs[1], strides: stride, padding: .same, dilationRate: dilation)
          return try ([y] + gradient(of: square(y).sum(), with: inputs)).map { try $0.doubles() }
        }
      }
    }
    let received = try Backends.with(backend.kernels) { try results() }
    let expected = try Backends.with(Backends.naive) { try results() }
    // With such a dilation the middle of the window alone sees anything; |x·w| ≤ 1.
    try requireClose(
      received[0].map { Float($0) }, try convolve(x, w[1..<2, 1..<2]).doubles(),
      within: received[0].map { _ in 3 * 4 * 0x1p-24 })
    for (received, expected) in zip(received, expected) {
      #expect(received.count == expected.count)
      let largest = expected.reduce(1) { max($0, $1.magnitude) }
      try requireClose(
        received.map { Float($0) }, expected, within: expected.map { _ in 100 * 0x1p-24 * largest })
    }
  }
}
