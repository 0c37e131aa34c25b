/// What the definition of a recurrence has at hand at one step: the state before and after, and room for what comes between.
struct RecurrenceStep<T: FloatingScalar>: ~Copyable, ~Escapable {
  var h: MutableSpan<T>
  var c: MutableSpan<T>
  var newH: MutableSpan<T>
  var newC: MutableSpan<T>
  var a: MutableSpan<T>
  var b: MutableSpan<T>
  var d: MutableSpan<T>
  var e: MutableSpan<T>
  /// A single 1.
  var one: MutableSpan<T>
  /// What products may use, each anew.
  let scratch: Workspace

  /// The number of matrices taken, each of a state's size.
  static var matrices: Int { 8 }

  @_lifetime(copy workspace)
  init(_ descriptor: Recurrence, _ workspace: inout Workspace) {
    let n = descriptor.stateCount
    h = workspace.take(n, of: T.self)
    c = workspace.take(n, of: T.self)
    newH = workspace.take(n, of: T.self)
    newC = workspace.take(n, of: T.self)
    a = workspace.take(n, of: T.self)
    b = workspace.take(n, of: T.self)
    d = workspace.take(n, of: T.self)
    e = workspace.take(n, of: T.self)
    one = workspace.take(1, of: T.self)
    scratch = workspace
  }
}

extension FusedKernels where Self: Backend {
  /// y = f(x), both of the same size.
  func activate<T: FloatingScalar>(
    _ kind: ActivationKind, _ x: Span<T>, _ same: StridedCopy, into y: inout MutableSpan<T>
  ) {
    if let operation = kind.operation { unary(operation, x, into: &y) } else { copy(x, same, into: &y) }
  }

  /// From y = f(x) and dy: dx.
  func activateGradient<T: FloatingScalar>(
    _ kind: ActivationKind, _ y: Span<T>, _ dy: Span<T>, _ layouts: RecurrenceLayouts, into dx: inout MutableSpan<T>
  ) {
    if let operation = kind.gradient {
      binary(operation, y, dy, layouts.pair, into: &dx)
    } else {
      copy(dy, layouts.same, into: &dx)
    }
  }

  /// a = (h times the factors of dropout, if any) · the columns of U of one gate.
  func multiply<T: FloatingScalar>(
    _ step: inout RecurrenceStep<T>, gate: Int, _ u: Span<T>, _ dropout: Span<T>, _ layouts: RecurrenceLayouts
  ) {
    dropped(&step, gate: gate, dropout, layouts)
    copy(step.a.span, layouts.same, into: &step.b)
    var scratch = step.scratch
    gemm(
      step.b.span, columns(u, of: gate, layouts), layouts.product(transposed: false), into: &step.a, &scratch)
  }

  /// a = h times the factors of dropout, if any.
  func dropped<T: FloatingScalar>(
    _ step: inout RecurrenceStep<T>, gate: Int, _ dropout: Span<T>, _ layouts: RecurrenceLayouts
  ) {
    if dropout.isEmpty {
      copy(step.h.span, layouts.same, into: &step.a)
    } else {
      let factors = dropout.extracting(gate * layouts.count..<(gate + 1) * layouts.count)
      binary(.multiply, step.h.span, factors, layouts.pair, into: &step.a)
    }
  }

  /// a = a + the recurrent bias of one gate, if there is one.
  func addBias<T: FloatingScalar>(
    _ step: inout RecurrenceStep<T>, gate: Int, _ bias: Span<T>, _ layouts: RecurrenceLayouts
  ) {
    if bias.isEmpty { return }
    let units = layouts.descriptor.units
    copy(step.a.span, layouts.same, into: &step.b)
    binary(
      .add, step.b.span, bias.extracting(gate * units..<(gate + 1) * units), layouts.withRow, into: &step.a)
  }

  /// U from the first column of a gate on.
  @_lifetime(copy u)
  func columns<T: FloatingScalar>(_ u: Span<T>, of gate: Int, _ layouts: RecurrenceLayouts) -> Span<T> {
    u.extracting(droppingFirst: min(gate * layouts.descriptor.units, u.count))
  }
}
