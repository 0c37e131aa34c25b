internal import KeratinKernels

/// Which nodes of a program are to become one elementwise kernel each.
///
/// Beginning with groups of one node, the groups at both ends of an edge become one wherever that is allowed.
struct ElementwiseGroups {
  /// The most steps of a group.
  private static let mostSteps = 24

  private let program: Program
  private let phases: [Int]
  private let readers: [[Int]]
  private var groupOf: [Int]
  private var members: [[Int]]
  /// The groups, each after those that it reads from.
  private var order: [Int]
  private var position: [Int]

  init(_ program: Program) {
    self.program = program
    let nodes = program.graph.nodes
    phases = program.phases
    readers = program.readers
    groupOf = Array(nodes.indices)
    members = nodes.indices.map { [$0] }
    order = Array(nodes.indices)
    position = order
    let isElementwise = nodes.map { Self.isElementwise($0, program.graph) }
    for index in nodes.indices where isElementwise[index] {
      for input in nodes[index].inputs where isElementwise[input.node] { join(groupOf[input.node], groupOf[index]) }
    }
  }

  /// The groups of more than one node, each in order.
  var groups: [[Int]] { members.filter { $0.count > 1 } }

  private static func isElementwise(_ node: Node, _ graph: Graph) -> Bool {
    guard node.types.count == 1, node.step(node.inputs.map { _ in 0 }) != nil else { return false }
    guard case .operation(let operation) = node.source else { return false }
    let inputs = node.inputs.map { graph.type(of: $0) }
    switch operation {
    case is Unary: return inputs[0].elementType.isFloating
    case is Binary, is Compare: return inputs.allSatisfy(\.elementType.isFloating)
    case is Select: return node.types[0].elementType.isFloating
    case is Cast: return inputs[0].elementType == .bool && node.types[0].elementType.isFloating
    default: return true
    }
  }

  /// Makes one group of `a` and `b`, which reads from it, if nothing stands against it.
  private mutating func join(_ a: Int, _ b: Int) {
    guard a != b else { return }
    let (first, second) = (members[a][0], members[b][0])
    let graph = program.graph
    guard phases[first] == phases[second], graph.numberType(ofNode: first) == graph.numberType(ofNode: second),
      graph.nodes[first].types[0].shape == graph.nodes[second].types[0].shape
    else { return }
    let all = (members[a] + members[b]).sorted()
    guard all.count <= ElementwiseGroups.mostSteps, isContinuous(all), hasRoom(all), let between = readersBetween(a, b)
    else { return }
    for member in all { groupOf[member] = b }
    members[a] = []
    members[b] = all
    // What needs `a` comes after both now; the rest of what stood between them, before.
    let range = position[a]...position[b]
    let others = order[range].filter { $0 != a && $0 != b }
    order.replaceSubrange(
      range, with: [a] + others.filter { !between.contains($0) } + [b] + others.filter(between.contains))
    for place in range { position[order[place]] = place }
  }

  /// The groups before `b` that need results of `a`; nil if `b` needs one of them, so that the two cannot run as one.
  private func readersBetween(_ a: Int, _ b: Int) -> Set<Int>? {
    var seen = Set<Int>()
    var stack = [a]
    while let group = stack.popLast() {
      for reader in members[group].lazy.flatMap({ readers[$0] }).map({ groupOf[$0] }) where reader != group {
        if reader == b {
          if group != a { return nil }
        } else if position[reader] < position[b], seen.insert(reader).inserted {
          stack.append(reader)
        }
      }
    }
    return seen
  }

  private func hasRoom(_ all: [Int]) -> Bool {
    let inside = Set(all)
    let operands = Set(all.flatMap { program.graph.nodes[$0].inputs }.filter { !inside.contains($0.node) })
    return operands.count + all.count <= ElementwiseProgram.mostValues
  }

  /// False if a function that jumps works on what was rounded differently on another backend: there it may give quite another result,
  /// and no bound would hold when backends are compared.
  private func isContinuous(_ all: [Int]) -> Bool {
    var varies = Set<Int>()
    for index in all {
      guard case .operation(let operation) = program.graph.nodes[index].source else { continue }
      let hasVarying = program.graph.nodes[index].inputs.contains { varies.contains($0.node) }
      if hasVarying && operation.jumps { return false }
      if hasVarying || operation.variesWithBackend { varies.insert(index) }
    }
    return true
  }
}

extension Operation {
  /// True for an elementwise function that is not continuous.
  fileprivate var jumps: Bool {
    switch self {
    case let it as Unary: [.sign, .floor, .ceil, .round].contains(it.operation)
    case let it as Binary: [.floorMod, .reluGradient, .atan2].contains(it.operation)
    default: self is Compare
    }
  }

  /// True for an elementwise function that backends may round differently.
  fileprivate var variesWithBackend: Bool {
    switch self {
    // Half an ULP is what correct rounding leaves: the same bits everywhere.
    case let it as Unary: it.operation.maximumULP > 0.5
    case let it as Binary: it.operation.maximumULP > 0.5
    default: false
    }
  }
}
