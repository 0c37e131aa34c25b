/// A mask that a call on functional tensors was given for one of its inputs.
package struct GivenMask: Sendable {
  /// The number of the input.
  package let input: Int
  package let mask: Tensor

  package init(input: Int, mask: Tensor) {
    self.input = input
    self.mask = mask
  }
}
