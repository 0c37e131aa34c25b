public import KeratinKernels
internal import KeratinSIMDTable

extension SIMDBackend {
  @specialized(where T == Float)
  public func normalizeColumns<T: FloatingScalar>(
    _ x: Span<T>, gamma: Span<T>, beta: Span<T>, residual: Span<T>, _ descriptor: ColumnNormalization,
    into y: inout MutableSpan<T>, mean: inout MutableSpan<T>, variance: inout MutableSpan<T>,
    mask: inout MutableSpan<UInt8>, _ workspace: inout Workspace
  ) {
    guard T.self == Float.self, descriptor.rows > 0 else {
      return reference.normalizeColumns(
        x, gamma: gamma, beta: beta, residual: residual, descriptor, into: &y, mean: &mean, variance: &variance,
        mask: &mask, &workspace)
    }
    let residual = residual.isEmpty ? nil : residual.address(as: Float.self)
    let mask = mask.isEmpty ? nil : mask.address(as: UInt8.self)
    let chunks = ColumnChunks(descriptor)
    let columns = descriptor.columns
    var partialSpan = workspace.take(chunks.partialCount, of: Double.self)
    var factorSpan = workspace.take(columns, of: Float.self)
    let (partials, factor) = (partialSpan.address(as: Double.self), factorSpan.address(as: Float.self))
    let (x, y) = (x.address(as: Float.self), y.address(as: Float.self))
    let (gamma, beta) = (gamma.address(as: Float.self), beta.address(as: Float.self))
    let (mean, variance) = (mean.address(as: Float.self), variance.address(as: Float.self))
    let kernels = table.elements.normalization
    chunks.forEach(partials) { row, rows, partial in kernels.moments(x + row * columns, rows, columns, partial) }
    for column in 0..<columns {
      let (center, spread) = chunks.moments(partials + column)
      let deviation = (spread / Double(descriptor.rows) + descriptor.epsilon).squareRoot()
      mean[column] = Float(center)
      variance[column] = Float(spread / Double(descriptor.rows))
      factor[column] = Float(Double(gamma[column]) / deviation)
    }
    cutRows(descriptor.rows, of: columns, every: PieceLength.moving) {
      let start = $0 * columns
      kernels.scale(
        x + start, residual.map { $0 + start }, mean, factor, beta, descriptor.rectifies, y + start,
        mask.map { $0 + start }, $1, columns)
    }
  }

  @specialized(where T == Float)
  public func normalizeColumnsGradient<T: FloatingScalar>(
    _ x: Span<T>, gamma: Span<T>, mean: Span<T>, variance: Span<T>, dy: Span<T>, mask: Span<UInt8>,
    _ descriptor: ColumnNormalization, into dx: inout MutableSpan<T>, dGamma: inout MutableSpan<T>,
    dBeta: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    guard T.self == Float.self, descriptor.rows > 0 else {
      return reference.normalizeColumnsGradient(
        x, gamma: gamma, mean: mean, variance: variance, dy: dy, mask: mask, descriptor, into: &dx, dGamma: &dGamma,
        dBeta: &dBeta, &workspace)
    }
    let mask = mask.isEmpty ? nil : mask.address(as: UInt8.self)
    let chunks = ColumnChunks(descriptor)
    let columns = descriptor.columns
    var partialSpan = workspace.take(chunks.partialCount, of: Double.self)
    var factorSpan = workspace.take(3 * columns, of: Float.self)
    let (partials, a) = (partialSpan.address(as: Double.self), factorSpan.address(as: Float.self))
    let (b, c) = (a + columns, a + 2 * columns)
    let (x, dy, dx) = (x.address(as: Float.self), dy.address(as: Float.self), dx.address(as: Float.self))
    let (gamma, mean) = (gamma.address(as: Float.self), mean.address(as: Float.self))
    let variance = variance.address(as: Float.self)
    let (dGamma, dBeta) = (dGamma.address(as: Float.self), dBeta.address(as: Float.self))
    let kernels = table.elements.normalization
    chunks.forEach(partials) { row, rows, partial in
      let start = row * columns
      kernels.gradientSums(x + start, dy + start, mask.map { $0 + start }, mean, rows, columns, partial)
    }
    let count = Double(descriptor.rows)
    for column in 0..<columns {
      let (total, product) = chunks.sums(partials + column)
      let inverse = 1 / (Double(variance[column]) + descriptor.epsilon).squareRoot()
      dBeta[column] = Float(total)
      dGamma[column] = Float(product * inverse)
      a[column] = Float(Double(gamma[column]) * inverse)
      b[column] = Float(-inverse * inverse * product / count)
      c[column] = Float(total / count)
    }
    cutRows(descriptor.rows, of: columns, every: PieceLength.moving) {
      let start = $0 * columns
      kernels.gradient(x + start, dy + start, mask.map { $0 + start }, mean, a, b, c, dx + start, $1, columns)
    }
  }

  public func workspaceBytes(_ descriptor: ColumnNormalization, _ type: any FloatingScalar.Type) -> Int {
    guard type == Float.self, descriptor.rows > 0 else { return reference.workspaceBytes(descriptor, type) }
    return Workspace.bytes(ColumnChunks(descriptor).partialCount, of: Double.self)
      + Workspace.bytes(3 * descriptor.columns, of: Float.self)
  }
}

extension ColumnChunks {
  /// The mean of a column and Σ(x − mean)², from those of the chunks.
  ///
  /// Source: Chan, Golub, LeVeque, "Updating Formulae and a Pairwise Algorithm for Computing Sample Variances", 1979.
  fileprivate func moments(_ partial: UnsafePointer<Double>) -> (mean: Double, squares: Double) {
    var (mean, squares, seen) = (0.0, 0.0, 0.0)
    for chunk in 0..<count {
      let length = Double(min(chunkRows, rows - chunk * chunkRows))
      let place = partial + 2 * columns * chunk
      let difference = place[0] - mean
      seen += length
      mean += difference * length / seen
      squares += place[columns] + difference * difference * length * (seen - length) / seen
    }
    return (mean, squares)
  }

  /// Both sums of a column.
  func sums(_ partial: UnsafePointer<Double>) -> (Double, Double) {
    var (first, second) = (0.0, 0.0)
    for chunk in 0..<count {
      let place = partial + 2 * columns * chunk
      first += place[0]
      second += place[columns]
    }
    return (first, second)
  }
}
