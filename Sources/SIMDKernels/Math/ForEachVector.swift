/// Calls `body` with the place of each vector of a row and its number of elements: a literal where it is whole, so that nothing is masked.
@inline(__always)
func forEachVector(of count: Int, _ body: (_ place: Int, _ width: Int) -> Void) {
  var i = 0
  while i &+ lanes <= count {
    body(i, lanes)
    i &+= lanes
  }
  if i < count { body(i, count &- i) }
}
