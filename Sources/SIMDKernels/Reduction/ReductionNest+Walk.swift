internal import KeratinSIMDTable

extension ReductionNest {
  /// The number of runs along the innermost axis.
  @inline(__always)
  var outerSize: Int {
    var size = 1
    for axis in 0..<outerCount { size &*= outerExtents![axis] }
    return size
  }

  /// The number of elements that become one.
  @inline(__always)
  var count: Int { extent &* outerSize }

  /// Where run `index` begins.
  @inline(__always)
  func offset(_ index: Int) -> Int {
    var rest = index
    var offset = 0
    var axis = outerCount
    while axis > 0 {
      axis &-= 1
      let quotient = rest / outerExtents![axis]
      offset &+= (rest &- quotient &* outerExtents![axis]) &* outerStrides![axis]
      rest = quotient
    }
    return offset
  }
}
