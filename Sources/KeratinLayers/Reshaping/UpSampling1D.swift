public import KeratinGraph
public import KeratinKernels

/// Each step of a sequence several times in a row.
///
/// Input `[batch, steps, channels]`, output `[batch, steps·size, channels]`.
public final class UpSampling1D: Layer {
  public let size: Int

  /// - Parameter size: how often each step, at least 1; 2 by default.
  public init(size: Int = 2, name: String? = nil, isTrainable: Bool = true, elementType: ElementType? = nil) {
    self.size = size
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
    inputSpec = InputSpec(rank: 3)
  }

  public override func build(_ input: Shape) throws { try checkUpSampling([size]) }

  public override func call(_ x: Tensor, _ context: CallContext) -> Tensor { x.repeated(size, axis: 1) }

  public override var config: [String: ConfigValue] { super.config.merging(["size": .int(size)]) { $1 } }
}

/// Throws where a factor is less than 1.
func checkUpSampling(_ sizes: [Int]) throws {
  guard sizes.allSatisfy({ $0 > 0 }) else {
    throw KeratinError(.argument, expected: "a size of at least 1 for each axis", received: "\(sizes)")
  }
}

extension UpSampling1D: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(size: try config.sizes("size", or: 2, count: 1)[0])
  }
}
