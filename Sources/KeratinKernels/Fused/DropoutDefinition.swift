extension FusedKernels where Self: Backend {
  public func dropout<T: FloatingScalar>(
    _ x: Span<T>, _ mask: DropoutMask, step: Span<Int32>, into y: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    let count = mask.stream.count
    let withScalar = Broadcast([[count], [1]], to: [count])
    var uniform = workspace.take(count, of: T.self)
    var scaled = workspace.take(count, of: T.self)
    var kept = workspace.take(count, of: UInt8.self)
    var scalar = workspace.take(1, of: T.self)
    randomUniform(mask.stream, step: step, into: &uniform)
    // Both sides are multiples of 2⁻²⁴ below 1, exact in Float.
    fill(T(rounding: Double(mask.threshold) / 16_777_216), into: &scalar)
    compare(.greaterEqual, uniform.span, scalar.span, withScalar, into: &kept)
    fill(T(rounding: mask.scale), into: &scalar)
    binary(.multiply, x, scalar.span, withScalar, into: &scaled)
    fill(0, into: &scalar)
    select(
      kept.span, scaled.span, scalar.span, Broadcast([[count], [count], [1]], to: [count]), into: &y)
  }

  public func workspaceBytes(_ mask: DropoutMask, _ type: any FloatingScalar.Type) -> Int {
    3 * Workspace.bytes(mask.stream.count, of: type) + Workspace.bytes(1, of: type)
  }
}
