public import KeratinGraph
public import KeratinKernels

/// Vectors for categories that are numbers already.
///
/// Input of integers in 0..<`numTokens`; the last axis is a sample's, whose vector takes its place: `[batch, n]` gives
/// `[batch, numTokens]`. One-hot vectors are one for each number: `[batch, n, numTokens]`, or `[batch, numTokens]` where n is 1. For
/// ``OutputMode/count`` a second input of the same shape may weigh the numbers. A number outside is an error where numbers are known, and
/// inside a plan leaves no trace.
public final class CategoryEncoding: Layer {
  public let numTokens: Int
  public let outputMode: OutputMode

  /// - Parameters:
  ///   - numTokens: the number of categories, at least 1.
  ///   - outputMode: ``OutputMode/multiHot`` by default, or `oneHot` or `count`.
  public init(
    numTokens: Int, outputMode: OutputMode = .multiHot, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    self.numTokens = numTokens
    self.outputMode = outputMode
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
  }

  public override func build(_ inputs: [Shape]) throws {
    guard numTokens >= 1 else {
      throw KeratinError(.argument, expected: "numTokens of at least 1", received: "\(numTokens)")
    }
    guard outputMode != .int, outputMode != .tfIdf else {
      throw KeratinError(.argument, expected: "outputMode .oneHot, .multiHot or .count", received: "\(outputMode)")
    }
  }

  public override func call(_ inputs: [Tensor], _ context: CallContext) throws -> [Tensor] {
    guard inputs.count == 1 || inputs.count == 2 && outputMode == .count else {
      throw KeratinError(
        .argument, expected: "one input, or for outputMode .count two, numbers and weights",
        received: "\(inputs.count) inputs")
    }
    let x = inputs[0].cast(to: .int32)
    if x.symbolic == nil, let numbers = try? x.scalars(as: Int32.self),
      let outside = numbers.first(where: { !(0..<numTokens).contains(Int($0)) })
    {
      throw KeratinError(.data, expected: "numbers in 0..<\(numTokens)", received: "\(outside)")
    }
    let weights = inputs.count == 2 ? inputs[1] : nil
    return [x.encoded(outputMode, depth: numTokens, weights: weights, elementType: elementType)]
  }

  public override var config: [String: ConfigValue] {
    super.config.merging(["num_tokens": .int(numTokens), "output_mode": .string(outputMode.rawValue)]) { $1 }
  }
}

extension CategoryEncoding: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(numTokens: try config("num_tokens"), outputMode: try config("output_mode", or: .multiHot))
  }
}
