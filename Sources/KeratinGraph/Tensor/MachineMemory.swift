internal import KeratinKernels

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The memory of the machine.
package enum MachineMemory {
  /// Its bytes.
  package static let byteCount = Shape.product(
    max(sysconf(Int32(_SC_PHYS_PAGES)), 1), max(sysconf(Int32(_SC_PAGESIZE)), 1))
}
