/// What the definitions of a recurrence and its gradient have at hand: matrices of the size of one state, by number.
///
/// First those of all steps (`T × G` gates, `T × S` saved, `T` states, …), then some for what comes between.
struct RecurrenceTable<T: FloatingScalar>: ~Escapable {
  let layouts: RecurrenceLayouts
  let matrices: Matrices<T>
  /// Whether a step counts, `T × B`, empty where all do.
  let masks: Matrices<UInt8>
  /// What products may use, each anew.
  let scratch: Workspace

  private let steps: Int
  private let gates: Int
  private let kinds: Int

  @_lifetime(copy workspace)
  init(_ descriptor: Recurrence, _ workspace: inout Workspace) {
    layouts = RecurrenceLayouts(descriptor: descriptor)
    (steps, gates, kinds) = (descriptor.steps, descriptor.cell.gates, descriptor.cell.savedGates)
    let count = RecurrenceTable.matrixCount(descriptor)
    matrices = Matrices(count, of: descriptor.stateCount, &workspace)
    masks = Matrices(descriptor.hasMask ? steps : 0, of: descriptor.batch, &workspace)
    scratch = workspace
  }

  var descriptor: Recurrence { layouts.descriptor }

  /// The gates of a step before their functions, or their gradients.
  func gate(_ step: Int, _ gate: Int) -> Int { step * gates + gate }
  /// The gradients of what U gave, where they are others than the gates'.
  func inner(_ step: Int, _ gate: Int) -> Int { (steps + step) * gates + gate }
  func saved(_ step: Int, _ kind: Int) -> Int { 2 * steps * gates + step * kinds + kind }
  func state(_ step: Int) -> Int { steps * (2 * gates + kinds) + step }
  func cell(_ step: Int) -> Int { state(steps) + step }
  func stateGradient(_ step: Int) -> Int { state(2 * steps) + step }
  func cellGradient(_ step: Int) -> Int { state(3 * steps) + step }
  /// The state before a step.
  func before(_ step: Int) -> Int { state(4 * steps) + step }
  /// Rooms for what comes between.
  func room(_ index: Int) -> Int { state(5 * steps) + index }
  /// The state before the step, or the gradient of the one after it.
  var h: Int { room(0) }
  /// The cells before the step, or the gradient of those after it.
  var c: Int { room(1) }
  /// All ones.
  var ones: Int { room(2) }
  /// All zeros.
  var zeros: Int { room(3) }

  private static func matrixCount(_ descriptor: Recurrence) -> Int {
    descriptor.steps * (2 * descriptor.cell.gates + descriptor.cell.savedGates + 5) + 12
  }

  /// The workspace that a table takes, with room for a product.
  static func bytes(_ descriptor: Recurrence, _ type: any FloatingScalar.Type, product: Int) -> Int {
    Workspace.bytes(matrixCount(descriptor) * descriptor.stateCount, of: type)
      + Workspace.bytes(descriptor.steps * descriptor.batch, of: UInt8.self) + product
  }
}

extension FusedKernels where Self: Backend {
  /// Matrix `i` = operation(a, b).
  func binary<T: FloatingScalar>(
    _ operation: BinaryOperation, _ a: Int, _ b: Int, into i: Int, _ table: borrowing RecurrenceTable<T>
  ) {
    var y = table.matrices.writing(i)
    binary(operation, table.matrices[a], table.matrices[b], table.layouts.pair, into: &y)
  }

  /// Matrix `i` = x.
  func copy<T: FloatingScalar>(_ x: Span<T>, into i: Int, _ table: borrowing RecurrenceTable<T>) {
    var y = table.matrices.writing(i)
    copy(x, table.layouts.same, into: &y)
  }

  /// Matrix `i` is `value` throughout.
  func fill<T: FloatingScalar>(_ value: T, into i: Int, _ table: borrowing RecurrenceTable<T>) {
    var y = table.matrices.writing(i)
    fill(value, into: &y)
  }

  /// Matrix `i` = f(x).
  func activate<T: FloatingScalar>(
    _ kind: ActivationKind, _ x: Int, into i: Int, _ table: borrowing RecurrenceTable<T>
  ) {
    guard let operation = kind.operation else { return copy(table.matrices[x], into: i, table) }
    var y = table.matrices.writing(i)
    unary(operation, table.matrices[x], into: &y)
  }

  /// From y = f(x) and dy: matrix `i` = dx.
  func activateGradient<T: FloatingScalar>(
    _ kind: ActivationKind, _ y: Int, _ dy: Int, into i: Int, _ table: borrowing RecurrenceTable<T>
  ) {
    guard let operation = kind.gradient else { return copy(table.matrices[dy], into: i, table) }
    binary(operation, y, dy, into: i, table)
  }

  /// Matrix `i` = a where the step counts, b where it does not.
  func choose<T: FloatingScalar>(
    _ a: Int, _ b: Int, at step: Int, into i: Int, _ table: borrowing RecurrenceTable<T>
  ) {
    var y = table.matrices.writing(i)
    select(table.masks[step], table.matrices[a], table.matrices[b], table.layouts.choice, into: &y)
  }

  /// Matrix `i` = x times the factors of dropout of one gate, if there are some.
  func drop<T: FloatingScalar>(
    _ x: Int, gate: Int, _ dropout: Span<T>, into i: Int, _ table: borrowing RecurrenceTable<T>
  ) {
    let count = table.layouts.count
    if dropout.isEmpty { return copy(table.matrices[x], into: i, table) }
    var y = table.matrices.writing(i)
    let factors = dropout.extracting(gate * count..<(gate + 1) * count)
    binary(.multiply, table.matrices[x], factors, table.layouts.pair, into: &y)
  }

  /// Matrix `i` = x · the columns of U of one gate, `transposed` for a gradient.
  func product<T: FloatingScalar>(
    _ x: Int, gate: Int, _ u: Span<T>, transposed: Bool, into i: Int, _ table: borrowing RecurrenceTable<T>
  ) {
    var y = table.matrices.writing(i)
    var scratch = table.scratch
    let columns = u.extracting(droppingFirst: min(gate * table.descriptor.units, u.count))
    gemm(table.matrices[x], columns, table.layouts.product(transposed: transposed), into: &y, &scratch)
  }
}
