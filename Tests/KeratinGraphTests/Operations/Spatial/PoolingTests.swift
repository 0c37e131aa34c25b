import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct PoolingTests {
  struct Example: Sendable, CustomStringConvertible {
    let input: Shape
    let size: [Int]
    var strides: [Int]? = nil
    var padding = Padding.valid

    var description: String { "\(input), size \(size), strides \(strides ?? size), \(padding)" }
    func largest(_ x: Tensor) -> Tensor { maxPool(x, size: size, strides: strides, padding: padding) }
    func mean(_ x: Tensor) -> Tensor { averagePool(x, size: size, strides: strides, padding: padding) }
  }

  static let examples = [
    Example(input: [2, 6, 3], size: [2]),
    Example(input: [2, 7, 3], size: [3], strides: [2]),
    Example(input: [1, 7, 2], size: [2], strides: [3], padding: .same),
    Example(input: [2, 2, 1], size: [5], strides: [1], padding: .same),
    Example(input: [2, 5, 4, 3], size: [2, 2]),
    Example(input: [2, 5, 4, 3], size: [3, 2], strides: [1, 1], padding: .same),
    Example(input: [1, 4, 4, 17], size: [3, 3], strides: [2, 2], padding: .same),
    Example(input: [2, 3, 4, 5, 2], size: [2, 2, 3], strides: [1, 2, 2], padding: .same),
    Example(input: [0, 4, 4, 2], size: [2, 2]),
  ]

  /// Both said of the elements of each window, one by one.
  @Test(arguments: TestBackends.all, examples)
  func isOfEachWindow(_ backend: TestBackend, _ example: Example) throws {
    let x = try random(example.input, "x", .float32)
    let results = try inAllLives([x], on: backend) { [example.largest($0[0]), example.mean($0[0])] }
    let values = try x.doubles()
    let (axes, strides) = (example.input.dimensions.dropFirst().dropLast(), example.strides ?? example.size)
    let places = zip(zip(axes, example.size), strides).map { extents, stride in
      example.padding == .same ? (extents.0 + stride - 1) / stride : (extents.0 - extents.1) / stride + 1
    }
    let shape = Shape([example.input[0]] + places + [example.input[-1]])
    #expect(results.map(\.shape) == [shape, shape])
    func window(_ place: [Int]) -> [Double] {
      let seen = axes.enumerated().map { axis, extent -> Range<Int> in
        let missing =
          example.padding == .same
          ? max((places[axis] - 1) * strides[axis] + example.size[axis] - extent, 0) / 2 : 0
        let start = place[axis + 1] * strides[axis] - missing
        return max(start, 0)..<min(start + example.size[axis], extent)
      }
      let positions = seen.reduce([[place[0]]]) { positions, range in positions.flatMap { p in range.map { p + [$0] } }
      }
      return positions.map { position in
        values[zip(position + [place.last ?? 0], example.input.strides).reduce(0) { $0 + $1.0 * $1.1 }]
      }
    }
    let largest = elements(of: shape) { window($0).max() ?? .nan }
    let means = elements(of: shape) { window($0).reduce(0, +) / Double(window($0).count) }
    #expect(try results[0].doubles() == largest)
    let bound = RoundingBound.gamma(example.size.reduce(1, *) + 2, Float.self)
    try requireClose(try results[1].scalars(as: Float.self), means, within: means.map { _ in bound })
  }

  @Test(arguments: examples.filter { $0.input[0] > 0 })
  func hasItsDerivatives(_ example: Example) throws {
    let x = try random(example.input, "x")
    try checkGradients(at: [x]) { example.largest($0[0]) }
    try checkGradients(at: [x]) { example.mean($0[0]) }
    try checkGradients(at: [x]) { x in try gradient(of: pow(example.largest(x[0]), 3).sum(), with: x)[0] }
    try checkGradients(at: [x]) { x in try gradient(of: pow(example.mean(x[0]), 3).sum(), with: x)[0] }
    // Once more, through what selects by the largest.
    try checkGradients(at: [x]) { x in
      let first = try gradient(of: pow(example.largest(x[0]), 4).sum(), with: x)[0]
      return try gradient(of: square(first).sum(), with: x)[0]
    }
  }

  /// ⟨Lx, y⟩ = ⟨x, L*y⟩ of the mean, and of the selection of what stands where another tensor is largest.
  @Test(arguments: examples)
  func hasItsAdjoints(_ example: Example) throws {
    try Backends.with(Backends.naive) {
      let trace = Trace(.eager)
      try trace.run {
        let x = trace.constant(try random(example.input, "x"))
        for y in [example.mean(x), example.largest(x)] {
          let dy = try random(y.shape, "dy")
          let (product, size) = ((y * dy).sum(), abs(y * dy).sum())
          let adjoint = (x * (try gradient(of: product, with: [x])[0])).sum()
          try requireClose([adjoint.scalar(as: Double.self)], [product.scalar()], within: [1e-13 * size.scalar()])
        }
      }
    }
  }

  @Test(arguments: TestBackends.all, examples)
  func agreesWithTheReferenceInItsGradients(_ backend: TestBackend, _ example: Example) throws {
    // Few different numbers, so that many windows have several largest elements.
    let x = (try random(example.input, "x", .float32) * 3).cast(to: .int32).cast(to: .float32)
    _ = try crossChecked([x, try random(example.input, "other", .float32)], on: backend) { x in
      let loss = square(example.largest(x[0] * 2) + example.mean(x[1])).sum()
      let gradients = try gradient(of: loss, with: x)
      return try gradients + gradient(of: square(gradients[0]).sum(), with: [x[0]])
    }
  }

  @Test(arguments: TestBackends.all)
  func theFirstOfSeveralIsTheLargest(_ backend: TestBackend) throws {
    let x = try Tensor([1, 1, 0, 2, .nan, 3, -.infinity, -.infinity] as [Float], shape: [1, 8, 1])
    let results = try inAllLives([x], on: backend) { [maxPool($0[0], size: 2)] }
    let largest = try results[0].scalars(as: Float.self)
    #expect(largest[0] == 1 && largest[1] == 2 && largest[2].isNaN && largest[3] == -.infinity)
    let dx = try Backends.with(backend.kernels) {
      let trace = Trace(.eager)
      return try trace.run {
        let x = trace.constant(x)
        return try gradient(of: maxPool(x, size: 2).sum(), with: [x])[0].scalars(as: Float.self)
      }
    }
    #expect(dx == [1, 0, 0, 1, 1, 0, 1, 0])
  }

  @Test func saysWhatDoesNotFit() throws {
    let x = try counting([1, 4, 4, 2])
    #expect(maxPool(x, size: 2).shape == [1, 2, 2, 2])
    #expect(averagePool(x, size: [2, 4], strides: 1).shape == [1, 3, 1, 2])
    #expect(maxPool(functional([nil, 4, nil, 2]), size: 2).shape == [nil, 2, nil, 2])
    #expect(
      maxPool(x, size: [2, 5]).message
        == "maxPool: expected spatial axes at least as long as the window [2, 5]. Received: spatial extents [4, 4]. "
        + "Try: padding: .same, or a smaller window.")
    #expect(
      averagePool(x, size: 2, strides: 0).message
        == "averagePool: expected strides of 1 to 2147483647 along each axis. Received: [0, 0].")
    #expect(maxPool(x, size: 0).error?.kind == .argument)
    #expect(maxPool(x, size: [1, 2, 3]).error?.kind == .argument)
    #expect(maxPool(x, size: Int(Int32.max), padding: .same).shape == [1, 1, 1, 2])
    #expect(try averagePool(x, size: Int(Int32.max), padding: .same).scalars(as: Float.self) == [16, 17])
    #expect(averagePool(x, size: Int.max, padding: .same).error?.kind == .argument)
    #expect(maxPool(try counting([3, 4]), size: 2).error?.kind == .shape)
  }
}
