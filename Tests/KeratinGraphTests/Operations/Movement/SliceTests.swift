import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct SliceTests {
  /// The indices that Python's `start:end:step` takes, by its definition: from the start on in steps, while before the end.
  static func pythonIndices(_ start: Int?, _ end: Int?, _ step: Int, _ extent: Int) -> [Int] {
    func counted(_ bound: Int) -> Int { bound < 0 ? bound + extent : bound }
    if step > 0 {
      let (first, last) = (max(start.map(counted) ?? 0, 0), min(end.map(counted) ?? extent, extent))
      return Array(stride(from: first, to: max(last, first), by: step))
    }
    let (first, last) = (min(start.map(counted) ?? extent - 1, extent - 1), max(end.map(counted) ?? -1, -1))
    return Array(stride(from: first, to: min(last, first), by: step))
  }

  @Test(arguments: TestBackends.all)
  func takesWhatPythonTakes(_ backend: TestBackend) throws {
    let bounds: [Int?] = [nil, -9, -5, -2, -1, 0, 1, 3, 5, 9]
    for extent in [0, 1, 5] {
      let x = try counting([extent, 2])
      for (start, end) in bounds.flatMap({ start in bounds.map { (start, $0) } }) {
        for step in [1, 2, 3, 100, -1, -2, -100] {
          let indices = SliceTests.pythonIndices(start, end, step, extent)
          let y = Backends.with(backend.kernels) { x[.stride(from: start, to: end, by: step)] }
          #expect(y.shape == [indices.count, 2])
          let expected = indices.flatMap { [Double(2 * $0 + 1), Double(2 * $0 + 2)] }
          #expect(try y.doubles() == expected, "\(start as Any):\(end as Any):\(step) of \(extent)")
        }
      }
    }
  }

  @Test func takesTheLargestStepsWithoutOverflow() throws {
    let x = try counting([5])
    for step in [Int.max, Int.min, Int.min + 1] {
      #expect(try x[.stride(by: step)].doubles() == [step > 0 ? 1 : 5])
      #expect(try x[.stride(from: .min, to: .max, by: step)].doubles() == (step > 0 ? [1] : []))
    }
    #expect(try x[(-3) ... .max].doubles() == [3, 4, 5])
  }

  @Test(arguments: TestBackends.all, ElementType.allCases)
  func takesIndicesRangesNewAxes(_ backend: TestBackend, _ type: ElementType) throws {
    let x = try counting([4, 3, 2], type)
    func at(_ i: Int, _ j: Int, _ k: Int) -> Double {
      let number = (i * 3 + j) * 2 + k
      return type == .bool ? Double((number + 1) % 2) : Double(number + 1)
    }
    let y = try inAllLives([x], on: backend) { inputs in
      let x = inputs[0]
      return [
        x[0], x[-1, 2], x[1..<3, .all, -1], x[.ellipsis, 0], x[.newAxis, 3, .ellipsis, .newAxis], x[2..., ...1, ..<1],
        x[.all, .stride(by: -2)], x[0...(-1 + 4)], x[1, 1, 1], x[.ellipsis], x[(-2)..., .ellipsis, ...(-1)],
      ]
    }
    #expect(
      y.map(\.shape)
        == [
          [3, 2], [2], [2, 3], [4, 3], [1, 3, 2, 1], [2, 2, 1], [4, 2, 2], [4, 3, 2], .scalar, [4, 3, 2], [2, 3, 2],
        ])
    #expect(try y[0].doubles() == elements(of: [3, 2]) { at(0, $0[0], $0[1]) })
    #expect(try y[1].doubles() == [at(3, 2, 0), at(3, 2, 1)])
    #expect(try y[2].doubles() == elements(of: [2, 3]) { at($0[0] + 1, $0[1], 1) })
    #expect(try y[3].doubles() == elements(of: [4, 3]) { at($0[0], $0[1], 0) })
    #expect(try y[4].doubles() == elements(of: [3, 2]) { at(3, $0[0], $0[1]) })
    #expect(try y[5].doubles() == elements(of: [2, 2, 1]) { at($0[0] + 2, $0[1], 0) })
    #expect(try y[6].doubles() == elements(of: [4, 2, 2]) { at($0[0], 2 - 2 * $0[1], $0[2]) })
    #expect(try y[7].doubles() == x.doubles())
    #expect(try y[8].doubles() == [at(1, 1, 1)])
    #expect(try y[10].doubles() == elements(of: [2, 3, 2]) { at($0[0] + 2, $0[1], $0[2]) })
    #expect(y.allSatisfy { $0.elementType == type })
  }

  @Test func itsGradientPutsEachElementBack() throws {
    let x = try random([4, 3, 2], "slice")
    try checkGradients(at: [x]) { square($0[0][1..<3, .stride(by: -2), 1]) }
    try checkGradients(at: [x]) { $0[0][.newAxis, 2, .ellipsis] }
    try checkGradients(at: [x]) { square($0[0][4...]) }
    try checkGradients(at: [x]) { x in try gradient(of: pow(x[0][1..., 0], 3).sum(), with: x)[0] }
  }

  @Test func saysWhatDoesNotFit() throws {
    let x = try counting([4, 3])
    #expect(x[4].message == "slice: expected an index in -4..<4 along axis 0. Received: 4 for shape [4, 3].")
    #expect(x[.all, -4].message == "slice: expected an index in -3..<3 along axis 1. Received: -4 for shape [4, 3].")
    #expect(x[0, 0, 0].message == "slice: expected at most 2 indices and ranges for shape [4, 3]. Received: 3.")
    #expect(x[.stride(by: 0)].message == "slice: expected a step other than 0. Received: 0 along axis 0.")
    #expect(x[.ellipsis, .ellipsis].message == "slice: expected at most one .ellipsis. Received: several.")
    #expect(
      x.sliced(0..<1, axis: 2).message
        == "slice: expected an axis in -2...1. Received: axis 2 of a tensor of shape [4, 3].")
    #expect(x[4].rank == 2, "a failed tensor keeps its rank")
  }

  @Test func keepsAnUnknownBatchUnknown() {
    let x = functional([nil, 5, 3])
    #expect(x[.all, 1..<3].shape == [nil, 2, 3])
    #expect(x[.ellipsis, -1].shape == [nil, 5])
    #expect(x[1...].shape == [nil, 5, 3])
    #expect(x[0].shape == [5, 3])
  }
}
