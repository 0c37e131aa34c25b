public import KeratinKernels

/// The reference: every primitive written as its formula reads, in plain loops on one thread.
///
/// Real functions are libm's in Double and sums are accumulated in Double, then rounded once to the element's type. It
/// shares no code with the backends that are checked against it, and the fused kernels run as their definitions say.
public struct NaiveBackend: Backend {
  public init() {}

  public var name: String { "naive" }
  public var summary: String { "naive: plain loops in Double, the reference" }
}
