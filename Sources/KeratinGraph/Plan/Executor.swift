public import KeratinKernels

/// Runs a plan, again and again, without allocating.
///
/// It resolves every operand's address once and patches only what moves: inputs, variables that were given new memory, the
/// arena if another plan made it grow. This and `KernelCall.swift` are the only unsafe files above the backends.
public final class Executor {
  public let plan: Plan
  let arena: Arena
  /// Operand and result places of all instructions, one after another.
  let table: UnsafeMutablePointer<Operand>
  let tableStarts: [Int]
  /// The plan's backend, in memory of its own so that a call can point to it.
  private let backend: UnsafeMutablePointer<any Backend>
  /// What running each instruction needs.
  private let steps: UnsafeMutablePointer<Step>
  private var inputs: [Buffer?]
  private var inputOffsets: [Int]
  private var inputSlots: [[Int]]
  private var variableAddresses: [UnsafeMutableRawPointer?]
  private var variableSlots: [[Int]]
  let packed: [Buffer]
  private var packedVersions: [Int]
  private var boundArena: UnsafeMutableRawPointer?
  /// Whether what only logs need has been computed since the last run.
  private var logsAreCurrent = false
  /// Checks each kernel against another backend, if set.
  public var crossCheck: CrossCheck?
  /// Notes how long each kernel takes, if set.
  public var profile: Profile?

  public init(_ plan: Plan, arena: Arena = Arena()) {
    self.plan = plan
    self.arena = arena
    var starts: [Int] = []
    var slots = 0
    for instruction in plan.instructions {
      starts.append(slots)
      slots += instruction.operands.count + instruction.results.count
    }
    tableStarts = starts
    table = .allocate(capacity: max(slots, 1))
    backend = .allocate(capacity: 1)
    backend.initialize(to: plan.backend)
    inputs = [Buffer?](repeating: nil, count: plan.inputBytes.count)
    inputOffsets = [Int](repeating: 0, count: plan.inputBytes.count)
    inputSlots = [[Int]](repeating: [], count: plan.inputBytes.count)
    variableAddresses = [UnsafeMutableRawPointer?](repeating: nil, count: plan.variables.count)
    variableSlots = [[Int]](repeating: [], count: plan.variables.count)
    packed = plan.packings.map { Buffer(byteCount: $0.bytes) }
    packedVersions = [Int](repeating: -1, count: plan.packings.count)
    steps = .allocate(capacity: max(plan.instructions.count, 1))
    for (index, instruction) in plan.instructions.enumerated() {
      (steps + index).initialize(to: Step(instruction, table + starts[index], packed))
    }
    for (start, instruction) in zip(starts, plan.instructions) {
      for (slot, placement) in (instruction.operands + instruction.results).enumerated() {
        switch placement {
        case .input(let number): inputSlots[number].append(start + slot)
        case .variable(let number): variableSlots[number].append(start + slot)
        case .arena, .constant: break
        }
      }
    }
  }

  deinit {
    steps.deinitialize(count: plan.instructions.count)
    steps.deallocate()
    backend.deinitialize(count: 1)
    backend.deallocate()
    table.deallocate()
  }

  // MARK: - Inputs and results

  /// Gives input `index` its memory, from byte `offset` on.
  public func bind(input index: Int, to buffer: Buffer, offset: Int = 0) {
    inputs[index] = buffer
    inputOffsets[index] = offset
    let address = buffer.address + offset
    if boundArena != nil { for slot in inputSlots[index] { table[slot].address = address } }
  }

  /// Lets go of the memory of all inputs.
  public func unbindInputs() {
    for index in inputs.indices { inputs[index] = nil }
  }

  /// Moves input `index` to byte `offset` of the memory it has.
  public func move(input index: Int, offset: Int) {
    guard let buffer = inputs[index] else { return }
    inputOffsets[index] = offset
    let address = buffer.address + offset
    for slot in inputSlots[index] { table[slot].address = address }
  }

  /// True as long as no other executor has used the arena since the last run, so that outputs and logs can be read.
  public var holdsLastRun: Bool { arena.user == ObjectIdentifier(self) }

  /// A copy of output `index`.
  public func output(_ index: Int) -> Tensor { copy(plan.program.outputs[index], plan.outputPlacements[index]) }

  /// Copies of the logs of the last run. Throws where another executor has used the arena since.
  public func logs() throws -> [Tensor] {
    guard holdsLastRun else {
      throw KeratinError(
        .state, expected: "logs to be read before another plan runs in the same arena",
        received: "logs of a run before it",
        operation: "logs", suggestion: "reading them after the run")
    }
    if !logsAreCurrent { try run(plan.schedule.mainCount..<plan.instructions.count) }
    logsAreCurrent = true
    return zip(plan.program.logs, plan.logPlacements).map { copy($0, $1) }
  }

  /// Copies output `index` to `destination`, from byte `offset` on.
  public func copyOutput(_ index: Int, to destination: Buffer, offset: Int) {
    destination.address.advanced(by: offset).copyMemory(
      from: address(plan.outputPlacements[index]),
      byteCount: plan.program.graph.type(of: plan.program.outputs[index]).byteCount)
  }

  private func copy(_ value: Value, _ placement: Placement) -> Tensor {
    let type = plan.program.graph.type(of: value)
    let buffer = Buffer(byteCount: type.byteCount)
    buffer.address.copyMemory(from: address(placement), byteCount: type.byteCount)
    return Tensor(buffer, type)
  }

  // MARK: - Running

  /// Runs the plan once. Returns false, with no variable changed, if a checked loss is not finite.
  public func run() throws -> Bool {
    try prepare()
    logsAreCurrent = false
    arena.user = ObjectIdentifier(self)
    let schedule = plan.schedule
    try run(0..<schedule.checkedCount)
    guard lossesAreFinite() else { return false }
    acquireVariables()
    let former = crossCheck == nil ? [] : copiesOfWrittenVariables()
    do {
      try run(schedule.checkedCount..<schedule.mainCount)
    } catch {
      // Only a cross-check throws here, between updates in place.
      for (index, copy) in former {
        address(.variable(index)).copyMemory(from: copy.address, byteCount: copy.byteCount)
      }
      throw error
    }
    for commit in plan.commits {
      address(.variable(commit.variable)).copyMemory(from: address(commit.source), byteCount: commit.bytes)
    }
    return true
  }

  /// Makes every address current.
  private func prepare() throws {
    if boundArena == nil || boundArena != arena.buffer.address || arena.byteCount < plan.arenaBytes { bindAll() }
    for index in inputs.indices {
      let available = inputs[index].map { $0.byteCount - inputOffsets[index] } ?? 0
      guard inputs[index] != nil, inputOffsets[index] >= 0, available >= plan.inputBytes[index] else {
        throw KeratinError(
          .state, expected: "\(plan.inputBytes[index]) bytes of memory for input \(index) of the plan",
          received: inputs[index] == nil ? "none" : "\(available) from offset \(inputOffsets[index]) on")
      }
    }
    for index in plan.variables.indices {
      guard let address = plan.variables[index].address else { throw plan.variables[index].value.error! }
      if address != variableAddresses[index] { move(variable: index, to: address) }
    }
    for index in plan.packings.indices { pack(index) }
  }

  /// Before variables are written: each that a snapshot shares gets memory of its own.
  private func acquireVariables() {
    for index in plan.variables.indices where plan.isWritten[index] {
      let address = plan.variables[index].uniqueAddress()!
      if address != variableAddresses[index] { move(variable: index, to: address) }
    }
  }

  private func copiesOfWrittenVariables() -> [(index: Int, copy: Buffer)] {
    plan.variables.indices.compactMap { index in
      guard plan.isWritten[index], let buffer = plan.variables[index].buffer else { return nil }
      return (index, Buffer(copying: buffer))
    }
  }

  private func move(variable index: Int, to address: UnsafeMutableRawPointer) {
    variableAddresses[index] = address
    for slot in variableSlots[index] { table[slot].address = address }
  }

  private func bindAll() {
    arena.reserve(plan.arenaBytes)
    boundArena = arena.buffer.address
    for index in plan.variables.indices { variableAddresses[index] = plan.variables[index].buffer?.address }
    for (start, instruction) in zip(tableStarts, plan.instructions) {
      let places = zip(instruction.operands + instruction.results, instruction.operandCounts + instruction.resultCounts)
      for (slot, (placement, count)) in places.enumerated() {
        (table + start + slot).initialize(to: Operand(address: address(placement), count: count))
      }
    }
  }

  /// Where a placement lies now; inputs and variables without memory lie at the arena's start until they have some.
  func address(_ placement: Placement) -> UnsafeMutableRawPointer {
    switch placement {
    case .arena(let offset): arena.buffer.address + offset
    case .constant(let number): plan.constants[number].address
    case .variable(let number): variableAddresses[number] ?? arena.buffer.address
    case .input(let number): inputs[number].map { $0.address + inputOffsets[number] } ?? arena.buffer.address
    }
  }

  private func pack(_ index: Int) {
    let packing = plan.packings[index]
    let variable = plan.variables[packing.variable]
    guard packedVersions[index] != variable.version, let buffer = variable.buffer else { return }
    packedVersions[index] = variable.version
    func pack<T: FloatingScalar>(_ type: T.Type) {
      let elements = Span<T>(
        _unsafeStart: buffer.address.assumingMemoryBound(to: T.self), count: buffer.byteCount / MemoryLayout<T>.stride)
      var bytes = MutableSpan<UInt8>(
        _unsafeStart: packed[index].address.assumingMemoryBound(to: UInt8.self), count: packing.bytes)
      plan.backend.pack(elements, packing.kernel.product, into: &bytes)
    }
    if packing.kernel.elementType == .float64 { pack(Double.self) } else { pack(Float.self) }
  }

  private func run(_ range: Range<Int>) throws {
    if let crossCheck {
      for step in range { try crossCheck.check(self, step) }
      return
    }
    if let profile { return run(range, noting: profile.recording(of: plan)) }
    for step in range { run(step) }
  }

  private func run(_ range: Range<Int>, noting recording: Profile.Recording) {
    let clock = ContinuousClock()
    var last = clock.now
    for step in range {
      run(step)
      let now = clock.now
      let (seconds, attoseconds) = last.duration(to: now).components
      recording.nanoseconds[step] += seconds * 1_000_000_000 + attoseconds / 1_000_000_000
      recording.counts[step] += 1
      last = now
    }
  }

  /// Runs one kernel.
  func run(_ index: Int) {
    if steps[index].copies { copyOperands(index) }
    steps[index].call(UnsafePointer(backend), boundArena ?? arena.buffer.address)
  }

  /// Gives results that are updated the elements of their operands, where those could not be updated in place.
  private func copyOperands(_ index: Int) {
    for copy in plan.instructions[index].copies {
      steps[index].results[copy.result].address.copyMemory(
        from: steps[index].operands[copy.operand].address, byteCount: copy.bytes)
    }
  }

  private func lossesAreFinite() -> Bool {
    for (value, placement) in zip(plan.program.checkedLosses, plan.checkedPlacements) {
      let type = plan.program.graph.type(of: value)
      if firstNonFinite(address(placement), type) != nil { return false }
    }
    return true
  }
}

/// An instruction with all that running it needs at hand. It cannot be copied, so that no references are counted on the way.
private struct Step: ~Copyable {
  let run: @Sendable (borrowing KernelCall) -> Void
  let operands: UnsafePointer<Operand>
  let operandCount: Int
  let results: UnsafePointer<Operand>
  let scratchOffset: Int
  let scratchBytes: Int
  let packed: Operand?
  let copies: Bool

  init(_ instruction: Instruction, _ table: UnsafeMutablePointer<Operand>, _ packings: [Buffer]) {
    run = instruction.kernel.run
    operands = UnsafePointer(table)
    operandCount = instruction.operands.count
    results = UnsafePointer(table + instruction.operands.count)
    scratchOffset = instruction.scratchOffset
    scratchBytes = instruction.scratchBytes
    packed = instruction.packed.map { Operand(address: packings[$0].address, count: packings[$0].byteCount) }
    copies = !instruction.copies.isEmpty
  }

  /// Runs the kernel, its scratch memory in `arena`.
  @inline(never)
  borrowing func call(_ backend: UnsafePointer<any Backend>, _ arena: UnsafeMutableRawPointer) {
    run(
      KernelCall(
        backend: backend, operands: operands, count: operandCount, results: results, scratch: arena + scratchOffset,
        scratchBytes: scratchBytes, packed: packed))
  }
}

/// The index of the first NaN or infinity among the elements at `address`.
func firstNonFinite(_ address: UnsafeMutableRawPointer, _ type: TensorType) -> Int? {
  switch type.elementType {
  case .float32:
    let elements = address.assumingMemoryBound(to: Float.self)
    for index in 0..<type.count where !elements[index].isFinite { return index }
  case .float64:
    let elements = address.assumingMemoryBound(to: Double.self)
    for index in 0..<type.count where !elements[index].isFinite { return index }
  case .int32, .uint8, .bool: break
  }
  return nil
}
