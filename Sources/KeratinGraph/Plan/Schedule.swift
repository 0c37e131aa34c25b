/// The order in which a program's operations run, and which of them update a variable in place.
///
/// First what the checked losses need; then, once they are known to be finite, the rest; last what only logs need. An update that may
/// write its variable in place waits until every reader of the old value has run. What logs need runs when they are asked for, which may
/// be after variables and inputs have changed: what reads these runs with the rest.
struct Schedule {
  /// Nodes with kernels in order; views have none.
  private(set) var order: [Int] = []
  /// How many run before the losses are checked.
  private(set) var checkedCount = 0
  /// How many run always; the others only when logs are asked for.
  private(set) var mainCount = 0
  /// For each result that is written straight into a variable's memory, the variable's place among the assignments.
  private(set) var inPlace: [Value: Int] = [:]

  private let program: Program
  private var successors: [[Int]]
  private var phase: [Int]

  init(_ program: Program, kernels: [Int: Kernel]) {
    self.program = program
    successors = program.readers
    phase = program.phases
    chooseInPlace(kernels)
    sort(kernels)
    checkedCount = order.count { phase[$0] == 0 }
    mainCount = order.count { phase[$0] < 2 }
  }

  /// Accepts an update in place where it runs after the check, and where making it wait for the other readers closes no circle.
  private mutating func chooseInPlace(_ kernels: [Int: Kernel]) {
    let nodes = program.graph.nodes
    for (place, assignment) in program.assignments.enumerated() {
      let index = assignment.value.node
      guard phase[index] == 1, inPlace[assignment.value] == nil,
        let update = kernels[index]?.updates.first(where: { $0.result == assignment.value.result })
      else { continue }
      let old = nodes[index].inputs[update.operand]
      guard case .variable(let variable) = nodes[old.node].source, variable === assignment.variable else { continue }
      // A kernel may have written an element before it reads it by another of its operands.
      let others = nodes[index].inputs.indices.filter { $0 != update.operand }
      guard others.allSatisfy({ program.graph.viewed(nodes[index].inputs[$0]) != old }) else { continue }
      let readers = successors[old.node].flatMap { readersThroughViews($0) }.filter { $0 != index }
      guard readers.allSatisfy({ phase[$0] < 2 }), !reaches(from: index, anyOf: Set(readers)) else { continue }
      for reader in readers { successors[reader].append(index) }
      inPlace[assignment.value] = place
    }
  }

  /// A node, or if it is a view of its input, the node itself and all that read it.
  private func readersThroughViews(_ index: Int) -> [Int] {
    guard program.graph.nodes[index].isView else { return [index] }
    return [index] + successors[index].flatMap { readersThroughViews($0) }
  }

  private func reaches(from start: Int, anyOf targets: Set<Int>) -> Bool {
    if targets.isEmpty { return false }
    var seen = Set([start])
    var stack = [start]
    while let index = stack.popLast() {
      for next in successors[index] where seen.insert(next).inserted {
        if targets.contains(next) { return true }
        stack.append(next)
      }
    }
    return false
  }

  /// Kahn's algorithm; among nodes that are ready, the lowest phase and then the oldest goes first.
  private mutating func sort(_ kernels: [Int: Kernel]) {
    let nodes = program.graph.nodes
    var waiting = [Int](repeating: 0, count: nodes.count)
    for index in nodes.indices { for next in successors[index] { waiting[next] += 1 } }
    var ready = [Set<Int>](repeating: [], count: 3)
    for index in nodes.indices where waiting[index] == 0 { ready[phase[index]].insert(index) }
    while let lowest = ready.firstIndex(where: { !$0.isEmpty }), let index = ready[lowest].min() {
      ready[lowest].remove(index)
      if kernels[index] != nil { order.append(index) }
      for next in successors[index] {
        waiting[next] -= 1
        if waiting[next] == 0 { ready[phase[next]].insert(next) }
      }
    }
  }
}

extension Program {
  /// For each node when it runs: 0 before the losses are checked, 1 after that, 2 when logs are asked for.
  var phases: [Int] {
    let checked = needed(checkedLosses)
    let readers = graph.nodes.indices.filter { readsLeaf($0) }.map { Value(node: $0) }
    let main = needed(outputs + assignments.map(\.value) + checkedLosses + readers)
    return graph.nodes.indices.map { checked[$0] ? 0 : main[$0] ? 1 : 2 }
  }

  /// For each node, whether `roots` depend on it.
  private func needed(_ roots: [Value]) -> [Bool] {
    var needed = [Bool](repeating: false, count: graph.nodes.count)
    for root in roots { needed[root.node] = true }
    for index in graph.nodes.indices.reversed() where needed[index] {
      for input in graph.nodes[index].inputs { needed[input.node] = true }
    }
    return needed
  }

  /// True for an operation on what may change between runs: a variable or an input, or a view of one.
  private func readsLeaf(_ index: Int) -> Bool {
    guard case .operation = graph.nodes[index].source else { return false }
    return graph.nodes[index].inputs.contains { input in
      switch graph.nodes[input.node].source {
      case .variable, .input: true
      case .operation(let operation): operation.isView && readsLeaf(input.node)
      default: false
      }
    }
  }
}
