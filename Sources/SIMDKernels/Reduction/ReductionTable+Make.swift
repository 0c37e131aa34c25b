internal import KeratinSIMDTable

func makeReductionTable() -> ReductionTable {
  ReductionTable(
    reduceRows: reduceRows, reduceColumns: reduceColumns, argReduce: argReduce, cumulative: cumulative)
}
