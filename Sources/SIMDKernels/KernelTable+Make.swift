public import KeratinSIMDTable

/// The kernels as this target's instruction set has them.
public func makeKernelTable(_ instructionSet: InstructionSet) -> KernelTable {
  KernelTable(
    instructionSet: instructionSet, products: makeProductTable(), spatial: makeSpatialTable(),
    winograd: makeWinogradTable(), elements: makeElementTable())
}
