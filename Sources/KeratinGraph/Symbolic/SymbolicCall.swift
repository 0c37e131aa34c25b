internal import KeratinKernels
internal import Synchronization

private let callCount = Atomic<Int>(0)

/// One call on functional tensors, a node of Keras's graph of layers.
public final class SymbolicCall: @unchecked Sendable {
  /// What was called.
  public let callee: any SymbolicCallee
  /// With what; concrete tensors among them are constants.
  public let inputs: [Tensor]
  /// The mode that the call insisted on, `nil` for the model's own.
  public let isTraining: Bool?
  /// The call's place among all calls that were made: earlier ones have lower numbers.
  public let serial: Int
  /// The types of the results.
  public let resultTypes: [TensorType]

  public init(_ callee: any SymbolicCallee, inputs: [Tensor], isTraining: Bool? = nil, resultTypes: [TensorType]) {
    self.callee = callee
    self.inputs = inputs
    self.isTraining = isTraining
    self.resultTypes = resultTypes
    serial = callCount.wrappingAdd(1, ordering: .relaxed).newValue
  }

  /// The functional tensors that the call returns.
  public var results: [Tensor] {
    resultTypes.indices.map { Tensor(SymbolicTensor(type: resultTypes[$0], call: self, index: $0)) }
  }

  /// The types of the results of `body` on functional inputs: it is run for two sizes of the unknown axes, and an extent in which
  /// the two differ is unknown.
  public static func resultTypes(
    _ inputs: [TensorType], _ body: ([TensorType]) throws -> [TensorType]
  ) throws -> [TensorType] {
    if inputs.allSatisfy(\.shape.isKnown) { return try body(inputs) }
    let first = try body(inputs.map { known($0, batch: 2, other: 24) })
    let second = try body(inputs.map { known($0, batch: 3, other: 36) })
    return zip(first, second).map { a, b in
      let dimensions = zip(a.shape.dimensions, b.shape.dimensions).map { $0 == $1 ? $0 : Shape.unknown }
      return TensorType(Shape(dimensions), a.elementType)
    }
  }

  private static func known(_ type: TensorType, batch: Int, other: Int) -> TensorType {
    let dimensions = type.shape.dimensions.enumerated().map { axis, extent in
      extent != Shape.unknown ? extent : axis == 0 ? batch : other
    }
    return TensorType(Shape(dimensions), type.elementType)
  }
}
