internal import KeratinGraph
internal import KeratinKernels

/// The base of layers that move a window over the axes between batch and channels. Not to be used itself.
public class SpatialLayer: Layer {
  public let dataFormat: DataFormat

  /// The number of axes between batch and channels.
  class var spatialRank: Int { 0 }

  init(_ dataFormat: DataFormat, _ name: String?, _ isTrainable: Bool, _ elementType: ElementType?) {
    self.dataFormat = dataFormat
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
    inputSpec = InputSpec(rank: spatialRank + 2)
  }

  var spatialRank: Int { Self.spatialRank }

  /// The axis of the channels, counted from the end where that is its place.
  var channelAxis: Int { dataFormat == .channelsLast ? -1 : 1 }

  /// The input's channels, which from now on it must have. Throws where their number is not known, or 0.
  func fixedChannels(of input: Shape) throws -> Int {
    let channels = input[channelAxis]
    guard channels > 0 else {
      throw KeratinError(
        .shape, expected: "an input with a known number of channels, at least 1, on axis \(channelAxis)",
        received: "shape \(input)",
        suggestion: dataFormat == .channelsLast ? "a last axis for the channels, or dataFormat: .channelsFirst" : nil)
    }
    inputSpec = InputSpec(rank: spatialRank + 2, axes: [channelAxis: channels])
    return channels
  }

  /// The input as a floating tensor with its channels last.
  func channelsLast(_ x: Tensor) -> Tensor {
    let x = x.elementType.isFloating ? x : x.cast(to: elementType)
    return dataFormat == .channelsLast ? x : x.transposed(axes: [0] + Array(2..<(spatialRank + 2)) + [1])
  }

  /// A result with its channels last in the layer's own order.
  func restored(_ y: Tensor) -> Tensor {
    dataFormat == .channelsLast
      ? y : y.transposed(axes: [0, spatialRank + 1] + Array(1..<(spatialRank + 1)))
  }

  /// Requires a number of at least 1 for each spatial axis.
  func check(_ numbers: [Int], _ argument: String, atLeast least: Int = 1) throws {
    guard numbers.count == spatialRank else {
      throw KeratinError(
        .argument,
        expected: spatialRank == 1 ? "one number for \(argument)" : "one or \(spatialRank) numbers for \(argument)",
        received: "\(numbers)")
    }
    guard numbers.allSatisfy({ $0 >= least }) else {
      throw KeratinError(
        .argument, expected: "\(argument) to be at least \(least) along each axis", received: "\(numbers)")
    }
  }

  /// Requires a padding that Keras knows for this layer.
  func check(_ padding: Padding, allowsCausal: Bool = false) throws {
    guard padding != .causal || allowsCausal else {
      throw KeratinError(
        .argument, expected: "padding .valid or .same", received: "causal", suggestion: "Conv1D, which has it")
    }
  }

  public override var config: [String: ConfigValue] {
    super.config.merging(["data_format": .string(dataFormat.rawValue)]) { $1 }
  }
}

/// A number for each axis as configurations have it.
func configPart(_ numbers: [Int]) -> ConfigValue { .array(numbers.map { .int($0) }) }
