import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct GatherTests {
  static let indices = Tensor([[2, 0], [2, 2], [1, 0]] as [[Int32]])

  @Test(arguments: TestBackends.all, ElementType.allCases)
  func picksRows(_ backend: TestBackend, _ type: ElementType) throws {
    let table = try counting([3, 4], type)
    let y = try inAllLives([table, GatherTests.indices], on: backend) { x in
      [x[0].gathering(x[1]), x[0].gathering(x[1], axis: 1), x[0].gathering(x[1][0, 0], axis: -1)]
    }
    let rows = try GatherTests.indices.doubles().map { Int($0) }
    let numbers = try table.doubles()
    #expect(y.map(\.type) == [TensorType([3, 2, 4], type), TensorType([3, 3, 2], type), TensorType([3], type)])
    #expect(try y[0].doubles() == elements(of: [3, 2, 4]) { numbers[rows[$0[0] * 2 + $0[1]] * 4 + $0[2]] })
    #expect(try y[1].doubles() == elements(of: [3, 3, 2]) { numbers[$0[0] * 4 + rows[$0[1] * 2 + $0[2]]] })
    #expect(try y[2].doubles() == elements(of: [3]) { numbers[$0[0] * 4 + 2] })
  }

  @Test func itsGradientAddsRowsUp() throws {
    let table = try random([3, 2], "gather")
    try checkGradients(at: [table, GatherTests.indices]) { square($0[0].gathering($0[1])) }
    try checkGradients(at: [table, GatherTests.indices]) { x in
      try gradient(of: pow(x[0].gathering(x[1]), 3).sum(), with: [x[0]])[0]
    }
    try checkGradients(at: [try random([2, 3, 2], "gather axis"), GatherTests.indices]) {
      square($0[0].gathering($0[1], axis: 1))
    }
  }

  @Test func namesTheFirstIndexOutside() throws {
    let table = try counting([3, 2])
    func message(_ indices: [[Int32]]) -> String { table.gathering(Tensor(indices)).message }
    #expect(message([[0, 1], [2, 3]]) == "gather: expected indices in 0...2. Received: 3 at [1, 1].")
    #expect(message([[0, -1], [2, 3]]) == "gather: expected indices in 0...2. Received: -1 at [0, 1].")
    #expect(
      table.gathering(Tensor(3, elementType: .int32)).message == "gather: expected indices in 0...2. Received: 3.")
    #expect(
      table.gathering(Tensor([1.0])).message
        == "gather: expected indices as an int32 tensor. Received: float32[1]. Try: cast(to: .int32).")
    #expect(
      Tensor.zeros([0, 2]).gathering(Tensor([0 as Int32])).message
        == "gather: expected no indices, there being nothing to choose from. Received: 0 at [0].")
    #expect(Tensor.zeros([0, 2]).gathering(Tensor([Int32]())).shape == [0, 2])
    #expect(
      Tensor(1).gathering(Tensor([0 as Int32])).message
        == "gather: expected a table of shape [rows, ...]. Received: a table without axes.")
  }

  @Test(arguments: TestBackends.all)
  func anIndexOutsideGivesNaNInAPlan(_ backend: TestBackend) throws {
    let trace = Trace()
    let program = try trace.run {
      let indices = trace.input(TensorType([2], .int32))
      return try Program(
        trace, outputs: [try counting([2, 2]).gathering(indices), try counting([2], .int32).gathering(indices)])
    }
    let executor = Executor(try Plan(program, backend: backend.kernels))
    executor.bind(input: 0, to: Buffer(copying: [1, 2] as [Int32]))
    #expect(try executor.run())
    let y = try executor.output(0).doubles()
    #expect(y[0] == 3 && y[1] == 4 && y[2].isNaN && y[3].isNaN)
    #expect(try executor.output(1).doubles() == [2, 0])
  }

  @Test func anIndexOutsideAmongAPlansConstantsIsAnError() throws {
    let trace = Trace()
    trace.run {
      let table = trace.input(TensorType([2, 2]))
      #expect(
        table.gathering(Tensor([2 as Int32])).message == "gather: expected indices in 0...1. Received: 2 at [0].")
    }
  }

  @Test(arguments: TestBackends.all)
  func marksLabels(_ backend: TestBackend) throws {
    let labels = Tensor([[2, 0], [-1, 3]] as [[Int32]])
    for type in ElementType.allCases {
      let y = try inAllLives([labels], on: backend) { [.oneHot($0[0], depth: 3, elementType: type)] }[0]
      #expect(y.type == TensorType([2, 2, 3], type))
      #expect(try y.doubles() == [0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0])
    }
    #expect(Tensor.oneHot(labels, depth: -1).message == "oneHot: expected a depth of at least 0. Received: -1.")
    #expect(Tensor.oneHot(labels, depth: 0).shape == [2, 2, 0])
  }
}
