internal import KeratinKernels

/// An operation on the rows of its floating inputs, the last axis of the first.
protocol RowOperation: Operation {
  /// Counted for each element of the first input.
  var operationsPerElement: Int { get }

  /// The operands in whose place the result may lie; none by default.
  var overwritten: [Int] { get }

  /// Calls the backend's kernel.
  func run<T: FloatingScalar>(
    _ call: borrowing KernelCall, _ rows: Rows, _ workspace: inout Workspace, as type: T.Type)
}

extension RowOperation {
  var overwritten: [Int] { [] }

  func kernel(_ types: NodeTypes) -> Kernel {
    let rows = Rows(types.inputs[0].shape)
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: .definition, overwrites: types.overwrites(overwritten),
        operationCount: operationsPerElement * types.inputs[0].count,
        workspaceBytes: { $0.workspaceBytes(rows, T.self) },
        run: { call in
          var workspace = call.workspace
          run(call, rows, &workspace, as: T.self)
        })
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }
}
