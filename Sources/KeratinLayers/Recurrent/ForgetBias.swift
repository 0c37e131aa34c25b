internal import KeratinGraph
internal import KeratinKernels

/// The bias of an LSTM whose forget gates begin open: another initializer's values, but ones for the second of four gates.
struct ForgetBias: Initializer {
  let others: any Initializer

  func values(_ shape: Shape, _ source: inout RandomSource) throws -> [Double] {
    let units = shape.count / 4
    let first = try others.values([units], &source)
    return first + [Double](repeating: 1, count: units) + (try others.values([2 * units], &source))
  }
}
