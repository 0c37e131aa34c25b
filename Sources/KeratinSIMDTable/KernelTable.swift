/// The vector kernels of one instruction set: pieces of work on pointers that one thread does.
///
/// `KeratinSIMD` picks a table once by what the processor can do, cuts the work by shape, and calls through it.
public final class KernelTable: Sendable {
  public let instructionSet: InstructionSet
  public let products: any ProductTable.Type
  public let spatial: any SpatialTable.Type
  public let winograd: any WinogradTable.Type
  public let elements: ElementTable

  public init(
    instructionSet: InstructionSet, products: any ProductTable.Type, spatial: any SpatialTable.Type,
    winograd: any WinogradTable.Type, elements: ElementTable
  ) {
    self.instructionSet = instructionSet
    self.products = products
    self.spatial = spatial
    self.winograd = winograd
    self.elements = elements
  }
}
