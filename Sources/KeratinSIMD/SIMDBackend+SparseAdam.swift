public import KeratinKernels
internal import KeratinSIMDTable

extension SIMDBackend {
  @specialized(where T == Float)
  public func sparseAdam<T: FloatingScalar>(
    gradient g: Span<T>, indices: Span<Int32>, learningRate: Span<T>, iterations: Span<Int32>,
    _ update: SparseAdamUpdate, w: inout MutableSpan<T>, m: inout MutableSpan<T>, v: inout MutableSpan<T>,
    largestV: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    guard T.self == Float.self else {
      return reference.sparseAdam(
        gradient: g, indices: indices, learningRate: learningRate, iterations: iterations, update, w: &w, m: &m,
        v: &v, largestV: &largestV, &workspace)
    }
    if update.adam.count == 0 { return }
    let (rows, length, count) = (update.rows.rows, update.rows.rowLength, update.rows.count)
    var heads = workspace.take(rows, of: Int32.self)
    var followers = workspace.take(count, of: Int32.self)
    let gradients = RowGradients(
      elements: g.address(as: Float.self), length: length,
      chaining: indices.address(), count: count, rows: rows, heads.address(), followers.address())
    let rate = learningRate.address(as: Float.self)[0]
    let factors = AdamFactors(update.adam, learningRate: rate, iteration: Int(iterations[0]) + 1)
    let largest = largestV.isEmpty ? nil : largestV.address(as: Float.self)
    let (w, m, v) = (w.address(as: Float.self), m.address(as: Float.self), v.address(as: Float.self))
    let kernel = table.elements.optimizers.sparseAdam
    cutRows(rows, of: length, every: PieceLength.moving) { first, rows in
      kernel(gradients, factors, w, m, v, largest, first, rows)
    }
  }

  public func workspaceBytes(_ update: SparseAdamUpdate, _ type: any FloatingScalar.Type) -> Int {
    if type != Float.self { return reference.workspaceBytes(update, type) }
    return Workspace.bytes(update.rows.rows, of: Int32.self) + Workspace.bytes(update.rows.count, of: Int32.self)
  }
}

extension RowGradients {
  /// Chains the gradients of each row in their order, those outside the table passed over.
  init(
    elements: UnsafePointer<Float>, length: Int, chaining indices: UnsafePointer<Int32>, count: Int, rows: Int,
    _ heads: UnsafeMutablePointer<Int32>, _ followers: UnsafeMutablePointer<Int32>
  ) {
    heads.update(repeating: -1, count: rows)
    for index in stride(from: count - 1, through: 0, by: -1) {
      let row = Int(indices[index])
      if row < 0 || row >= rows { continue }
      followers[index] = heads[row]
      heads[row] = Int32(truncatingIfNeeded: index)
    }
    self.init(elements: elements, length: length, heads: UnsafePointer(heads), followers: UnsafePointer(followers))
  }
}
