public import KeratinGraph
public import KeratinKernels

/// The axes of each sample in another order.
///
/// Input `[batch, …]`, output of the same axes: axis i of it is axis `dims[i - 1]` of the input, the batch counted as 0.
public final class Permute: Layer {
  public let dims: [Int]

  /// - Parameter dims: the numbers 1 to the number of a sample's axes in the order wanted: `[2, 1]` exchanges two.
  public init(_ dims: [Int], name: String? = nil, isTrainable: Bool = true, elementType: ElementType? = nil) {
    self.dims = dims
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
    inputSpec = InputSpec(rank: dims.count + 1)
  }

  public override func build(_ input: Shape) throws {
    guard dims.sorted() == Array(1..<(dims.count + 1)) else {
      throw KeratinError(
        .argument, expected: "the axes 1 to \(dims.count), each once; the batch is 0 and stays", received: "\(dims)")
    }
  }

  public override func call(_ x: Tensor, _ context: CallContext) -> Tensor { x.transposed(axes: [0] + dims) }

  public override var config: [String: ConfigValue] {
    super.config.merging(["dims": .array(dims.map { .int($0) })]) { $1 }
  }
}

extension Permute: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(try config("dims"))
  }
}
