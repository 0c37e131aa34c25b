/// Kernels that can be said in primitives. The default body, in `Fused/`, is the definition: a fast backend writes its
/// own and keeps the definition as its oracle.
public protocol FusedKernels: Sendable {
  /// Y = activation(X·W + b). `packed` holds W as ``ProductKernels/pack(_:_:into:)`` laid it out, or is empty.
  func dense<T: FloatingScalar>(
    _ x: Span<T>, _ w: Span<T>, packed: Span<UInt8>, bias: Span<T>, _ descriptor: DenseProduct,
    into y: inout MutableSpan<T>,
    _ workspace: inout Workspace)
  func workspaceBytes(_ descriptor: DenseProduct, _ type: any FloatingScalar.Type) -> Int

  /// Y = activation(X ∗ W + b + R): ``SpatialKernels/convolve(_:_:_:into:_:)`` with a bias for each filter and a residual of the
  /// result's shape, each empty for none.
  func convolve<T: FloatingScalar>(
    _ x: Span<T>, _ w: Span<T>, bias: Span<T>, residual: Span<T>, _ descriptor: ActivatedConvolution,
    into y: inout MutableSpan<T>, _ workspace: inout Workspace)
  func workspaceBytes(_ descriptor: ActivatedConvolution, _ type: any FloatingScalar.Type) -> Int

  /// The results of a program of elementwise functions, all its steps in one pass.
  func elementwise<T: FloatingScalar>(
    _ operands: Operands, _ program: ElementwiseProgram, _ type: T.Type, into results: Operands,
    _ workspace: inout Workspace)
  func workspaceBytes(_ program: ElementwiseProgram, _ type: any FloatingScalar.Type) -> Int

  /// Each row y = eˣ / Σ eˣ.
  func softmax<T: FloatingScalar>(
    _ x: Span<T>, _ rows: Rows, into y: inout MutableSpan<T>, _ workspace: inout Workspace)
  /// Each row y = x − log Σ eˣ.
  func logSoftmax<T: FloatingScalar>(
    _ x: Span<T>, _ rows: Rows, into y: inout MutableSpan<T>, _ workspace: inout Workspace)
  /// From y = softmax(x) and dy, each row dx = y·(dy − Σ y·dy).
  func softmaxGradient<T: FloatingScalar>(
    _ y: Span<T>, _ dy: Span<T>, _ rows: Rows, into dx: inout MutableSpan<T>, _ workspace: inout Workspace)
  /// The workspace of every kernel on rows of this form.
  func workspaceBytes(_ rows: Rows, _ type: any FloatingScalar.Type) -> Int

  /// Each column y = (x − mean) / √(variance + ε)·γ + β + residual, max(y, 0) if the descriptor says so, with the column's mean and its variance
  /// 1/rows·Σ(x − mean)². `residual` is empty for none; `mask`, which may be empty too, is where y > 0.
  func normalizeColumns<T: FloatingScalar>(
    _ x: Span<T>, gamma: Span<T>, beta: Span<T>, residual: Span<T>, _ descriptor: ColumnNormalization,
    into y: inout MutableSpan<T>, mean: inout MutableSpan<T>, variance: inout MutableSpan<T>,
    mask: inout MutableSpan<UInt8>, _ workspace: inout Workspace)
  /// From x, γ, mean, variance and dy of ``normalizeColumns`` the gradients of x, γ and β. Where there is a mask, dy counts as 0 outside.
  func normalizeColumnsGradient<T: FloatingScalar>(
    _ x: Span<T>, gamma: Span<T>, mean: Span<T>, variance: Span<T>, dy: Span<T>, mask: Span<UInt8>,
    _ descriptor: ColumnNormalization, into dx: inout MutableSpan<T>, dGamma: inout MutableSpan<T>,
    dBeta: inout MutableSpan<T>, _ workspace: inout Workspace)
  /// The workspace of both.
  func workspaceBytes(_ descriptor: ColumnNormalization, _ type: any FloatingScalar.Type) -> Int

  /// Each row y = (x − mean) / √(variance + ε)·γ + β, with its mean (0 unless the descriptor centers) and its variance
  /// 1/length·Σ(x − mean)². γ and β have a number for each column.
  func normalizeRows<T: FloatingScalar>(
    _ x: Span<T>, gamma: Span<T>, beta: Span<T>, _ descriptor: RowNormalization, into y: inout MutableSpan<T>,
    mean: inout MutableSpan<T>, variance: inout MutableSpan<T>, _ workspace: inout Workspace)
  /// From x, γ, mean, variance and dy of ``normalizeRows`` the gradients of x, γ and β.
  func normalizeRowsGradient<T: FloatingScalar>(
    _ x: Span<T>, gamma: Span<T>, mean: Span<T>, variance: Span<T>, dy: Span<T>, _ descriptor: RowNormalization,
    into dx: inout MutableSpan<T>, dGamma: inout MutableSpan<T>, dBeta: inout MutableSpan<T>,
    _ workspace: inout Workspace)
  /// The workspace of both.
  func workspaceBytes(_ descriptor: RowNormalization, _ type: any FloatingScalar.Type) -> Int

  /// loss[i] = −log softmax(x[i, :])[labels[i]]; 0 for a label outside 0..<length, which the floor above reports.
  func sparseCrossEntropy<T: FloatingScalar>(
    logits x: Span<T>, labels: Span<Int32>, _ rows: Rows, into loss: inout MutableSpan<T>,
    _ workspace: inout Workspace)
  /// dx[i, :] = (softmax(x[i, :]) − oneHot(labels[i]))·dLoss[i]; zeros for a label outside 0..<length.
  func sparseCrossEntropyGradient<T: FloatingScalar>(
    logits x: Span<T>, labels: Span<Int32>, dLoss: Span<T>, _ rows: Rows, into dx: inout MutableSpan<T>,
    _ workspace: inout Workspace)
  /// loss[i] = −Σⱼ target[i, j]·log softmax(x[i, :])[j].
  func crossEntropy<T: FloatingScalar>(
    logits x: Span<T>, targets: Span<T>, _ rows: Rows, into loss: inout MutableSpan<T>,
    _ workspace: inout Workspace)
  /// dx[i, :] = (softmax(x[i, :])·Σⱼ target[i, j] − target[i, :])·dLoss[i].
  func crossEntropyGradient<T: FloatingScalar>(
    logits x: Span<T>, targets: Span<T>, dLoss: Span<T>, _ rows: Rows, into dx: inout MutableSpan<T>,
    _ workspace: inout Workspace)

  /// y = x where the mask keeps, times its scale, else 0. Applied to a gradient it is its own adjoint.
  func dropout<T: FloatingScalar>(
    _ x: Span<T>, _ mask: DropoutMask, step: Span<Int32>, into y: inout MutableSpan<T>, _ workspace: inout Workspace)
  func workspaceBytes(_ mask: DropoutMask, _ type: any FloatingScalar.Type) -> Int

  /// One step of stochastic gradient descent on w, in place. `velocity` is empty without momentum.
  func sgd<T: FloatingScalar>(
    gradient g: Span<T>, learningRate: Span<T>, _ update: SGDUpdate, w: inout MutableSpan<T>,
    velocity: inout MutableSpan<T>, _ workspace: inout Workspace)
  func workspaceBytes(_ update: SGDUpdate, _ type: any FloatingScalar.Type) -> Int

  /// One step of Adam on w and its moments, in place. `largestV` is empty without AMSGrad; `iterations` counts the updates
  /// made before this one.
  func adam<T: FloatingScalar>(
    gradient g: Span<T>, learningRate: Span<T>, iterations: Span<Int32>, _ update: AdamUpdate,
    w: inout MutableSpan<T>, m: inout MutableSpan<T>, v: inout MutableSpan<T>, largestV: inout MutableSpan<T>,
    _ workspace: inout Workspace)
  func workspaceBytes(_ update: AdamUpdate, _ type: any FloatingScalar.Type) -> Int

  /// One step of ``adam`` on a table: the gradient of a row is the sum of the rows of `g` that `indices` names it for, in their order.
  func sparseAdam<T: FloatingScalar>(
    gradient g: Span<T>, indices: Span<Int32>, learningRate: Span<T>, iterations: Span<Int32>,
    _ update: SparseAdamUpdate, w: inout MutableSpan<T>, m: inout MutableSpan<T>, v: inout MutableSpan<T>,
    largestV: inout MutableSpan<T>, _ workspace: inout Workspace)
  func workspaceBytes(_ update: SparseAdamUpdate, _ type: any FloatingScalar.Type) -> Int

  /// One step of ``sgd`` whose gradient is A·B, as dense as w.
  func productSGD<T: FloatingScalar>(
    _ a: Span<T>, _ b: Span<T>, _ product: Gemm, learningRate: Span<T>, _ update: SGDUpdate, w: inout MutableSpan<T>,
    velocity: inout MutableSpan<T>, _ workspace: inout Workspace)
  func workspaceBytes(_ product: Gemm, _ update: SGDUpdate, _ type: any FloatingScalar.Type) -> Int

  /// One step of ``adam`` whose gradient is A·B, as dense as w.
  func productAdam<T: FloatingScalar>(
    _ a: Span<T>, _ b: Span<T>, _ product: Gemm, learningRate: Span<T>, iterations: Span<Int32>,
    _ update: AdamUpdate, w: inout MutableSpan<T>, m: inout MutableSpan<T>, v: inout MutableSpan<T>,
    largestV: inout MutableSpan<T>, _ workspace: inout Workspace)
  func workspaceBytes(_ product: Gemm, _ update: AdamUpdate, _ type: any FloatingScalar.Type) -> Int

  /// The states (and cells) of a recurrent layer at all steps, and what its gradient needs of the gates. `bias` is that of
  /// h·U, empty for none; `initialCells` and `cells` are empty but for ``RecurrentCell/lstm``, `mask` and `dropout` where there is none. `cells`
  /// and `saved` may be empty where nobody reads them.
  func recurrence<T: FloatingScalar>(
    projection: Span<T>, kernel u: Span<T>, bias: Span<T>, initial h0: Span<T>, initialCells c0: Span<T>,
    mask: Span<UInt8>, dropout: Span<T>, _ descriptor: Recurrence, into states: inout MutableSpan<T>,
    cells: inout MutableSpan<T>, saved: inout MutableSpan<T>, _ workspace: inout Workspace)
  func workspaceBytes(_ descriptor: Recurrence, _ type: any FloatingScalar.Type) -> Int

  /// ``recurrence`` over the projection of `x`, x·W + inputBias, which is made on the way and not kept.
  func inputRecurrence<T: FloatingScalar>(
    _ x: Span<T>, inputKernel w: Span<T>, inputBias: Span<T>, kernel u: Span<T>, bias: Span<T>, initial h0: Span<T>,
    initialCells c0: Span<T>, mask: Span<UInt8>, dropout: Span<T>, _ descriptor: InputRecurrence,
    into states: inout MutableSpan<T>, cells: inout MutableSpan<T>, saved: inout MutableSpan<T>,
    _ workspace: inout Workspace)
  func workspaceBytes(_ descriptor: InputRecurrence, _ type: any FloatingScalar.Type) -> Int
  /// True if that takes less time than ``dense``, which can have its kernel packed before, and ``recurrence`` after it.
  func gainsByProjecting(_ descriptor: InputRecurrence, _ type: any FloatingScalar.Type) -> Bool

  /// From the gradients of ``recurrence``'s states and cells those of projection, initial state and initial cells, and of what a step adds to the
  /// projection, h·U + b, where that is another: `dInner` is empty but for ``RecurrentCell/gruResetAfter``. `dStates` may be that of the
  /// last step alone, `dCells` empty, for zeros. And the states before the steps, which the gradient of U is made of.
  func recurrenceGradient<T: FloatingScalar>(
    _ forward: borrowing RecurrenceRecord<T>, kernel u: Span<T>, mask: Span<UInt8>, dropout: Span<T>,
    dStates: Span<T>, dCells: Span<T>, _ descriptor: Recurrence, into dProjection: inout MutableSpan<T>,
    dInner: inout MutableSpan<T>, dInitial: inout MutableSpan<T>, dInitialCells: inout MutableSpan<T>,
    before: inout MutableSpan<T>, _ workspace: inout Workspace)
  func gradientWorkspaceBytes(_ descriptor: Recurrence, _ type: any FloatingScalar.Type) -> Int
}
