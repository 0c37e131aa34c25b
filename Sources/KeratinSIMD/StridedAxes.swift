internal import KeratinKernels

/// The axes of a dense tensor that is read out of memory with strides, at addresses that someone else holds.
struct StridedAxes {
  let extents: UnsafePointer<Int>
  let strides: UnsafePointer<Int>
  let count: Int

  init(extents: UnsafePointer<Int>, strides: UnsafePointer<Int>, count: Int) {
    self.extents = extents
    self.strides = strides
    self.count = count
  }

  /// The number of elements.
  var size: Int {
    var size = 1
    for axis in 0..<count { size *= extents[axis] }
    return size
  }

  /// The first axis with this stride.
  func axis(ofStride stride: Int) -> Int? {
    for axis in 0..<count where strides[axis] == stride { return axis }
    return nil
  }

  /// The distance between neighbours along `axis` in the dense tensor.
  func denseStride(_ axis: Int) -> Int {
    var stride = 1
    for inner in axis + 1..<count { stride *= extents[inner] }
    return stride
  }

  /// Where element `index`, counted in row-major order, is read.
  func offset(_ index: Int) -> Int {
    var rest = index
    var offset = 0
    var axis = count
    while axis > 0 {
      axis -= 1
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: extents[axis])
      offset += remainder * strides[axis]
      rest = quotient
    }
    return offset
  }

  /// Where, in source and dense result, the matrix of number `index` along the last axis and `axis` begins.
  func offsets(_ index: Int, without axis: Int) -> (source: Int, result: Int) {
    var rest = index
    var (source, result) = (0, 0)
    var place = count - 1
    var dense = extents[place]
    while place > 0 {
      place -= 1
      if place != axis {
        let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: extents[place])
        source += remainder * strides[place]
        result += remainder * dense
        rest = quotient
      }
      dense *= extents[place]
    }
    return (source, result)
  }

  /// The copy that undoes `descriptor` if that visits every element of its source once, by axes in another order; `nil`
  /// if it does not. `memory` has room for three numbers an axis.
  init?(inverseOf descriptor: StridedCopy, _ memory: UnsafeMutablePointer<Int>) {
    let rank = descriptor.extents.count
    let (extents, strides, sourceStrides) = (memory, memory + rank, memory + 2 * rank)
    var dense = 1
    var axis = rank
    while axis > 0 {
      axis -= 1
      // Inserted by falling stride in the source, which is the order of its axes.
      let stride = descriptor.strides[axis]
      var place = rank - 1 - axis
      while place > 0 && sourceStrides[place - 1] < stride {
        extents[place] = extents[place - 1]
        strides[place] = strides[place - 1]
        sourceStrides[place] = sourceStrides[place - 1]
        place -= 1
      }
      extents[place] = descriptor.extents[axis]
      strides[place] = dense
      sourceStrides[place] = stride
      dense *= descriptor.extents[axis]
    }
    var expected = 1
    axis = rank
    while axis > 0 {
      axis -= 1
      if sourceStrides[axis] != expected { return nil }
      expected *= extents[axis]
    }
    self.init(extents: extents, strides: strides, count: rank)
  }
}
