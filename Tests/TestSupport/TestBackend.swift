public import KeratinKernels

/// A backend under test: its kernels, called through `any Backend` as the executor does, on Swift arrays.
///
/// Every call is on its guard. Results and workspace lie in memory that is filled with NaN and fenced, the workspace is
/// exactly as large as the backend asks, operands end at memory that must not be read, and where the backend uses threads
/// the kernel runs with one and with two. The call throws a ``KernelFault`` if an element of the result was not written,
/// one outside it was, or the bits differ.
public struct TestBackend: Sendable, CustomStringConvertible {
  public let kernels: any Backend
  /// The name in a test's output, which tells instruction sets apart.
  public let label: String
  let usesThreads: Bool

  public init(_ kernels: any Backend, label: String, usesThreads: Bool = true) {
    self.kernels = kernels
    self.label = label
    self.usesThreads = usesThreads
  }

  public var description: String { label }
}
