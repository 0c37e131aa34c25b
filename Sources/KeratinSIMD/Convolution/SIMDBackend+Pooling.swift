public import KeratinKernels
internal import KeratinSIMDTable

extension SIMDBackend {
  @specialized(where T == Float)
  public func maxPool<T: FloatingScalar>(_ x: Span<T>, _ descriptor: Pooling, into y: inout MutableSpan<T>) {
    guard T.self == Float.self else { return reference.maxPool(x, descriptor, into: &y) }
    let spatial = table.spatial
    PoolingWalk(pooling: descriptor, x: x.address(), y: y.address()).forEachRow { spatial.largest($0) }
  }

  @specialized(where T == Float)
  public func maxPoolSelect<T: FloatingScalar>(
    _ x: Span<T>, _ v: Span<T>, _ descriptor: Pooling, into y: inout MutableSpan<T>
  ) {
    guard T.self == Float.self else { return reference.maxPoolSelect(x, v, descriptor, into: &y) }
    let spatial = table.spatial
    let (x, v) = (x.address(as: Float.self), v.address(as: Float.self))
    PoolingWalk(pooling: descriptor, x: x, y: y.address()).forEachRow { row in
      spatial.selectLargest(row, v + (row.x - x))
    }
  }

  @specialized(where T == Float)
  public func maxPoolGradient<T: FloatingScalar>(
    _ x: Span<T>, _ dy: Span<T>, _ descriptor: Pooling, into dx: inout MutableSpan<T>
  ) {
    guard T.self == Float.self else { return reference.maxPoolGradient(x, dy, descriptor, into: &dx) }
    let spatial = table.spatial
    let (x, dx) = (x.address(as: Float.self), dx.address(as: Float.self))
    PoolingWalk(pooling: descriptor, x: x, y: UnsafeMutablePointer(mutating: dy.address(as: Float.self)))
      .forEachImage(clearing: dx, table.elements.movement.fill) { row in
        spatial.spreadToLargest(row, into: dx + (row.x - x))
      }
  }

  @specialized(where T == Float)
  public func averagePool<T: FloatingScalar>(_ x: Span<T>, _ descriptor: Pooling, into y: inout MutableSpan<T>) {
    guard T.self == Float.self else { return reference.averagePool(x, descriptor, into: &y) }
    let spatial = table.spatial
    PoolingWalk(pooling: descriptor, x: x.address(), y: y.address()).forEachRow { row in
      spatial.sum(row, factor: 1 / Float(max(1, row.tapCount)))
    }
  }

  @specialized(where T == Float)
  public func averagePoolGradient<T: FloatingScalar>(
    _ dy: Span<T>, _ descriptor: Pooling, into dx: inout MutableSpan<T>
  ) {
    guard T.self == Float.self else { return reference.averagePoolGradient(dy, descriptor, into: &dx) }
    let spatial = table.spatial
    let dx = dx.address(as: Float.self)
    PoolingWalk(pooling: descriptor, x: dx, y: UnsafeMutablePointer(mutating: dy.address(as: Float.self)))
      .forEachImage(clearing: dx, table.elements.movement.fill) { row in
        spatial.spread(row, factor: 1 / Float(max(1, row.tapCount)), into: dx + (row.x - UnsafePointer(dx)))
      }
  }

  /// Sets `count` floats to zero.
  func clear(_ x: UnsafeMutablePointer<Float>, _ count: Int) {
    let fill = table.elements.movement.fill
    cut(count, every: PieceLength.moving) { fill(0, x + $0, $1) }
  }
}
