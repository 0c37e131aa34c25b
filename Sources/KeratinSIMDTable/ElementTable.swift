/// Elementwise, reducing, moving and fused kernels of one instruction set.
public struct ElementTable: Sendable {
  public init() {}
}
