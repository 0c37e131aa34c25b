/// The type of a tensor and of the mask that it carries, if it does.
package struct MaskedType: Sendable {
  package let type: TensorType
  package let mask: TensorType?

  package init(_ type: TensorType, mask: TensorType? = nil) {
    self.type = type
    self.mask = mask
  }

  package init(_ tensor: Tensor) { self.init(tensor.type, mask: tensor.maskType) }
}
