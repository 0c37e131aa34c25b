public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

extension Schedules {
  /// The first of `values` up to the first of `boundaries`, that number of updates included, the second up to the second, and so on.
  public struct PiecewiseConstantDecay: LearningRateSchedule, Configurable {
    public static let module = "keras.optimizers.schedules"
    public let boundaries: [Int]
    public let values: [Double]

    /// - Parameters:
    ///   - boundaries: numbers of updates, increasing.
    ///   - values: learning rates, one more than boundaries.
    public init(
      boundaries: [Int], values: [Double]
    ) {
      (self.boundaries, self.values) = (boundaries, values)
    }

    public func learningRate(_ step: Tensor) -> Tensor {
      guard values.count == boundaries.count + 1, zip(boundaries, boundaries.dropFirst()).allSatisfy({ $0 < $1 }) else {
        return unsound(
          "PiecewiseConstantDecay", expected: "increasing boundaries and one value more than boundaries",
          received: "boundaries: \(boundaries), values: \(values)")
      }
      let last = Tensor(values[boundaries.count], elementType: step.elementType)
      return zip(boundaries, values).reversed().reduce(last) { later, piece in
        which(step .<= Double(piece.0), Tensor(piece.1, elementType: step.elementType), later)
      }
    }

    public var config: [String: ConfigValue] {
      [
        "boundaries": .array(boundaries.map { .int($0) }), "values": .array(values.map { .double($0) }),
        "name": "PiecewiseConstant",
      ]
    }
  }
}

extension LearningRateSchedule where Self == Schedules.PiecewiseConstantDecay {
  /// A learning rate that changes at given numbers of updates.
  public static func piecewiseConstantDecay(
    boundaries: [Int], values: [Double]
  ) -> Self {
    Self(boundaries: boundaries, values: values)
  }
}

extension Schedules.PiecewiseConstantDecay: KerasObject {
  package init(_ config: ConfigReader) throws {
    config.ignore("name")
    self.init(
      boundaries: try config("boundaries"), values: try config("values"))
  }
}
