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
  /// The masks that the call was given for some of its inputs, in place of those that the inputs carry.
  package let givenMasks: [GivenMask]
  /// Whether the masks of the inputs do not count and only go on: so Keras calls a recurrent layer with initial states.
  package let passesMasksBy: Bool
  /// The call's place among all calls that were made: earlier ones have lower numbers.
  public let serial: Int
  /// The types of the results.
  public var resultTypes: [TensorType] { maskedTypes.map(\.type) }

  private let maskedTypes: [MaskedType]

  package init(
    _ callee: any SymbolicCallee, inputs: [Tensor], isTraining: Bool? = nil, givenMasks: [GivenMask] = [],
    passesMasksBy: Bool = false, resultTypes: [MaskedType]
  ) {
    self.callee = callee
    self.inputs = inputs
    self.isTraining = isTraining
    self.givenMasks = givenMasks
    self.passesMasksBy = passesMasksBy
    maskedTypes = resultTypes
    serial = callCount.wrappingAdd(1, ordering: .relaxed).newValue
  }

  /// A call whose results carry no masks.
  public convenience init(
    _ callee: any SymbolicCallee, inputs: [Tensor], isTraining: Bool? = nil, resultTypes: [TensorType]
  ) {
    self.init(callee, inputs: inputs, isTraining: isTraining, resultTypes: resultTypes.map { MaskedType($0) })
  }

  /// All that the call needs: its inputs, then the masks it was given.
  package var dependencies: [Tensor] { inputs + givenMasks.map(\.mask) }

  /// The functional tensors that the call returns.
  public var results: [Tensor] {
    maskedTypes.enumerated().map { index, types in
      Tensor(SymbolicTensor(type: types.type, maskType: types.mask, call: self, index: index))
    }
  }

  /// The types of the results of `body` on functional inputs: it is run for two sizes of the unknown axes, and an extent in which
  /// the two differ is unknown.
  package static func resultTypes(
    _ inputs: [MaskedType], _ body: ([MaskedType]) throws -> [MaskedType]
  ) throws -> [MaskedType] {
    if inputs.allSatisfy({ $0.type.shape.isKnown && $0.mask?.shape.isKnown != false }) { return try body(inputs) }
    let first = try body(inputs.map { known($0, batch: 2, other: 24) })
    let second = try body(inputs.map { known($0, batch: 3, other: 36) })
    return zip(first, second).map { a, b in
      MaskedType(common(a.type, b.type), mask: a.mask.flatMap { mask in b.mask.map { common(mask, $0) } })
    }
  }

  private static func common(_ a: TensorType, _ b: TensorType) -> TensorType {
    let dimensions = zip(a.shape.dimensions, b.shape.dimensions).map { $0 == $1 ? $0 : Shape.unknown }
    return TensorType(Shape(dimensions), a.elementType)
  }

  private static func known(_ masked: MaskedType, batch: Int, other: Int) -> MaskedType {
    func known(_ type: TensorType) -> TensorType {
      let dimensions = type.shape.dimensions.enumerated().map { axis, extent in
        extent != Shape.unknown ? extent : axis == 0 ? batch : other
      }
      return TensorType(Shape(dimensions), type.elementType)
    }
    return MaskedType(known(masked.type), mask: masked.mask.map(known))
  }
}
