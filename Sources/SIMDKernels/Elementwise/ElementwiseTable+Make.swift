internal import KeratinSIMDTable

func makeElementwiseTable() -> ElementwiseTable {
  ElementwiseTable(unary: unary, binary: binary, compare: compare, select: select)
}
