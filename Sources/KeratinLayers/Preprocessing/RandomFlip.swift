public import KeratinGraph
public import KeratinKernels

/// In training, every other image on average is mirrored; else nothing.
///
/// Input `[batch, rows, columns, channels]`, output of the same shape, both with the channels first where `dataFormat` says so. Each call
/// in training chooses others.
public final class RandomFlip: RandomLayer {
  public let mode: Mode
  public let dataFormat: DataFormat

  /// What changes places.
  public enum Mode: String, Sendable, Hashable, CaseIterable {
    /// Left and right.
    case horizontal
    /// Top and bottom.
    case vertical
    /// Both at once, as in Keras: half a turn.
    case horizontalAndVertical = "horizontal_and_vertical"
  }

  /// - Parameters:
  ///   - mode: `.horizontalAndVertical` by default.
  ///   - seed: makes the choices the same in each run; by default they follow from ``setRandomSeed(_:)``.
  ///   - dataFormat: where the channels stand; `.channelsLast` by default.
  public init(
    _ mode: Mode = .horizontalAndVertical, seed: Int? = nil, dataFormat: DataFormat = .channelsLast,
    name: String? = nil, isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    (self.mode, self.dataFormat) = (mode, dataFormat)
    super.init(seed, for: "flip", name, isTrainable, elementType)
    inputSpec = InputSpec(rank: 4)
  }

  public override func call(_ x: Tensor, _ context: CallContext) throws -> Tensor {
    let x = x.elementType.isFloating ? x : x.cast(to: elementType)
    guard context.isTraining else { return x }
    let ones = Tensor.ones([x.shape[0], 1, 1, 1], elementType: x.elementType)
    let isChosen = dropout(ones, rate: 0.5, key: key, step: try nextStep()) .> 0
    let rows = dataFormat == .channelsLast ? 1 : 2
    let axes = mode == .horizontal ? [rows + 1] : mode == .vertical ? [rows] : [rows, rows + 1]
    return which(isChosen, x.reversed(axes: axes), x)
  }

  public override var config: [String: ConfigValue] {
    super.config.merging([
      "mode": .string(mode.rawValue), "data_format": .string(dataFormat.rawValue),
    ]) { $1 }
  }
}

extension RandomFlip: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(
      try config("mode", or: .horizontalAndVertical), seed: try config.seed(), dataFormat: try config.dataFormat())
  }
}
