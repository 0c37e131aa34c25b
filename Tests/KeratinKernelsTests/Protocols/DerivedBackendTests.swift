import KeratinKernels
import KeratinNaive
import Testing

/// A backend whose own kernels can be told from the definitions: they write 42, and ask for 42 bytes.
private struct Marked: DerivedBackend {
  let base: any Backend = NaiveBackend()
  let name = "marked"
  let summary = "marked"

  func packedBytes(_ descriptor: Gemm, _ type: any FloatingScalar.Type) -> Int { 42 }
  func pack<T: FloatingScalar>(_ b: Span<T>, _ descriptor: Gemm, into packed: inout MutableSpan<UInt8>) {
    for i in packed.indices { packed[i] = 42 }
  }
  func workspaceBytes(_ descriptor: Gemm, _ type: any FloatingScalar.Type) -> Int { 42 }
  func workspaceBytes(_ descriptor: DenseProduct, _ type: any FloatingScalar.Type) -> Int { 42 }
  func workspaceBytes(_ descriptor: ActivatedConvolution, _ type: any FloatingScalar.Type) -> Int { 42 }
  func workspaceBytes(_ rows: Rows, _ type: any FloatingScalar.Type) -> Int { 42 }
  func workspaceBytes(_ program: ElementwiseProgram, _ type: any FloatingScalar.Type) -> Int { 42 }
  func workspaceBytes(_ form: RowNormalization, _ type: any FloatingScalar.Type) -> Int { 42 }
  func workspaceBytes(_ mask: DropoutMask, _ type: any FloatingScalar.Type) -> Int { 42 }
  func workspaceBytes(_ update: SGDUpdate, _ type: any FloatingScalar.Type) -> Int { 42 }
  func workspaceBytes(_ update: AdamUpdate, _ type: any FloatingScalar.Type) -> Int { 42 }
  func workspaceBytes(_ update: SparseAdamUpdate, _ type: any FloatingScalar.Type) -> Int { 42 }
  func workspaceBytes(_ product: Gemm, _ update: SGDUpdate, _ type: any FloatingScalar.Type) -> Int { 42 }
  func workspaceBytes(_ product: Gemm, _ update: AdamUpdate, _ type: any FloatingScalar.Type) -> Int { 42 }

  private func mark<T: FloatingScalar>(_ y: inout MutableSpan<T>) { for i in y.indices { y[i] = 42 } }

  func dense<T: FloatingScalar>(
    _ x: Span<T>, _ w: Span<T>, packed: Span<UInt8>, bias: Span<T>, _ descriptor: DenseProduct,
    into y: inout MutableSpan<T>, _ workspace: inout Workspace
  ) { mark(&y) }
  func convolve<T: FloatingScalar>(
    _ x: Span<T>, _ w: Span<T>, bias: Span<T>, residual: Span<T>, _ descriptor: ActivatedConvolution,
    into y: inout MutableSpan<T>, _ workspace: inout Workspace
  ) { mark(&y) }
  func elementwise<T: FloatingScalar>(
    _ operands: Operands, _ program: ElementwiseProgram, _ type: T.Type, into results: Operands,
    _ workspace: inout Workspace
  ) {
    var y = results.mutableElements(0, as: T.self)
    mark(&y)
  }
  func normalizeRows<T: FloatingScalar>(
    _ x: Span<T>, gamma: Span<T>, beta: Span<T>, _ descriptor: RowNormalization, into y: inout MutableSpan<T>,
    mean: inout MutableSpan<T>, variance: inout MutableSpan<T>, _ workspace: inout Workspace
  ) { mark(&y) }
  func normalizeRowsGradient<T: FloatingScalar>(
    _ x: Span<T>, gamma: Span<T>, mean: Span<T>, variance: Span<T>, dy: Span<T>, _ descriptor: RowNormalization,
    into dx: inout MutableSpan<T>, dGamma: inout MutableSpan<T>, dBeta: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) { mark(&dx) }
  func softmax<T: FloatingScalar>(
    _ x: Span<T>, _ rows: Rows, into y: inout MutableSpan<T>, _ workspace: inout Workspace
  ) { mark(&y) }
  func logSoftmax<T: FloatingScalar>(
    _ x: Span<T>, _ rows: Rows, into y: inout MutableSpan<T>, _ workspace: inout Workspace
  ) { mark(&y) }
  func softmaxGradient<T: FloatingScalar>(
    _ y: Span<T>, _ dy: Span<T>, _ rows: Rows, into dx: inout MutableSpan<T>, _ workspace: inout Workspace
  ) { mark(&dx) }
  func sparseCrossEntropy<T: FloatingScalar>(
    logits x: Span<T>, labels: Span<Int32>, _ rows: Rows, into loss: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) { mark(&loss) }
  func sparseCrossEntropyGradient<T: FloatingScalar>(
    logits x: Span<T>, labels: Span<Int32>, dLoss: Span<T>, _ rows: Rows, into dx: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) { mark(&dx) }
  func crossEntropy<T: FloatingScalar>(
    logits x: Span<T>, targets: Span<T>, _ rows: Rows, into loss: inout MutableSpan<T>, _ workspace: inout Workspace
  ) { mark(&loss) }
  func crossEntropyGradient<T: FloatingScalar>(
    logits x: Span<T>, targets: Span<T>, dLoss: Span<T>, _ rows: Rows, into dx: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) { mark(&dx) }
  func dropout<T: FloatingScalar>(
    _ x: Span<T>, _ mask: DropoutMask, step: Span<Int32>, into y: inout MutableSpan<T>, _ workspace: inout Workspace
  ) { mark(&y) }
  func sgd<T: FloatingScalar>(
    gradient g: Span<T>, learningRate: Span<T>, _ update: SGDUpdate, w: inout MutableSpan<T>,
    velocity: inout MutableSpan<T>, _ workspace: inout Workspace
  ) { mark(&w) }
  func adam<T: FloatingScalar>(
    gradient g: Span<T>, learningRate: Span<T>, iterations: Span<Int32>, _ update: AdamUpdate,
    w: inout MutableSpan<T>, m: inout MutableSpan<T>, v: inout MutableSpan<T>, largestV: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) { mark(&w) }
  func sparseAdam<T: FloatingScalar>(
    gradient g: Span<T>, indices: Span<Int32>, learningRate: Span<T>, iterations: Span<Int32>,
    _ update: SparseAdamUpdate, w: inout MutableSpan<T>, m: inout MutableSpan<T>, v: inout MutableSpan<T>,
    largestV: inout MutableSpan<T>, _ workspace: inout Workspace
  ) { mark(&w) }
  func productSGD<T: FloatingScalar>(
    _ a: Span<T>, _ b: Span<T>, _ product: Gemm, learningRate: Span<T>, _ update: SGDUpdate, w: inout MutableSpan<T>,
    velocity: inout MutableSpan<T>, _ workspace: inout Workspace
  ) { mark(&w) }
  func productAdam<T: FloatingScalar>(
    _ a: Span<T>, _ b: Span<T>, _ product: Gemm, learningRate: Span<T>, iterations: Span<Int32>,
    _ update: AdamUpdate, w: inout MutableSpan<T>, m: inout MutableSpan<T>, v: inout MutableSpan<T>,
    largestV: inout MutableSpan<T>, _ workspace: inout Workspace
  ) { mark(&w) }
}

/// A backend that writes no kernel.
private struct Bare: DerivedBackend {
  let base: any Backend = Marked()
  let name = "bare"
  let summary = "bare"
}

@Suite struct DerivedBackendTests {
  private let backend: any Backend = Bare()
  private let rows = Rows(count: 1, length: 2)
  private let convolution = ActivatedConvolution(
    Convolution(
      WindowForm(batch: 1, (1, 1, 2), window: (1, 1, 1)).window, channels: 1, filters: 1), activation: .relu)

  /// What `kernel` writes to its result.
  private func result(_ kernel: (inout MutableSpan<Float>, inout Workspace) -> Void) -> [Float] {
    let memory = Buffer(byteCount: 64)
    var workspace = Workspace(memory.address, byteCount: 64)
    var y: [Float] = [0, 0]
    var span = y.mutableSpan
    kernel(&span, &workspace)
    return y
  }

  @Test func theBasesFusedKernelsWinOverTheDefinitions() {
    let x: [Float] = [1, 2]
    let one: [Float] = [1]
    let label: [Int32] = [0]
    let marked: [Float] = [42, 42]
    let dense = DenseProduct(rows: 1, inputs: 2, units: 1, activation: .linear)
    #expect(
      result { backend.dense(x.span, x.span, packed: Span(), bias: Span(), dense, into: &$0, &$1) } == marked)
    #expect(
      result { backend.convolve(x.span, x.span, bias: Span(), residual: Span(), convolution, into: &$0, &$1) } == marked
    )
    #expect(result { backend.softmax(x.span, rows, into: &$0, &$1) } == marked)
    #expect(result { backend.logSoftmax(x.span, rows, into: &$0, &$1) } == marked)
    #expect(result { backend.softmaxGradient(x.span, x.span, rows, into: &$0, &$1) } == marked)
    #expect(
      result { backend.sparseCrossEntropy(logits: x.span, labels: label.span, rows, into: &$0, &$1) } == marked)
    #expect(
      result {
        backend.sparseCrossEntropyGradient(
          logits: x.span, labels: label.span, dLoss: one.span, rows, into: &$0, &$1)
      } == marked)
    #expect(result { backend.crossEntropy(logits: x.span, targets: x.span, rows, into: &$0, &$1) } == marked)
    #expect(
      result {
        backend.crossEntropyGradient(logits: x.span, targets: x.span, dLoss: one.span, rows, into: &$0, &$1)
      } == marked)
  }

  @Test func theBasesProgramsAndNormalizationsWinOverTheDefinitions() {
    let x: [Float] = [1, 2]
    let marked: [Float] = [42, 42]
    let program = ElementwiseProgram(
      Broadcast(count: 2, operands: 1), operandKinds: [.number], steps: [.unary(.negate, 0)], results: [1])
    let (from, to) = (Buffer(copying: x), Buffer(copying: x))
    let table = [Operand(address: from.address, count: 2), Operand(address: to.address, count: 2)]
    _ = result { _, workspace in
      table.withUnsafeBufferPointer {
        let start = $0.baseAddress!
        backend.elementwise(
          Operands(start, count: 1), program, Float.self, into: Operands(start + 1, count: 1), &workspace)
      }
    }
    #expect(to.withElements(Float.self) { Array($0) } == marked)
    #expect(backend.workspaceBytes(program, Float.self) == 42)
    let form = RowNormalization(rows: 1, length: 2, epsilon: 0)
    #expect(backend.workspaceBytes(form, Float.self) == 42)
    #expect(
      result { y, workspace in
        var mean = MutableSpan<Float>()
        var variance = MutableSpan<Float>()
        backend.normalizeRows(
          x.span, gamma: x.span, beta: x.span, form, into: &y, mean: &mean, variance: &variance, &workspace)
      } == marked)
    #expect(
      result { dx, workspace in
        var dGamma = MutableSpan<Float>()
        var dBeta = MutableSpan<Float>()
        backend.normalizeRowsGradient(
          x.span, gamma: x.span, mean: x.span, variance: x.span, dy: x.span, form, into: &dx, dGamma: &dGamma,
          dBeta: &dBeta, &workspace)
      } == marked)
  }

  @Test func theBasesOptimizersWinOverTheDefinitions() {
    let g: [Float] = [1, 2]
    let rate: [Float] = [1]
    let step: [Int32] = [0]
    let marked: [Float] = [42, 42]
    let mask = DropoutMask(stream: RandomStream(key: RandomKey(seed: 1), count: 2), rate: 0.5)
    #expect(result { backend.dropout(g.span, mask, step: step.span, into: &$0, &$1) } == marked)
    let descent = SGDUpdate(count: 2, momentum: 0, nesterov: false)
    #expect(
      result { w, workspace in
        var velocity = MutableSpan<Float>()
        backend.sgd(gradient: g.span, learningRate: rate.span, descent, w: &w, velocity: &velocity, &workspace)
      } == marked)
    let adam = AdamUpdate(count: 2, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, amsgrad: false)
    #expect(
      result { w, workspace in
        var (m, v): ([Float], [Float]) = ([0, 0], [0, 0])
        var spanM = m.mutableSpan
        var spanV = v.mutableSpan
        var largestV = MutableSpan<Float>()
        backend.adam(
          gradient: g.span, learningRate: rate.span, iterations: step.span, adam, w: &w, m: &spanM, v: &spanV,
          largestV: &largestV, &workspace)
      } == marked)
    let sparseAdam = SparseAdamUpdate(rows: RowGather(rows: 2, rowLength: 1, count: 1), adam: adam)
    #expect(
      result { w, workspace in
        var (m, v): ([Float], [Float]) = ([0, 0], [0, 0])
        var spanM = m.mutableSpan
        var spanV = v.mutableSpan
        var largestV = MutableSpan<Float>()
        backend.sparseAdam(
          gradient: g.span, indices: step.span, learningRate: rate.span, iterations: step.span, sparseAdam, w: &w,
          m: &spanM, v: &spanV, largestV: &largestV, &workspace)
      } == marked)
    let product = Gemm(m: 1, n: 2, k: 1)
    #expect(
      result { w, workspace in
        var velocity = MutableSpan<Float>()
        backend.productSGD(
          g.span, g.span, product, learningRate: rate.span, descent, w: &w, velocity: &velocity, &workspace)
      } == marked)
    #expect(
      result { w, workspace in
        var (m, v): ([Float], [Float]) = ([0, 0], [0, 0])
        var spanM = m.mutableSpan
        var spanV = v.mutableSpan
        var largestV = MutableSpan<Float>()
        backend.productAdam(
          g.span, g.span, product, learningRate: rate.span, iterations: step.span, adam, w: &w, m: &spanM, v: &spanV,
          largestV: &largestV, &workspace)
      } == marked)
  }

  @Test func theBaseIsAskedForMemory() {
    let product = Gemm(m: 2, n: 2, k: 2)
    let type = Float.self
    #expect(backend.packedBytes(product, type) == 42)
    #expect(backend.workspaceBytes(product, type) == 42)
    #expect(
      backend.workspaceBytes(DenseProduct(rows: 2, inputs: 2, units: 2, activation: .relu), type) == 42)
    #expect(backend.workspaceBytes(convolution, type) == 42)
    #expect(backend.workspaceBytes(rows, type) == 42)
    #expect(
      backend.workspaceBytes(DropoutMask(stream: RandomStream(key: RandomKey(seed: 1), count: 2), rate: 0.5), type)
        == 42)
    #expect(backend.workspaceBytes(SGDUpdate(count: 2, momentum: 0, nesterov: false), type) == 42)
    #expect(
      backend.workspaceBytes(AdamUpdate(count: 2, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, amsgrad: false), type)
        == 42)
    let sparse = SparseAdamUpdate(
      rows: RowGather(rows: 2, rowLength: 1, count: 1),
      adam: AdamUpdate(count: 2, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, amsgrad: false))
    #expect(backend.workspaceBytes(sparse, type) == 42)
    #expect(backend.workspaceBytes(product, SGDUpdate(count: 4, momentum: 0, nesterov: false), type) == 42)
    #expect(
      backend.workspaceBytes(
        product, AdamUpdate(count: 4, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, amsgrad: false), type) == 42)
    var packed: [UInt8] = [0, 0]
    var span = packed.mutableSpan
    backend.pack([Float]().span, product, into: &span)
    #expect(packed == [42, 42])
  }
}
