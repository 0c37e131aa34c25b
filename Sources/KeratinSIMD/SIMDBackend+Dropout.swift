public import KeratinKernels
internal import KeratinSIMDTable

extension SIMDBackend {
  @specialized(where T == Float)
  public func dropout<T: FloatingScalar>(
    _ x: Span<T>, _ mask: DropoutMask, step: Span<Int32>, into y: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    guard T.self == Float.self else { return reference.dropout(x, mask, step: step, into: &y, &workspace) }
    let key = mask.stream.key(at: step)
    let (x, y) = (x.address(as: Float.self), y.address(as: Float.self))
    let (threshold, scale) = (mask.threshold, Float(mask.scale))
    let kernel = table.elements.random.dropout
    cut(mask.stream.count, every: PieceLength.computing) {
      kernel(key.word0, key.word1, $0, threshold, scale, x + $0, y + $0, $1)
    }
  }

  public func workspaceBytes(_ mask: DropoutMask, _ type: any FloatingScalar.Type) -> Int {
    type == Float.self ? 0 : reference.workspaceBytes(mask, type)
  }
}
