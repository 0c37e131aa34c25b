internal import KeratinKernels

extension TestBackend {
  /// Runs a kernel with one result and gives what it wrote. `body` takes the operands from the table it is given.
  func run<T: Scalar>(
    count: Int, reading operands: [KernelOperand] = [], workspaceBytes: Int = 0,
    _ body: (borrowing Operands, inout MutableSpan<T>, inout Workspace) -> Void
  ) throws(KernelFault) -> [T] {
    let results: [[T]] = try run(
      [.poison(count: count)], reading: operands, workspaceBytes: workspaceBytes
    ) { operands, results, workspace in
      var elements = results.mutableElements(0, as: T.self)
      body(operands, &elements, &workspace)
    }
    return results[0]
  }

  /// Runs a kernel with results of the given contents and gives what they then hold.
  func run<T: Scalar>(
    _ contents: [KernelResult<T>.Content], reading operands: [KernelOperand], workspaceBytes: Int,
    _ body: (borrowing Operands, borrowing Operands, inout Workspace) -> Void
  ) throws(KernelFault) -> [[T]] {
    let results = try run(contents, operands, workspaceBytes, threads: 1, body)
    guard usesThreads else { return results }
    let again = try run(contents, operands, workspaceBytes, threads: 2, body)
    for (one, two) in zip(results, again) {
      if let index = firstDifferenceInBits(one, two) { throw .threadsDisagree(index: index) }
    }
    return results
  }

  private func run<T: Scalar>(
    _ contents: [KernelResult<T>.Content], _ operands: [KernelOperand], _ workspaceBytes: Int, threads: Int,
    _ body: (borrowing Operands, borrowing Operands, inout Workspace) -> Void
  ) throws(KernelFault) -> [[T]] {
    let results = contents.map { KernelResult<T>($0) }
    let scratch = GuardedMemory(byteCount: workspaceBytes)
    // One table, so that an empty list of operands has an address too.
    let table = results.map(\.operand) + operands.map(\.operand)
    withThreads(threads) {
      table.withUnsafeBufferPointer { table in
        let start = table.baseAddress!
        var workspace = Workspace(scratch.start, byteCount: workspaceBytes)
        body(Operands(start + results.count, count: operands.count), Operands(start, count: results.count), &workspace)
      }
    }
    // The tables and the workspace hold addresses alone.
    withExtendedLifetime((operands, results, scratch)) {}
    if let offset = scratch.brokenFence { throw .wroteBeyondWorkspace(byteOffset: offset) }
    var written: [[T]] = []
    for result in results { written.append(try result.finish()) }
    return written
  }
}
