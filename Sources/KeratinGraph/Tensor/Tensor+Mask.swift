internal import KeratinKernels

/// Which steps of a sequence count. A mask travels with a tensor: operations drop it, layers pass it on or use it.
extension Tensor {
  /// The mask that this tensor carries, a `bool` tensor that is true at the steps that count: `[batch, time]` for a tensor
  /// `[batch, time, …]`. `nil` where all count; of functional tensors only ``hasMask`` is known.
  public var mask: Tensor? { maskReference?.mask }

  /// Whether the tensor carries a mask, or, if it is functional, whether its values will.
  public var hasMask: Bool { maskType != nil }

  /// This tensor with a mask, or without one if `mask` is `nil`.
  ///
  /// - Parameter mask: of any element type, where 0 stands for false. Its shape is that of the first axes, such as `[batch, time]`,
  ///   or broadcasts to the tensor's from the last; extents of 1 stand for any. Else the result carries an error, as it does where the
  ///   tensor is functional.
  public func withMask(_ mask: Tensor?) -> Tensor {
    guard error == nil, mask != nil || maskType != nil else { return self }
    return attempting("withMask") {
      guard symbolic == nil, mask?.symbolic == nil else {
        throw KeratinError(
          .state, expected: "a mask on a tensor with a value", received: "a functional tensor",
          suggestion: "a layer that makes the mask: Masking, or one of your own that overrides computeMask(_:_:)")
      }
      guard let mask else { return Tensor(life) }
      if let error = mask.error { throw error }
      guard fits(mask.shape) else {
        throw KeratinError(
          .shape, expected: "a mask for the first axes of shape \(shape), [batch, time], or one that broadcasts to it",
          received: "a mask of shape \(mask.shape)")
      }
      let condition = mask.elementType == .bool ? mask.withoutMask : mask .!= Tensor(0, elementType: mask.elementType)
      return Tensor(life, MaskReference(condition))
    }
  }

  /// The type of the mask, known for functional tensors too.
  package var maskType: TensorType? { symbolic?.maskType ?? mask?.type }

  private var withoutMask: Tensor { Tensor(life) }

  private func fits(_ mask: Shape) -> Bool {
    func agree(_ own: some Sequence<Int>, _ other: some Sequence<Int>) -> Bool {
      zip(own, other).allSatisfy { $1 == 1 || $0 == $1 }
    }
    return mask.rank <= rank
      && (agree(shape.dimensions, mask.dimensions)
        || agree(shape.dimensions.reversed(), mask.dimensions.reversed()))
  }
}

/// A mask, by reference: a tensor cannot hold one within itself, and most have none.
final class MaskReference: Sendable {
  let mask: Tensor

  init(_ mask: Tensor) { self.mask = mask }
}
