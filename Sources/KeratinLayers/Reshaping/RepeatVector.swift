public import KeratinGraph
public import KeratinKernels

/// Each sample several times, as a sequence.
///
/// Input `[batch, features]`, output `[batch, n, features]`.
public final class RepeatVector: Layer {
  public let n: Int

  /// - Parameter n: how often, at least 1.
  public init(_ n: Int, name: String? = nil, isTrainable: Bool = true, elementType: ElementType? = nil) {
    self.n = n
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
    inputSpec = InputSpec(rank: 2)
  }

  public override func build(_ input: Shape) throws {
    guard n > 0 else { throw KeratinError(.argument, expected: "n to be at least 1", received: "\(n)") }
  }

  public override func call(_ x: Tensor, _ context: CallContext) -> Tensor {
    x.expandingDimension(at: 1).repeated(n, axis: 1)
  }

  public override var config: [String: ConfigValue] { super.config.merging(["n": .int(n)]) { $1 } }
}

extension RepeatVector: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(try config("n"))
  }
}
