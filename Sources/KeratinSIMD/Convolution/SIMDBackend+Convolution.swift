public import KeratinKernels
internal import KeratinSIMDTable

extension SIMDBackend {
  @specialized(where T == Float)
  public func convolve<T: FloatingScalar>(
    _ x: Span<T>, _ w: Span<T>, _ descriptor: Convolution, into y: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    guard T.self == Float.self, !descriptor.isMostlyMargin else {
      return reference.convolve(x, w, descriptor, into: &y, &workspace)
    }
    if y.isEmpty { return }
    convolve(x.address(), w.address(), descriptor, Epilogue(), into: y.address(), &workspace)
  }

  @specialized(where T == Float)
  public func convolve<T: FloatingScalar>(
    _ x: Span<T>, _ w: Span<T>, bias: Span<T>, residual: Span<T>, _ descriptor: ActivatedConvolution,
    into y: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    guard T.self == Float.self, !descriptor.convolution.isMostlyMargin else {
      return reference.convolve(x, w, bias: bias, residual: residual, descriptor, into: &y, &workspace)
    }
    if y.isEmpty { return }
    let epilogue = Epilogue(
      bias: bias.isEmpty ? nil : bias.address(), residual: residual.isEmpty ? nil : residual.address(),
      activation: descriptor.activation)
    convolve(x.address(), w.address(), descriptor.convolution, epilogue, into: y.address(), &workspace)
  }

  private func convolve(
    _ x: UnsafePointer<Float>, _ w: UnsafePointer<Float>, _ descriptor: Convolution, _ epilogue: Epilogue,
    into y: UnsafeMutablePointer<Float>, _ workspace: inout Workspace
  ) {
    if let product = descriptor.product {
      var run = ProductRun(product, table.products, a: x, b: w, c: y, &workspace)
      run.bias = epilogue.bias
      run.residual = epilogue.residual
      run.activation = epilogue.activation
      return run.run()
    }
    if descriptor.method == .winograd {
      return correlateByWinograd(
        winogradKernels(descriptor, isTransposed: false), x, w, epilogue, into: y, &workspace)
    }
    let correlation = Correlation(descriptor.window)
    if descriptor.isChannelwise {
      let source = descriptor.paddedInput
      let a = source.address(x, table.elements.movement, &workspace)
      channelwise(descriptor, correlation, source, a, descriptor.window.output, &workspace)
        .correlate(w, into: y, epilogue)
    } else {
      let taps = PackedTaps(convolution: descriptor, isTransposed: false, panelColumns: table.products.panelColumns)
      let source = descriptor.widenedInput
      correlate(correlation, taps, source, x, w, epilogue, into: y, of: descriptor.window.output, &workspace)
    }
  }

  @specialized(where T == Float)
  public func convolveInputGradient<T: FloatingScalar>(
    _ dy: Span<T>, _ w: Span<T>, _ descriptor: Convolution, into dx: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    guard T.self == Float.self, !descriptor.isMostlyMargin else {
      return reference.convolveInputGradient(dy, w, descriptor, into: &dx, &workspace)
    }
    if dx.isEmpty { return }
    let (dy, w, dx) = (dy.address(as: Float.self), w.address(as: Float.self), dx.address(as: Float.self))
    if let product = descriptor.inputGradientProduct {
      return ProductRun(product, table.products, a: dy, b: w, c: dx, &workspace).run()
    }
    if descriptor.inputGradientMethod == .winograd {
      return correlateByWinograd(
        winogradKernels(descriptor, isTransposed: true), dy, w, Epilogue(), into: dx, &workspace)
    }
    let extents = descriptor.window.input
    let isPartlyUnseen = descriptor.window.leavesInputUnseen
    if descriptor.isChannelwise {
      let source = descriptor.paddedOutput
      let a = source.address(dy, table.elements.movement, &workspace)
      var target = dx
      if descriptor.filters > 1 {
        var span = workspace.take(descriptor.inputCount * descriptor.filters, of: Float.self)
        target = span.address()
      }
      if isPartlyUnseen { clear(target, descriptor.inputCount * descriptor.filters) }
      let rest = workspace
      descriptor.window.forEachGradientPhase { correlation in
        var workspace = rest
        channelwise(descriptor, correlation, source, a, extents, &workspace).correlate(w, into: target)
      }
      if descriptor.filters > 1 { addNeighbours(target, descriptor.filters, into: dx, descriptor.inputCount) }
    } else {
      let taps = PackedTaps(convolution: descriptor, isTransposed: true, panelColumns: table.products.panelColumns)
      let source = descriptor.widenedOutput
      if isPartlyUnseen { clear(dx, descriptor.inputCount) }
      let rest = workspace
      descriptor.window.forEachGradientPhase { correlation in
        var workspace = rest
        correlate(correlation, taps, source, dy, w, Epilogue(), into: dx, of: extents, &workspace)
      }
    }
  }

  @specialized(where T == Float)
  public func convolveKernelGradient<T: FloatingScalar>(
    _ x: Span<T>, _ dy: Span<T>, _ descriptor: Convolution, into dw: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    guard T.self == Float.self, !descriptor.isMostlyMargin else {
      return reference.convolveKernelGradient(x, dy, descriptor, into: &dw, &workspace)
    }
    if dw.isEmpty { return }
    let (x, dy, dw) = (x.address(as: Float.self), dy.address(as: Float.self), dw.address(as: Float.self))
    if let product = descriptor.kernelGradientProduct {
      return ProductRun(product, table.products, a: x, b: dy, c: dw, &workspace).run()
    }
    if descriptor.kernelGradientMethod == .winograd {
      return kernelGradientByWinograd(descriptor, x, dy, into: dw, &workspace)
    }
    let correlation = Correlation(descriptor.window)
    if descriptor.isChannelwise {
      let source = descriptor.paddedInput
      let a = source.address(x, table.elements.movement, &workspace)
      channelwise(descriptor, correlation, source, a, descriptor.window.output, &workspace)
        .weightGradient(dy, into: dw, table.elements.movement.fill)
    } else {
      let cuts = KernelGradientCuts(descriptor, correlation, table.products)
      var partial = workspace.take(cuts.partialCount(descriptor), of: Float.self)
      KernelGradientRun(
        convolution: descriptor, correlation: correlation, source: descriptor.widenedInput, cuts: cuts, table: table,
        x: x, dy: dy, runs: takeRuns(cuts.runCount, &workspace), dw: dw, partial: partial.address()
      ).run()
    }
  }

  public func workspaceBytes(_ descriptor: Convolution, _ type: any FloatingScalar.Type) -> Int {
    if type != Float.self || descriptor.isMostlyMargin { return reference.workspaceBytes(descriptor, type) }
    let products = [descriptor.product, descriptor.inputGradientProduct, descriptor.kernelGradientProduct]
    if products[0] != nil { return products.map { workspaceBytes($0!, type) }.max()! }
    let window = descriptor.window
    if descriptor.isChannelwise {
      let padding = max(descriptor.paddedInput.workspaceBytes, descriptor.paddedOutput.workspaceBytes)
      let offsets = 2 * SIMDBackend.bytes(of: Int.self, window.window.count)
      return padding + offsets + Workspace.bytes(descriptor.inputCount * descriptor.filters, of: Float.self)
    }
    let panelColumns = table.products.panelColumns
    let runs = SIMDBackend.bytes(of: RunProduct.Run.self, window.window.count)
    let correlation = Correlation(window)
    var bytes = winogradWorkspaceBytes(descriptor)
    if descriptor.method == .direct {
      let taps = PackedTaps(convolution: descriptor, isTransposed: false, panelColumns: panelColumns)
      let source = descriptor.widenedInput
      let copies = CorrelationRun.copiesWhole(source, correlation) ? source.workspaceBytes : 0
      bytes = max(bytes, runs + taps.workspaceBytes + copies)
    }
    if descriptor.inputGradientMethod == .direct {
      let taps = PackedTaps(convolution: descriptor, isTransposed: true, panelColumns: panelColumns)
      let source = descriptor.widenedOutput
      var copies = 0
      window.forEachGradientPhase {
        if CorrelationRun.copiesWhole(source, $0) { copies = source.workspaceBytes }
      }
      bytes = max(bytes, runs + taps.workspaceBytes + copies)
    }
    if descriptor.kernelGradientMethod == .direct {
      let cuts = KernelGradientCuts(descriptor, correlation, table.products)
      let partial = Workspace.bytes(cuts.partialCount(descriptor), of: Float.self)
      bytes = max(bytes, partial + SIMDBackend.bytes(of: RunProduct.Run.self, cuts.runCount))
    }
    return bytes
  }

  public func workspaceBytes(_ descriptor: ActivatedConvolution, _ type: any FloatingScalar.Type) -> Int {
    if type != Float.self || descriptor.convolution.isMostlyMargin {
      return reference.workspaceBytes(descriptor, type)
    }
    return workspaceBytes(descriptor.convolution, type)
  }

  private func correlate(
    _ correlation: Correlation, _ taps: PackedTaps, _ source: PaddedSource, _ x: UnsafePointer<Float>,
    _ w: UnsafePointer<Float>, _ epilogue: Epilogue, into c: UnsafeMutablePointer<Float>, of result: SpatialExtents,
    _ workspace: inout Workspace
  ) {
    let runs = takeRuns(taps.convolution.window.window.count, &workspace)
    var packed = workspace.take(taps.workspaceBytes / MemoryLayout<Float>.stride, of: Float.self)
    let copiesWhole = CorrelationRun.copiesWhole(source, correlation)
    CorrelationRun(
      correlation: correlation, taps: taps, source: source, result: result, table: table,
      x: copiesWhole ? source.address(x, table.elements.movement, &workspace) : x,
      copiesRows: !source.isSource && !copiesWhole, packed: packed.address(), runs: runs, c: c, epilogue: epilogue
    ).run(w)
  }

  private func channelwise(
    _ descriptor: Convolution, _ correlation: Correlation, _ source: PaddedSource, _ x: UnsafePointer<Float>,
    _ result: SpatialExtents, _ workspace: inout Workspace
  ) -> ChannelwiseRun {
    let kernel = descriptor.window.window
    return ChannelwiseRun(
      correlation: correlation, source: source, kernel: kernel, result: result, table: table.spatial, x: x,
      taps: takeOffsets(kernel.count, &workspace), weightRows: takeOffsets(kernel.count, &workspace))
  }

  /// y[i] = the sum of x[i·count] and the `count − 1` elements after it.
  private func addNeighbours(
    _ x: UnsafeMutablePointer<Float>, _ count: Int, into y: UnsafeMutablePointer<Float>, _ length: Int
  ) {
    cut(length, every: PieceLength.computing) { start, length in
      for i in start..<start + length {
        var sum: Float = 0
        for j in 0..<count { sum += x[i * count + j] }
        y[i] = sum
      }
    }
  }

  private static func bytes<Element>(of type: Element.Type, _ count: Int) -> Int {
    Workspace.bytes(count * MemoryLayout<Element>.stride, of: UInt8.self)
  }

  private func takeOffsets(_ count: Int, _ workspace: inout Workspace) -> UnsafeMutablePointer<Int> {
    var span = workspace.take(count * MemoryLayout<Int>.stride, of: UInt8.self)
    return span.address(as: Int.self)
  }

  private func takeRuns(_ count: Int, _ workspace: inout Workspace) -> UnsafeMutablePointer<RunProduct.Run> {
    var span = workspace.take(count * MemoryLayout<RunProduct.Run>.stride, of: UInt8.self)
    return span.address(as: RunProduct.Run.self)
  }
}
