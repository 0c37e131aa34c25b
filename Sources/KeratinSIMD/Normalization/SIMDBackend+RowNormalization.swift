public import KeratinKernels
internal import KeratinSIMDTable

extension SIMDBackend {
  @specialized(where T == Float)
  public func normalizeRows<T: FloatingScalar>(
    _ x: Span<T>, gamma: Span<T>, beta: Span<T>, _ descriptor: RowNormalization, into y: inout MutableSpan<T>,
    mean: inout MutableSpan<T>, variance: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    guard T.self == Float.self, descriptor.length > 0 else {
      return reference.normalizeRows(
        x, gamma: gamma, beta: beta, descriptor, into: &y, mean: &mean, variance: &variance, &workspace)
    }
    let (x, y) = (x.address(as: Float.self), y.address(as: Float.self))
    let (gamma, beta) = (gamma.address(as: Float.self), beta.address(as: Float.self))
    let (mean, variance) = (mean.address(as: Float.self), variance.address(as: Float.self))
    let kernel = table.elements.normalization.normalizeRows
    let length = descriptor.length
    cutRows(descriptor.rows, of: length, every: PieceLength.moving) {
      let start = $0 * length
      kernel(
        x + start, gamma, beta, descriptor.centers, Float(descriptor.epsilon), y + start, mean + $0, variance + $0, $1,
        length)
    }
  }

  @specialized(where T == Float)
  public func normalizeRowsGradient<T: FloatingScalar>(
    _ x: Span<T>, gamma: Span<T>, mean: Span<T>, variance: Span<T>, dy: Span<T>, _ descriptor: RowNormalization,
    into dx: inout MutableSpan<T>, dGamma: inout MutableSpan<T>, dBeta: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    guard T.self == Float.self, descriptor.length > 0 else {
      return reference.normalizeRowsGradient(
        x, gamma: gamma, mean: mean, variance: variance, dy: dy, descriptor, into: &dx, dGamma: &dGamma, dBeta: &dBeta,
        &workspace)
    }
    let chunks = ColumnChunks(descriptor.columns)
    let length = descriptor.length
    var partialSpan = workspace.take(chunks.partialCount, of: Double.self)
    var inverseSpan = workspace.take(descriptor.rows, of: Float.self)
    let (partials, inverse) = (partialSpan.address(as: Double.self), inverseSpan.address(as: Float.self))
    let (x, dy, dx) = (x.address(as: Float.self), dy.address(as: Float.self), dx.address(as: Float.self))
    let (gamma, mean) = (gamma.address(as: Float.self), mean.address(as: Float.self))
    let variance = variance.address(as: Float.self)
    let (dGamma, dBeta) = (dGamma.address(as: Float.self), dBeta.address(as: Float.self))
    let kernels = table.elements.normalization
    chunks.forEach(partials) { row, rows, partial in
      let start = row * length
      kernels.inverseDeviations(variance + row, Float(descriptor.epsilon), inverse + row, rows)
      kernels.rowParameterSums(x + start, dy + start, mean + row, inverse + row, rows, length, partial)
      kernels.rowGradient(
        x + start, dy + start, gamma, mean + row, inverse + row, descriptor.centers, dx + start, rows, length)
    }
    for column in 0..<length {
      let (total, product) = chunks.sums(partials + column)
      dBeta[column] = Float(total)
      dGamma[column] = Float(product)
    }
  }

  public func workspaceBytes(_ descriptor: RowNormalization, _ type: any FloatingScalar.Type) -> Int {
    guard type == Float.self, descriptor.length > 0 else { return reference.workspaceBytes(descriptor, type) }
    return Workspace.bytes(ColumnChunks(descriptor.columns).partialCount, of: Double.self)
      + Workspace.bytes(descriptor.rows, of: Float.self)
  }
}
