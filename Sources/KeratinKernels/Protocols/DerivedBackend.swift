/// A backend that stands on another: what it does not write itself is done by its ``base``, fused kernels included.
///
/// Without it a fused kernel would fall back to its definition in primitives, however fast the base's own is: a kernel added to
/// the protocols is to be added here.
///
///     struct Loud: DerivedBackend {
///       let base: any Backend
///       let name = "loud"
///       var summary: String { "\(base.summary), fills aloud" }
///       func fill<T: Scalar>(_ value: T, into y: inout MutableSpan<T>) {
///         print("fill")
///         base.fill(value, into: &y)
///       }
///     }
public protocol DerivedBackend: Backend {
  /// The backend whose kernels are used.
  var base: any Backend { get }
}

extension DerivedBackend {

  public func fill<T: Scalar>(_ value: T, into y: inout MutableSpan<T>) {
    base.fill(value, into: &y)
  }

  public func copy<T: Scalar>(_ x: Span<T>, _ descriptor: StridedCopy, into y: inout MutableSpan<T>) {
    base.copy(x, descriptor, into: &y)
  }

  public func copyAdjoint<T: ArithmeticScalar>(_ y: Span<T>, _ descriptor: StridedCopy, into x: inout MutableSpan<T>) {
    base.copyAdjoint(y, descriptor, into: &x)
  }

  public func concatenate<T: Scalar>(_ operands: Operands, _ descriptor: Concatenation, into y: inout MutableSpan<T>) {
    base.concatenate(operands, descriptor, into: &y)
  }

  public func gather<T: Scalar>(
    _ table: Span<T>, _ indices: Span<Int32>, _ descriptor: RowGather, into y: inout MutableSpan<T>
  ) {
    base.gather(table, indices, descriptor, into: &y)
  }

  public func gatherAdjoint<T: ArithmeticScalar>(
    _ y: Span<T>, _ indices: Span<Int32>, _ descriptor: RowGather, into table: inout MutableSpan<T>
  ) {
    base.gatherAdjoint(y, indices, descriptor, into: &table)
  }

  public func oneHot<T: ArithmeticScalar>(_ labels: Span<Int32>, _ rows: Rows, into y: inout MutableSpan<T>) {
    base.oneHot(labels, rows, into: &y)
  }

  public func cast<S: Scalar, T: Scalar>(_ x: Span<S>, into y: inout MutableSpan<T>) {
    base.cast(x, into: &y)
  }

  public func unary<T: FloatingScalar>(_ operation: UnaryOperation, _ x: Span<T>, into y: inout MutableSpan<T>) {
    base.unary(operation, x, into: &y)
  }

  public func binary<T: ArithmeticScalar>(
    _ operation: BinaryOperation, _ a: Span<T>, _ b: Span<T>, _ broadcast: Broadcast, into y: inout MutableSpan<T>
  ) {
    base.binary(operation, a, b, broadcast, into: &y)
  }

  public func compare<T: ArithmeticScalar>(
    _ operation: CompareOperation, _ a: Span<T>, _ b: Span<T>, _ broadcast: Broadcast, into y: inout MutableSpan<UInt8>
  ) {
    base.compare(operation, a, b, broadcast, into: &y)
  }

  public func select<T: Scalar>(
    _ condition: Span<UInt8>, _ a: Span<T>, _ b: Span<T>, _ broadcast: Broadcast, into y: inout MutableSpan<T>
  ) {
    base.select(condition, a, b, broadcast, into: &y)
  }

  public func reduce<T: ArithmeticScalar>(
    _ operation: ReduceOperation, _ x: Span<T>, _ descriptor: Reduction, into y: inout MutableSpan<T>
  ) {
    base.reduce(operation, x, descriptor, into: &y)
  }

  public func argReduce<T: ArithmeticScalar>(
    largest: Bool, _ x: Span<T>, _ descriptor: AxisReduction, into y: inout MutableSpan<Int32>
  ) {
    base.argReduce(largest: largest, x, descriptor, into: &y)
  }

  public func cumulative<T: ArithmeticScalar>(
    product: Bool, _ x: Span<T>, _ descriptor: AxisReduction, into y: inout MutableSpan<T>
  ) {
    base.cumulative(product: product, x, descriptor, into: &y)
  }

  public func gemm<T: FloatingScalar>(
    _ a: Span<T>, _ b: Span<T>, _ descriptor: Gemm, into c: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    base.gemm(a, b, descriptor, into: &c, &workspace)
  }

  public func workspaceBytes(_ descriptor: Gemm, _ type: any FloatingScalar.Type) -> Int {
    base.workspaceBytes(descriptor, type)
  }

  public func packedBytes(_ descriptor: Gemm, _ type: any FloatingScalar.Type) -> Int {
    base.packedBytes(descriptor, type)
  }

  public func pack<T: FloatingScalar>(_ b: Span<T>, _ descriptor: Gemm, into packed: inout MutableSpan<UInt8>) {
    base.pack(b, descriptor, into: &packed)
  }

  public func randomUniform<T: FloatingScalar>(_ stream: RandomStream, step: Span<Int32>, into y: inout MutableSpan<T>)
  {
    base.randomUniform(stream, step: step, into: &y)
  }

  public func dense<T: FloatingScalar>(
    _ x: Span<T>, _ w: Span<T>, packed: Span<UInt8>, bias: Span<T>, _ descriptor: DenseProduct,
    into y: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    base.dense(x, w, packed: packed, bias: bias, descriptor, into: &y, &workspace)
  }

  public func workspaceBytes(_ descriptor: DenseProduct, _ type: any FloatingScalar.Type) -> Int {
    base.workspaceBytes(descriptor, type)
  }

  public func convolve<T: FloatingScalar>(
    _ x: Span<T>, _ w: Span<T>, bias: Span<T>, residual: Span<T>, _ descriptor: ActivatedConvolution,
    into y: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    base.convolve(x, w, bias: bias, residual: residual, descriptor, into: &y, &workspace)
  }

  public func workspaceBytes(_ descriptor: ActivatedConvolution, _ type: any FloatingScalar.Type) -> Int {
    base.workspaceBytes(descriptor, type)
  }

  public func elementwise<T: FloatingScalar>(
    _ operands: Operands, _ program: ElementwiseProgram, _ type: T.Type, into results: Operands,
    _ workspace: inout Workspace
  ) {
    base.elementwise(operands, program, type, into: results, &workspace)
  }

  public func workspaceBytes(_ program: ElementwiseProgram, _ type: any FloatingScalar.Type) -> Int {
    base.workspaceBytes(program, type)
  }

  public func softmax<T: FloatingScalar>(
    _ x: Span<T>, _ rows: Rows, into y: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    base.softmax(x, rows, into: &y, &workspace)
  }

  public func logSoftmax<T: FloatingScalar>(
    _ x: Span<T>, _ rows: Rows, into y: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    base.logSoftmax(x, rows, into: &y, &workspace)
  }

  public func softmaxGradient<T: FloatingScalar>(
    _ y: Span<T>, _ dy: Span<T>, _ rows: Rows, into dx: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    base.softmaxGradient(y, dy, rows, into: &dx, &workspace)
  }

  public func workspaceBytes(_ rows: Rows, _ type: any FloatingScalar.Type) -> Int {
    base.workspaceBytes(rows, type)
  }

  public func normalizeColumns<T: FloatingScalar>(
    _ x: Span<T>, gamma: Span<T>, beta: Span<T>, residual: Span<T>, _ descriptor: ColumnNormalization,
    into y: inout MutableSpan<T>, mean: inout MutableSpan<T>, variance: inout MutableSpan<T>,
    mask: inout MutableSpan<UInt8>, _ workspace: inout Workspace
  ) {
    base.normalizeColumns(
      x, gamma: gamma, beta: beta, residual: residual, descriptor, into: &y, mean: &mean, variance: &variance,
      mask: &mask, &workspace)
  }

  public func normalizeColumnsGradient<T: FloatingScalar>(
    _ x: Span<T>, gamma: Span<T>, mean: Span<T>, variance: Span<T>, dy: Span<T>, mask: Span<UInt8>,
    _ descriptor: ColumnNormalization, into dx: inout MutableSpan<T>, dGamma: inout MutableSpan<T>,
    dBeta: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    base.normalizeColumnsGradient(
      x, gamma: gamma, mean: mean, variance: variance, dy: dy, mask: mask, descriptor, into: &dx, dGamma: &dGamma,
      dBeta: &dBeta, &workspace)
  }

  public func workspaceBytes(_ descriptor: ColumnNormalization, _ type: any FloatingScalar.Type) -> Int {
    base.workspaceBytes(descriptor, type)
  }

  public func normalizeRows<T: FloatingScalar>(
    _ x: Span<T>, gamma: Span<T>, beta: Span<T>, _ descriptor: RowNormalization, into y: inout MutableSpan<T>,
    mean: inout MutableSpan<T>, variance: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    base.normalizeRows(
      x, gamma: gamma, beta: beta, descriptor, into: &y, mean: &mean, variance: &variance, &workspace)
  }

  public func normalizeRowsGradient<T: FloatingScalar>(
    _ x: Span<T>, gamma: Span<T>, mean: Span<T>, variance: Span<T>, dy: Span<T>, _ descriptor: RowNormalization,
    into dx: inout MutableSpan<T>, dGamma: inout MutableSpan<T>, dBeta: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    base.normalizeRowsGradient(
      x, gamma: gamma, mean: mean, variance: variance, dy: dy, descriptor, into: &dx, dGamma: &dGamma, dBeta: &dBeta,
      &workspace)
  }

  public func workspaceBytes(_ descriptor: RowNormalization, _ type: any FloatingScalar.Type) -> Int {
    base.workspaceBytes(descriptor, type)
  }

  public func sparseCrossEntropy<T: FloatingScalar>(
    logits x: Span<T>, labels: Span<Int32>, _ rows: Rows, into loss: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    base.sparseCrossEntropy(logits: x, labels: labels, rows, into: &loss, &workspace)
  }

  public func sparseCrossEntropyGradient<T: FloatingScalar>(
    logits x: Span<T>, labels: Span<Int32>, dLoss: Span<T>, _ rows: Rows, into dx: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    base.sparseCrossEntropyGradient(logits: x, labels: labels, dLoss: dLoss, rows, into: &dx, &workspace)
  }

  public func crossEntropy<T: FloatingScalar>(
    logits x: Span<T>, targets: Span<T>, _ rows: Rows, into loss: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    base.crossEntropy(logits: x, targets: targets, rows, into: &loss, &workspace)
  }

  public func crossEntropyGradient<T: FloatingScalar>(
    logits x: Span<T>, targets: Span<T>, dLoss: Span<T>, _ rows: Rows, into dx: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    base.crossEntropyGradient(logits: x, targets: targets, dLoss: dLoss, rows, into: &dx, &workspace)
  }

  public func dropout<T: FloatingScalar>(
    _ x: Span<T>, _ mask: DropoutMask, step: Span<Int32>, into y: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    base.dropout(x, mask, step: step, into: &y, &workspace)
  }

  public func workspaceBytes(_ mask: DropoutMask, _ type: any FloatingScalar.Type) -> Int {
    base.workspaceBytes(mask, type)
  }

  public func recurrence<T: FloatingScalar>(
    projection: Span<T>, kernel u: Span<T>, bias: Span<T>, initial h0: Span<T>, initialCells c0: Span<T>,
    mask: Span<UInt8>, dropout: Span<T>, _ descriptor: Recurrence, into states: inout MutableSpan<T>,
    cells: inout MutableSpan<T>, saved: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    base.recurrence(
      projection: projection, kernel: u, bias: bias, initial: h0, initialCells: c0, mask: mask, dropout: dropout,
      descriptor, into: &states, cells: &cells, saved: &saved, &workspace)
  }

  public func workspaceBytes(_ descriptor: Recurrence, _ type: any FloatingScalar.Type) -> Int {
    base.workspaceBytes(descriptor, type)
  }

  public func inputRecurrence<T: FloatingScalar>(
    _ x: Span<T>, inputKernel w: Span<T>, inputBias: Span<T>, kernel u: Span<T>, bias: Span<T>, initial h0: Span<T>,
    initialCells c0: Span<T>, mask: Span<UInt8>, dropout: Span<T>, _ descriptor: InputRecurrence,
    into states: inout MutableSpan<T>, cells: inout MutableSpan<T>, saved: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    base.inputRecurrence(
      x, inputKernel: w, inputBias: inputBias, kernel: u, bias: bias, initial: h0, initialCells: c0, mask: mask,
      dropout: dropout, descriptor, into: &states, cells: &cells, saved: &saved, &workspace)
  }

  public func workspaceBytes(_ descriptor: InputRecurrence, _ type: any FloatingScalar.Type) -> Int {
    base.workspaceBytes(descriptor, type)
  }

  public func gainsByProjecting(_ descriptor: InputRecurrence, _ type: any FloatingScalar.Type) -> Bool {
    base.gainsByProjecting(descriptor, type)
  }

  public func recurrenceGradient<T: FloatingScalar>(
    _ forward: borrowing RecurrenceRecord<T>, kernel u: Span<T>, mask: Span<UInt8>, dropout: Span<T>,
    dStates: Span<T>, dCells: Span<T>, _ descriptor: Recurrence, into dProjection: inout MutableSpan<T>,
    dInner: inout MutableSpan<T>, dInitial: inout MutableSpan<T>, dInitialCells: inout MutableSpan<T>,
    before: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    base.recurrenceGradient(
      forward, kernel: u, mask: mask, dropout: dropout, dStates: dStates, dCells: dCells, descriptor,
      into: &dProjection, dInner: &dInner, dInitial: &dInitial, dInitialCells: &dInitialCells, before: &before,
      &workspace)
  }

  public func gradientWorkspaceBytes(_ descriptor: Recurrence, _ type: any FloatingScalar.Type) -> Int {
    base.gradientWorkspaceBytes(descriptor, type)
  }

  public func convolve<T: FloatingScalar>(
    _ x: Span<T>, _ w: Span<T>, _ descriptor: Convolution, into y: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    base.convolve(x, w, descriptor, into: &y, &workspace)
  }

  public func convolveInputGradient<T: FloatingScalar>(
    _ dy: Span<T>, _ w: Span<T>, _ descriptor: Convolution, into dx: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    base.convolveInputGradient(dy, w, descriptor, into: &dx, &workspace)
  }

  public func convolveKernelGradient<T: FloatingScalar>(
    _ x: Span<T>, _ dy: Span<T>, _ descriptor: Convolution, into dw: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    base.convolveKernelGradient(x, dy, descriptor, into: &dw, &workspace)
  }

  public func workspaceBytes(_ descriptor: Convolution, _ type: any FloatingScalar.Type) -> Int {
    base.workspaceBytes(descriptor, type)
  }

  public func maxPool<T: FloatingScalar>(_ x: Span<T>, _ descriptor: Pooling, into y: inout MutableSpan<T>) {
    base.maxPool(x, descriptor, into: &y)
  }

  public func maxPoolSelect<T: FloatingScalar>(
    _ x: Span<T>, _ v: Span<T>, _ descriptor: Pooling, into y: inout MutableSpan<T>
  ) {
    base.maxPoolSelect(x, v, descriptor, into: &y)
  }

  public func maxPoolGradient<T: FloatingScalar>(
    _ x: Span<T>, _ dy: Span<T>, _ descriptor: Pooling, into dx: inout MutableSpan<T>
  ) {
    base.maxPoolGradient(x, dy, descriptor, into: &dx)
  }

  public func averagePool<T: FloatingScalar>(_ x: Span<T>, _ descriptor: Pooling, into y: inout MutableSpan<T>) {
    base.averagePool(x, descriptor, into: &y)
  }

  public func averagePoolGradient<T: FloatingScalar>(
    _ dy: Span<T>, _ descriptor: Pooling, into dx: inout MutableSpan<T>
  ) {
    base.averagePoolGradient(dy, descriptor, into: &dx)
  }
}
