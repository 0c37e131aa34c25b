import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

/// Operations that put elements elsewhere and change none.
@Suite struct ArrangementTests {
  @Test(arguments: TestBackends.all, ElementType.allCases)
  func everyElementArrivesWhereItShould(_ backend: TestBackend, _ type: ElementType) throws {
    let shape: Shape = [2, 3, 4]
    let x = try counting(shape, type)
    let numbers = try x.doubles()
    func at(_ i: Int, _ j: Int, _ k: Int) -> Double { numbers[(i * 3 + j) * 4 + k] }
    let y = try inAllLives([x], on: backend) { inputs in
      let x = inputs[0]
      return [
        x.transposed(), x.transposed(axes: [1, 0, 2]), x.transposed(axes: [-1, 0, -2]), x.reversed(),
        x.reversed(axes: [-1]), x.tiled([2, 1, 3]), x.repeated(3, axis: 1), x.repeated(2, axis: -1),
        x.reshaped(to: [4, nil]), x.flattened(), x[.all, ..<1].broadcast(to: [2, 2, 3, 4]),
        x.padded([(1, 0), (0, 2), (0, 0)]), x.expandingDimension(at: -2), x[..<1].squeezed(axis: 0), x.squeezed(),
      ]
    }
    let expected: [(Shape, ([Int]) -> Double)] = [
      ([4, 3, 2], { at($0[2], $0[1], $0[0]) }),
      ([3, 2, 4], { at($0[1], $0[0], $0[2]) }),
      ([4, 2, 3], { at($0[1], $0[2], $0[0]) }),
      ([2, 3, 4], { at(1 - $0[0], 2 - $0[1], 3 - $0[2]) }),
      ([2, 3, 4], { at($0[0], $0[1], 3 - $0[2]) }),
      ([4, 3, 12], { at($0[0] % 2, $0[1], $0[2] % 4) }),
      ([2, 9, 4], { at($0[0], $0[1] / 3, $0[2]) }),
      ([2, 3, 8], { at($0[0], $0[1], $0[2] / 2) }),
      ([4, 6], { numbers[$0[0] * 6 + $0[1]] }),
      ([24], { numbers[$0[0]] }),
      ([2, 2, 3, 4], { at($0[1], 0, $0[3]) }),
      ([3, 5, 4], { $0[0] == 0 || $0[1] > 2 ? 0 : at($0[0] - 1, $0[1], $0[2]) }),
      ([2, 3, 1, 4], { at($0[0], $0[1], $0[3]) }),
      ([3, 4], { at(0, $0[0], $0[1]) }),
      ([2, 3, 4], { at($0[0], $0[1], $0[2]) }),
    ]
    for (y, (shape, element)) in zip(y, expected) {
      #expect(y.type == TensorType(shape, type))
      #expect(try y.doubles() == elements(of: shape, element))
    }
  }

  @Test(arguments: TestBackends.all, ElementType.allCases)
  func padsWithAnyValue(_ backend: TestBackend, _ type: ElementType) throws {
    let x = try counting([2, 3], type)
    let y = try inAllLives([x], on: backend) { [$0[0].padded([(0, 1), (2, 0)], value: 1)] }[0]
    let numbers = try x.doubles()
    let expected = elements(of: [3, 5]) { $0[0] == 2 || $0[1] < 2 ? 1 : numbers[$0[0] * 3 + $0[1] - 2] }
    #expect(try y.doubles() == expected)
  }

  @Test func padsWhatIsNoNumber() throws {
    let x = Tensor([-Float.infinity, .nan])
    let y = try x.padded([(1, 1)], value: -.infinity).scalars(as: Float.self)
    #expect(y[0] == -.infinity && y[1] == -.infinity && y[2].isNaN && y[3] == -.infinity)
  }

  @Test(arguments: TestBackends.all)
  func joinsAndCuts(_ backend: TestBackend) throws {
    let (a, b) = (try counting([2, 3]), try counting([2, 1]))
    let y = try inAllLives([a, b], on: backend) { x in
      [
        .concatenated([x[0], x[1], x[0]]), .concatenated([x[0], x[0]], axis: 0), .stacked([x[0], x[0]]),
        .stacked([x[0], x[0]], axis: -1), .concatenated([x[0]], axis: 1),
      ] + x[0].split(into: 3) + x[0].split(sizes: [0, 2, 1], axis: -1)
    }
    #expect(
      y.map(\.shape)
        == [[2, 7], [4, 3], [2, 2, 3], [2, 3, 2], [2, 3], [2, 1], [2, 1], [2, 1], [2, 0], [2, 2], [2, 1]])
    #expect(try y[0].doubles() == [1, 2, 3, 1, 1, 2, 3, 4, 5, 6, 2, 4, 5, 6])
    #expect(try y[1].doubles() == [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6])
    #expect(try y[2].doubles() == [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6])
    #expect(try y[3].doubles() == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6])
    #expect(try y[6].doubles() == [2, 5])
    #expect(try y[9].doubles() == [1, 2, 4, 5])
  }

  @Test func joinsDifferentTypesAsTheWidest() throws {
    let y = Tensor.concatenated([Tensor([1 as Int32, 2]), Tensor([0.5])])
    #expect(y.type == TensorType([3], .float32))
    #expect(try y.doubles() == [1, 2, 0.5])
  }

  @Test func gradientsGoTheOtherWay() throws {
    let x = try random([2, 3, 4], "arrangement")
    let b = try random([2, 1, 4], "arrangement b")
    let functions: [([Tensor]) -> Tensor] = [
      { $0[0].transposed(axes: [2, 0, 1]) }, { $0[0].reversed(axes: [0, 2]) }, { $0[0].tiled([2, 1, 3]) },
      { $0[0].repeated(3, axis: 1) }, { $0[0].reshaped(to: [4, 6]) }, { $0[1].broadcast(to: [5, 2, 3, 4]) },
      { $0[0].padded([(1, 0), (0, 2), (3, 1)]) }, { $0[0].padded([(1, 0), (0, 2), (3, 1)], value: 7) },
      { .concatenated([$0[0], $0[1], $0[0]], axis: 1) }, { .stacked([$0[0], $0[0] * 2], axis: 1) },
      { $0[0].split(sizes: [1, 2], axis: 1)[1] }, { $0[1].squeezed() }, { $0[0].expandingDimension(at: 0) },
      { $0[0].flattened() },
    ]
    for function in functions {
      // Squared, so that the second derivative is not nothing.
      try checkGradients(at: [x, b]) { square(function($0)) }
      try checkGradients(at: [x, b]) { x in
        let gradients = try gradient(of: pow(function(x), 3).sum(), with: x)
        return gradients[0] + gradients[1]
      }
    }
  }

  @Test func worksWithoutElements() throws {
    let x = Tensor.zeros([0, 3])
    #expect(x.transposed().shape == [3, 0])
    #expect(x.reversed().shape == [0, 3])
    #expect(x.tiled([2, 2]).shape == [0, 6])
    #expect(x.tiled([1, 0]).shape == [0, 0])
    #expect(x.repeated(0, axis: 1).shape == [0, 0])
    #expect(try x.padded([(1, 1), (0, 0)], value: 2).doubles() == [2, 2, 2, 2, 2, 2])
    #expect(Tensor.concatenated([x, x], axis: 0).shape == [0, 3])
    #expect(Tensor.stacked([x, x]).shape == [2, 0, 3])
    #expect(x.reshaped(to: [3, 0, 7]).error == nil)
    #expect(x.broadcast(to: [4, 0, 3]).shape == [4, 0, 3])
    #expect(try Tensor.concatenated([x, Tensor.ones([1, 3])], axis: 0).doubles() == [1, 1, 1])
  }

  @Test func saysWhatDoesNotFit() throws {
    let x = try counting([2, 3])
    let messages: [(Tensor, String)] = [
      (x.transposed(axes: [0]), "transpose: expected each of the 2 axes once. Received: axes [0] for shape [2, 3]."),
      (
        x.transposed(axes: [0, 0]),
        "transpose: expected each of the 2 axes once. Received: axes [0, 0] for shape [2, 3]."
      ),
      (
        x.transposed(axes: [0, 2]),
        "transpose: expected an axis in -2...1. Received: axis 2 of a tensor of shape [2, 3]."
      ),
      (x.reversed(axes: [1, -1]), "reverse: expected each axis named once. Received: axes [1, -1]."),
      (
        x.reshaped(to: [4, nil]),
        "reshape: expected a shape of 6 elements, at most one extent -1. Received: [4, nil] for a tensor of shape [2, 3]."
      ),
      (
        x.reshaped(to: [1 << 40, 1 << 40]),
        "reshape: expected a shape of 6 elements, at most one extent -1. "
          + "Received: [1099511627776, 1099511627776] for a tensor of shape [2, 3]."
      ),
      (
        x.broadcast(to: [3, 2]),
        "broadcast: expected a tensor that broadcasts to [3, 2]. Received: shape [2, 3]."
      ),
      (
        x.tiled([2]), "tiled: expected for each of 2 axes how often, 0 or more. Received: [2] for shape [2, 3]."
      ),
      (x.repeated(-1, axis: 0), "repeated: expected a count of 0 or more. Received: -1."),
      (
        x.padded([(0, -1), (0, 0)]),
        "padded: expected for each of 2 axes how many elements before and after, 0 to 2147483647. "
          + "Received: [(0, -1), (0, 0)] for shape [2, 3]."
      ),
      (
        .concatenated([x, x.transposed()], axis: 0),
        "concatenate: expected shapes that agree but for axis 0. Received: [2, 3] and [3, 2]."
      ),
      (.concatenated([]), "concatenate: expected at least one tensor. Received: none."),
      (
        x.split(into: 2)[1],
        "split: expected an axis whose length is a multiple of 2. Received: axis -1 of shape [2, 3]."
      ),
      (x.split(into: 0)[0], "split: expected a number of parts above 0. Received: 0."),
      (
        x.split(into: 2, axis: 5)[0], "split: expected an axis in -2...1. Received: axis 5 of a tensor of shape [2, 3]."
      ),
      (
        x.split(sizes: [1, 1])[0],
        "split: expected lengths that add up to that of axis -1 of shape [2, 3]. Received: [1, 1]."
      ),
      (
        x.squeezed(axis: 1),
        "squeezed: expected axes of extent 1. Received: axis 1 of shape [2, 3]. Try: reshaped(to:)."
      ),
      (
        x.expandingDimension(at: 4),
        "expandingDimension: expected an axis in -3...2. Received: axis 4 for shape [2, 3]."
      ),
    ]
    for (tensor, message) in messages { #expect(tensor.message == message) }
  }

  @Test func whatIsLargerThanTheMemoryIsAnError() {
    let x = Tensor.ones([2, 3])
    let results = [
      x.tiled([1 << 50, 1]), x.tiled([Int.max, Int.max]), x.repeated(Int.max, axis: 0), Tensor.zeros([1 << 60]),
      Tensor.zeros([1 << 40, 1 << 40]), x.padded([(1 << 30, 1 << 30), (1 << 30, 1 << 30)]),
      Tensor.oneHot(Tensor([1 as Int32]), depth: 1 << 50), Tensor.eye(1 << 30),
    ]
    for result in results { #expect(result.error?.kind == .shape, "\(result.shape)") }
    #expect(
      Tensor.zeros([-3]).message == "broadcast: expected a result whose extents are 0 or more. Received: float32[-3].")
  }

  @Test func keepsAnUnknownBatchUnknown() {
    let x = functional([nil, 5, 3])
    #expect(x.transposed().shape == [3, 5, nil])
    #expect(x.reversed().shape == [nil, 5, 3])
    #expect(x.tiled([1, 2, 2]).shape == [nil, 10, 6])
    #expect(x.repeated(2, axis: 1).shape == [nil, 10, 3])
    #expect(x.padded([(0, 0), (1, 1), (0, 0)]).shape == [nil, 7, 3])
    #expect(x.expandingDimension(at: 1).shape == [nil, 1, 5, 3])
    #expect(functional([nil, 1, nil]).squeezed(axis: 1).shape == [nil, nil])
    #expect(x.reshaped(to: [nil, 15]).shape == [nil, 15])
    #expect(Tensor.concatenated([x, x]).shape == [nil, 5, 6])
    #expect(x.split(into: 3).map(\.shape) == [[nil, 5, 1], [nil, 5, 1], [nil, 5, 1]])
  }
}
