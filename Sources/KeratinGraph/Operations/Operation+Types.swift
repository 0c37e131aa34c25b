internal import KeratinKernels

extension Operation {
  /// The types of the results, none of which has a negative extent or is larger than the machine's memory.
  func checkedTypes(_ inputs: [TensorType]) throws -> [TensorType] {
    let types = try types(inputs)
    for type in types { try requireRoom(for: type) }
    return types
  }
}

/// Requires a type that a concrete tensor can have: no negative extent, and no more bytes than the machine's memory.
package func requireRoom(for type: TensorType) throws(KeratinError) {
  guard type.shape.isKnown else {
    throw KeratinError(.shape, expected: "a result whose extents are 0 or more", received: "\(type)")
  }
  guard type.byteCount <= MachineMemory.byteCount else {
    throw KeratinError(
      .shape, expected: "a result that fits into this machine's memory of \(MachineMemory.byteCount >> 20) MiB",
      received: "\(type)")
  }
}
