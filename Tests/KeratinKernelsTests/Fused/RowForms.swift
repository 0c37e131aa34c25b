import KeratinKernels

/// The matrices on which kernels that work row by row are tried.
enum RowForms {
  static let all = [
    Rows(count: 0, length: 5), Rows(count: 3, length: 0), Rows(count: 1, length: 1), Rows(count: 5, length: 1),
    Rows(count: 4, length: 2), Rows(count: 7, length: 10), Rows(count: 3, length: 15), Rows(count: 3, length: 16),
    Rows(count: 3, length: 17), Rows(count: 33, length: 33), Rows(count: 2, length: 1000), Rows(count: 128, length: 10),
    Rows(count: 3001, length: 11), Rows(count: 65, length: 513),
  ]
}
