public import KeratinKernels

extension FaultyBackend {
  public func dense<T: FloatingScalar>(
    _ x: Span<T>, _ w: Span<T>, packed: Span<UInt8>, bias: Span<T>, _ descriptor: DenseProduct,
    into y: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    let before = elements(y)
    base.dense(x, w, packed: packed, bias: bias, descriptor, into: &y, &workspace)
    spoil(.dense, &y, before)
  }

  public func softmax<T: FloatingScalar>(
    _ x: Span<T>, _ rows: Rows, into y: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    let before = elements(y)
    base.softmax(x, rows, into: &y, &workspace)
    spoil(.softmax, &y, before)
  }

  public func logSoftmax<T: FloatingScalar>(
    _ x: Span<T>, _ rows: Rows, into y: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    let before = elements(y)
    base.logSoftmax(x, rows, into: &y, &workspace)
    spoil(.logSoftmax, &y, before)
  }

  public func softmaxGradient<T: FloatingScalar>(
    _ y: Span<T>, _ dy: Span<T>, _ rows: Rows, into dx: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    let before = elements(dx)
    base.softmaxGradient(y, dy, rows, into: &dx, &workspace)
    spoil(.softmaxGradient, &dx, before)
  }

  public func sparseCrossEntropy<T: FloatingScalar>(
    logits x: Span<T>, labels: Span<Int32>, _ rows: Rows, into loss: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    let before = elements(loss)
    base.sparseCrossEntropy(logits: x, labels: labels, rows, into: &loss, &workspace)
    spoil(.sparseCrossEntropy, &loss, before)
  }

  public func sparseCrossEntropyGradient<T: FloatingScalar>(
    logits x: Span<T>, labels: Span<Int32>, dLoss: Span<T>, _ rows: Rows, into dx: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    let before = elements(dx)
    base.sparseCrossEntropyGradient(logits: x, labels: labels, dLoss: dLoss, rows, into: &dx, &workspace)
    spoil(.sparseCrossEntropyGradient, &dx, before)
  }

  public func crossEntropy<T: FloatingScalar>(
    logits x: Span<T>, targets: Span<T>, _ rows: Rows, into loss: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    let before = elements(loss)
    base.crossEntropy(logits: x, targets: targets, rows, into: &loss, &workspace)
    spoil(.crossEntropy, &loss, before)
  }

  public func crossEntropyGradient<T: FloatingScalar>(
    logits x: Span<T>, targets: Span<T>, dLoss: Span<T>, _ rows: Rows, into dx: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    let before = elements(dx)
    base.crossEntropyGradient(logits: x, targets: targets, dLoss: dLoss, rows, into: &dx, &workspace)
    spoil(.crossEntropyGradient, &dx, before)
  }

  public func dropout<T: FloatingScalar>(
    _ x: Span<T>, _ mask: DropoutMask, step: Span<Int32>, into y: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    let before = elements(y)
    base.dropout(x, mask, step: step, into: &y, &workspace)
    spoil(.dropout, &y, before)
  }

  public func sgd<T: FloatingScalar>(
    gradient g: Span<T>, learningRate: Span<T>, _ update: SGDUpdate, w: inout MutableSpan<T>,
    velocity: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    let (oldW, oldVelocity) = (elements(w), elements(velocity))
    base.sgd(gradient: g, learningRate: learningRate, update, w: &w, velocity: &velocity, &workspace)
    spoil(.sgdW, &w, oldW)
    spoil(.sgdVelocity, &velocity, oldVelocity)
  }

  public func adam<T: FloatingScalar>(
    gradient g: Span<T>, learningRate: Span<T>, iterations: Span<Int32>, _ update: AdamUpdate,
    w: inout MutableSpan<T>, m: inout MutableSpan<T>, v: inout MutableSpan<T>, largestV: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    let (oldW, oldM, oldV, oldLargest) = (elements(w), elements(m), elements(v), elements(largestV))
    base.adam(
      gradient: g, learningRate: learningRate, iterations: iterations, update, w: &w, m: &m, v: &v,
      largestV: &largestV, &workspace)
    spoil(.adamW, &w, oldW)
    spoil(.adamM, &m, oldM)
    spoil(.adamV, &v, oldV)
    spoil(.adamLargestV, &largestV, oldLargest)
  }

  public func sparseAdam<T: FloatingScalar>(
    gradient g: Span<T>, indices: Span<Int32>, learningRate: Span<T>, iterations: Span<Int32>,
    _ update: SparseAdamUpdate, w: inout MutableSpan<T>, m: inout MutableSpan<T>, v: inout MutableSpan<T>,
    largestV: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    let (oldW, oldM, oldV, oldLargest) = (elements(w), elements(m), elements(v), elements(largestV))
    base.sparseAdam(
      gradient: g, indices: indices, learningRate: learningRate, iterations: iterations, update, w: &w, m: &m, v: &v,
      largestV: &largestV, &workspace)
    spoil(.sparseAdamW, &w, oldW)
    spoil(.sparseAdamM, &m, oldM)
    spoil(.sparseAdamV, &v, oldV)
    spoil(.sparseAdamLargestV, &largestV, oldLargest)
  }

  public func productSGD<T: FloatingScalar>(
    _ a: Span<T>, _ b: Span<T>, _ product: Gemm, learningRate: Span<T>, _ update: SGDUpdate, w: inout MutableSpan<T>,
    velocity: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    let (oldW, oldVelocity) = (elements(w), elements(velocity))
    base.productSGD(a, b, product, learningRate: learningRate, update, w: &w, velocity: &velocity, &workspace)
    spoil(.productSGDW, &w, oldW)
    spoil(.productSGDVelocity, &velocity, oldVelocity)
  }

  public func productAdam<T: FloatingScalar>(
    _ a: Span<T>, _ b: Span<T>, _ product: Gemm, learningRate: Span<T>, iterations: Span<Int32>,
    _ update: AdamUpdate, w: inout MutableSpan<T>, m: inout MutableSpan<T>, v: inout MutableSpan<T>,
    largestV: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    let (oldW, oldM, oldV, oldLargest) = (elements(w), elements(m), elements(v), elements(largestV))
    base.productAdam(
      a, b, product, learningRate: learningRate, iterations: iterations, update, w: &w, m: &m, v: &v,
      largestV: &largestV, &workspace)
    spoil(.productAdamW, &w, oldW)
    spoil(.productAdamM, &m, oldM)
    spoil(.productAdamV, &v, oldV)
    spoil(.productAdamLargestV, &largestV, oldLargest)
  }
}
