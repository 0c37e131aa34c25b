internal import KeratinGraph
internal import KeratinKernels

extension Layer {
  /// The results of a call with the masks that they are to carry.
  func masked(_ results: [Tensor], from inputs: [Tensor]) throws -> [Tensor] {
    guard results.contains(where: { !$0.hasMask && $0.error == nil }) else { return results }
    guard supportsMasking else {
      if inputs.contains(where: \.hasMask), !results.contains(where: \.hasMask) {
        Warnings.say(
          "Layer '\(name)' does not pass masks on: the mask of its input ends there, and what follows sees every step.")
      }
      return results
    }
    let masks = try computeMask(inputs, results)
    guard masks.count == results.count else {
      throw KeratinError(
        .state, expected: "a mask, or nil, for each of \(results.count) results from computeMask",
        received: "\(masks.count)")
    }
    return zip(results, masks).map { result, mask in result.hasMask ? result : result.withMask(mask) }
  }
}

extension Tensor {
  /// Whether `mask` is for the first axes of this tensor, or broadcasts to them.
  func keepsAxes(of mask: Tensor) -> Bool {
    mask.rank <= rank && zip(shape.dimensions, mask.shape.dimensions).allSatisfy { $0 == $1 || $1 == 1 }
  }
}
