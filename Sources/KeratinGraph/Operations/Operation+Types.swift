internal import KeratinKernels

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

extension Operation {
  /// The types of the results, none of which has a negative extent or is larger than the machine's memory.
  func checkedTypes(_ inputs: [TensorType]) throws -> [TensorType] {
    let types = try types(inputs)
    for type in types { try requireRoom(for: type) }
    return types
  }
}

/// Requires a type that a concrete tensor can have: no negative extent, and no more bytes than the machine's memory.
func requireRoom(for type: TensorType) throws(KeratinError) {
  guard type.shape.isKnown else {
    throw KeratinError(.shape, expected: "a result whose extents are 0 or more", received: "\(type)")
  }
  guard type.byteCount <= memoryBytes else {
    throw KeratinError(
      .shape, expected: "a result that fits into this machine's memory of \(memoryBytes >> 20) MiB",
      received: "\(type)")
  }
}

/// The bytes of memory that this machine has.
private let memoryBytes = Shape.product(max(sysconf(Int32(_SC_PHYS_PAGES)), 1), max(sysconf(Int32(_SC_PAGESIZE)), 1))
