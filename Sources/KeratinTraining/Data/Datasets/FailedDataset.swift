internal import KeratinGraph

/// A data set that could not be: its first pass throws why.
struct FailedDataset: Dataset {
  let error: KeratinError

  func makeIterator() throws -> () throws -> Batch? { throw error }
}
