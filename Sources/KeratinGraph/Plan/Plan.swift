public import KeratinKernels

/// A program made ready to run on one backend: the order of its kernels and the place of every buffer.
///
/// A plan is made once for each mode and each set of input shapes; an ``Executor`` runs it. Running allocates nothing.
public final class Plan: @unchecked Sendable {
  public let backend: any Backend
  public let program: Program
  /// The bytes that the plan needs in its arena.
  public let arenaBytes: Int
  /// The most bytes alive at one step: the least that any layout could need.
  public let leastArenaBytes: Int

  let schedule: Schedule
  package let instructions: [Instruction]
  package let variables: [Variable]
  /// For each variable, whether the plan writes it.
  let isWritten: [Bool]
  let constants: [Buffer]
  let packings: [Packing]
  package let commits: [Commit]
  package let outputPlacements: [Placement]
  package let logPlacements: [Placement]
  package let checkedPlacements: [Placement]
  /// The bytes that the plan reads of each input.
  let inputBytes: [Int]

  /// A value that is copied into its variable when the step has succeeded.
  package struct Commit {
    package let source: Placement
    package let variable: Int
    package let bytes: Int
  }

  /// An operand that is laid out for the backend when its variable has changed.
  struct Packing {
    let variable: Int
    let kernel: Kernel.Packing
    let bytes: Int
  }

  static let passes: [any PlanPass] = [
    RemoveDeadNodes(), FoldConstants(), RemoveDeadNodes(), ShareRepeatedNodes(), DetachAssignedLeaves(),
    KeepGradientsSparse(), UpdateInProduct(), ReadBroadcastsInPlace(), MultiplyWhereItLies(), MaskBelowPooling(),
    FuseNormalization(), FuseConvolution(), RemoveDeadNodes(), FuseElementwise(), RemoveDeadNodes(),
    LeaveOutUnreadResults(), ProjectInRecurrence(), RemoveDeadNodes(),
  ]

  /// Plans `program` for `backend`.
  public init(_ program: Program, backend: any Backend = Backends.current) throws {
    var program = program
    try Backends.with(backend) { for pass in Plan.passes { try pass.run(&program) } }
    var layout = try PlanLayout(program, backend: backend)
    layout.place()
    self.program = program
    self.backend = backend
    schedule = layout.schedule
    arenaBytes = layout.arenaBytes
    leastArenaBytes = layout.leastArenaBytes
    instructions = layout.instructions()
    variables = layout.variables
    isWritten = layout.isWritten
    constants = layout.constants
    packings = layout.packings
    commits = layout.commits()
    outputPlacements = program.outputs.map { layout.placement(of: $0) }
    logPlacements = program.logs.map { layout.placement(of: $0) }
    checkedPlacements = program.checkedLosses.map { layout.placement(of: $0) }
    inputBytes = layout.inputBytes
  }

  /// How many kernels run before the losses are checked.
  package var checkedCount: Int { schedule.checkedCount }
  /// How many run in every step; the others when logs are asked for.
  package var mainCount: Int { schedule.mainCount }

  /// The operations of one run.
  public var operationCount: Int { instructions.reduce(0) { $0 + $1.kernel.operationCount } }
}

extension Plan: CustomStringConvertible {
  /// What will run, a line a kernel, then totals: operations, the arena and the least it could be.
  public var description: String {
    var lines = instructions.enumerated().map { step, instruction in
      let node = program.graph.nodes[instruction.node]
      let types = node.types.map(\.description).joined(separator: ", ")
      let mark = step == schedule.checkedCount && step > 0 ? "-- losses are finite --\n" : ""
      let path = node.layerPath.isEmpty ? "" : "  [\(node.layerPath)]"
      let count = instruction.kernel.operationCount
      return mark + "\(step)  \(node.name) -> \(types)\(path)" + (count > 0 ? "  \(count) operations" : "")
    }
    lines.append(
      "\(instructions.count) kernels on \(backend.name), \(operationCount) operations, "
        + "arena \(arenaBytes) bytes (least possible \(leastArenaBytes))")
    return lines.joined(separator: "\n")
  }
}
