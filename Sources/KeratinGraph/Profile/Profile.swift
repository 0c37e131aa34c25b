public import KeratinKernels

/// Measures how long each kernel takes while a model trains, is evaluated or predicts.
///
///     let profile = Profile()
///     model.profile = profile
///     try model.fit(x, y, epochs: 3)
///     print(profile.table(limits: .measured(threads: Backends.threadCount)))
///
/// Looking at the clock costs some tens of nanoseconds a kernel.
public final class Profile {
  private var recordings: [ObjectIdentifier: Recording] = [:]
  private var order: [ObjectIdentifier] = []

  /// A profile that has noted nothing yet.
  public init() {}

  /// What was noted of one plan.
  final class Recording {
    let plan: Plan
    /// The nanoseconds that each kernel has taken, and how often it ran.
    var nanoseconds: [Int64]
    var counts: [Int]

    init(_ plan: Plan) {
      self.plan = plan
      nanoseconds = [Int64](repeating: 0, count: plan.instructions.count)
      counts = [Int](repeating: 0, count: plan.instructions.count)
    }
  }

  /// Where runs of `plan` are noted.
  func recording(of plan: Plan) -> Recording {
    let key = ObjectIdentifier(plan)
    if let recording = recordings[key] { return recording }
    let recording = Recording(plan)
    recordings[key] = recording
    order.append(key)
    return recording
  }

  /// A row for each operation of each layer, in the order in which they first ran.
  public var rows: [ProfileRow] {
    var rows: [ProfileRow] = []
    var places: [[String]: Int] = [:]
    for recording in order.compactMap({ recordings[$0] }) {
      let graph = recording.plan.program.graph
      for (step, instruction) in recording.plan.instructions.enumerated() where recording.counts[step] > 0 {
        let node = graph.nodes[instruction.node]
        let key = [node.layerPath, node.name]
        let place = places[key] ?? rows.count
        if place == rows.count {
          places[key] = place
          rows.append(ProfileRow(layer: node.layerPath, operation: node.name))
        }
        let count = recording.counts[step]
        let bytes = (node.inputs.map { graph.type(of: $0) } + node.types).reduce(0) { $0 + $1.byteCount }
        rows[place].count += count
        rows[place].seconds += Double(recording.nanoseconds[step]) * 1e-9
        rows[place].operations += Double(instruction.kernel.operationCount) * Double(count)
        rows[place].bytes += Double(bytes) * Double(count)
      }
    }
    return rows
  }

  /// The rows, those that took longest first, as a table: for each its share of the time, the operations and bytes a second, and the share that
  /// the least possible time, by `limits`, has in the time that it took. Operands that stay in the caches can bring more than 100 %.
  public func table(limits: MachineLimits) -> String {
    let rows = rows.sorted { $0.seconds > $1.seconds }
    let total = rows.reduce(0) { $0 + $1.seconds }
    var cells = [["layer", "operation", "runs", "ms", "share", "GFLOP/s", "GB/s", "of limit"]]
    for row in rows {
      let least = limits.leastSeconds(operations: row.operations, bytes: row.bytes)
      cells.append([
        row.layer, row.operation, "\(row.count)", Profile.text(row.seconds * 1e3, digits: 2),
        Profile.percent(row.seconds, of: total),
        row.operations > 0 ? Profile.text(row.operations / row.seconds / 1e9, digits: 1) : "",
        Profile.text(row.bytes / row.seconds / 1e9, digits: 1), Profile.percent(least, of: row.seconds),
      ])
    }
    let widths = cells[0].indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    let lines = cells.map { row in
      row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return column < 2 ? cell + space : space + cell
      }.joined(separator: "  ")
    }
    return
      (lines + [
        "\(Profile.text(total * 1e3, digits: 2)) ms in kernels; the limit is "
          + "\(Profile.text(limits.operationsPerSecond / 1e9, digits: 1)) GFLOP/s and "
          + "\(Profile.text(limits.bytesPerSecond / 1e9, digits: 1)) GB/s"
      ]).joined(separator: "\n")
  }

  /// `value` with so many digits after the point.
  private static func text(_ value: Double, digits: Int) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
    let scale = digits == 1 ? 10 : 100
    let whole = Int((value * Double(scale)).rounded())
    let rest = "\(abs(whole) % scale)"
    return "\(whole / scale)." + String(repeating: "0", count: digits - rest.count) + rest
  }

  private static func percent(_ part: Double, of whole: Double) -> String {
    whole > 0 ? text(100 * part / whole, digits: 1) + " %" : ""
  }
}
