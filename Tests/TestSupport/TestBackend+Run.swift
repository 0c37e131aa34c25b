internal import KeratinKernels
internal import Synchronization

/// Held while a kernel runs: the number of threads belongs to the process.
private let turn = Mutex(())

extension TestBackend {
  /// Runs a kernel with one result and gives what it wrote.
  func run<T: Scalar>(
    count: Int, workspaceBytes: Int = 0, _ body: (inout MutableSpan<T>, inout Workspace) -> Void
  ) throws(KernelFault) -> [T] {
    let results: [[T]] = try run([.poison(count: count)], workspaceBytes: workspaceBytes) {
      results, workspace in
      var elements = results.mutableElements(0, as: T.self)
      body(&elements, &workspace)
    }
    return results[0]
  }

  /// Runs a kernel with results of the given contents and gives what they then hold.
  func run<T: Scalar>(
    _ contents: [KernelResult<T>.Content], workspaceBytes: Int,
    _ body: (borrowing Operands, inout Workspace) -> Void
  ) throws(KernelFault) -> [[T]] {
    let results = try run(contents, workspaceBytes: workspaceBytes, threads: 1, body)
    guard usesThreads else { return results }
    let again = try run(contents, workspaceBytes: workspaceBytes, threads: 2, body)
    for (one, two) in zip(results, again) {
      if let index = firstDifferenceInBits(one, two) { throw .threadsDisagree(index: index) }
    }
    return results
  }

  private func run<T: Scalar>(
    _ contents: [KernelResult<T>.Content], workspaceBytes: Int, threads: Int,
    _ body: (borrowing Operands, inout Workspace) -> Void
  ) throws(KernelFault) -> [[T]] {
    let results = contents.map { KernelResult<T>($0) }
    let table = results.map(\.operand)
    let scratch = GuardedMemory(byteCount: workspaceBytes)
    turn.withLock { _ in
      let threadsBefore = ThreadPool.threadCount
      ThreadPool.threadCount = threads
      var workspace = Workspace(scratch.start, byteCount: workspaceBytes)
      table.withUnsafeBufferPointer { body(Operands($0.baseAddress!, count: $0.count), &workspace) }
      ThreadPool.threadCount = threadsBefore
    }
    if let offset = scratch.brokenFence { throw .wroteBeyondWorkspace(byteOffset: offset) }
    var written: [[T]] = []
    for result in results { written.append(try result.finish()) }
    return written
  }
}
