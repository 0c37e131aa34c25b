public import KeratinGraph
internal import KeratinKernels

/// What a plan runs, kernel by kernel, with what each costs.
///
///     print(try model.planDescription(batchSize: 1))
public struct PlanDescription: Sendable, CustomStringConvertible {
  /// One kernel of the plan.
  public struct Kernel: Sendable, Hashable {
    /// What it computes: `dense`, `conv`.
    public let name: String
    /// The types of its results: `float32[32, 10]`.
    public let results: [TensorType]
    /// The path of the layer that it belongs to, empty where it belongs to none.
    public let layer: String
    /// Floating-point operations, a multiply-add counting as two.
    public let operations: Int
    /// Bytes of operands and results.
    public let bytes: Int
  }

  /// The backend on which the plan runs.
  public let backend: String
  /// The kernels in the order in which they run.
  public let kernels: [Kernel]
  /// Bytes of memory for all values that are not weights, inputs or constants.
  public let arenaBytes: Int
  /// The most bytes alive at once: the least that any placement could need.
  public let leastArenaBytes: Int

  init(_ plan: Plan) {
    let graph = plan.program.graph
    kernels = plan.instructions.map { instruction in
      let node = graph.nodes[instruction.node]
      let types = node.inputs.map { graph.type(of: $0) } + node.types
      return Kernel(
        name: node.name, results: node.types, layer: node.layerPath, operations: instruction.kernel.operationCount,
        bytes: types.reduce(0) { $0 + $1.byteCount })
    }
    (backend, arenaBytes, leastArenaBytes) = (plan.backend.name, plan.arenaBytes, plan.leastArenaBytes)
  }

  /// The operations of one run.
  public var operations: Int { kernels.reduce(0) { $0 + $1.operations } }
  /// The bytes that the kernels of one run read and write.
  public var bytes: Int { kernels.reduce(0) { $0 + $1.bytes } }

  /// A line a kernel under a line of titles, then totals.
  public var description: String {
    let rows =
      [["kernel", "result", "layer", "FLOPs", "bytes"]]
      + kernels.map { kernel in
        [
          kernel.name, kernel.results.map(\.description).joined(separator: " "), kernel.layer,
          "\(kernel.operations)", "\(kernel.bytes)",
        ]
      }
    let widths = (0..<5).map { column in rows.map { $0[column].count }.max() ?? 0 }
    let lines = rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return column < 3 ? cell + space : space + cell
      }
      return cells.joined(separator: "  ")
    }
    let total =
      "\(kernels.count) kernels on \(backend): \(operations) FLOPs, \(bytes) bytes read and written, arena of "
      + "\(arenaBytes) bytes (at least \(leastArenaBytes))"
    return (lines + [total]).joined(separator: "\n")
  }
}
