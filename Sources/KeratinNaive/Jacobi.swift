internal import KeratinKernels

/// More sweeps over all pairs than Jacobi's methods need: they converge quadratically, in some ten.
let mostSweeps = 64

/// Cosine c and sine s of the smaller angle with which (c, −s; s, c) makes the symmetric matrix (a, b; b, d) diagonal.
func jacobiRotation(_ a: Double, _ b: Double, _ d: Double) -> (c: Double, s: Double) {
  if b == 0 { return (1, 0) }
  let cotangent = (d - a) / (2 * b)
  let root = (cotangent * cotangent + 1).squareRoot()
  let tangent = cotangent < 0 ? -1 / (root - cotangent) : 1 / (root + cotangent)
  let c = 1 / (tangent * tangent + 1).squareRoot()
  return (c, tangent * c)
}

/// Sorts by insertion; equal elements keep their order.
func sort(_ order: inout MutableSpan<Int32>, by isBefore: (Int, Int) -> Bool) {
  for end in order.indices {
    var place = end
    while place > 0, isBefore(Int(order[place]), Int(order[place - 1])) {
      let index = order[place]
      order[place] = order[place - 1]
      order[place - 1] = index
      place -= 1
    }
  }
}
