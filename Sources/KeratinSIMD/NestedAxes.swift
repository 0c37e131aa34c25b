internal import KeratinKernels
internal import KeratinSIMDTable

/// The axes of a reduction sorted into those around a kernel call and those within: a call takes the last two axes,
/// one kept and one reduced, and the reduced ones further out.
struct NestedAxes {
  /// The kept axes around a call.
  let kept: StridedAxes
  /// The reduced axes further out.
  private let outerReduced: StridedAxes
  /// True if the last axis is the reduced one.
  let areRows: Bool
  /// How many results a call makes.
  let resultsAPlace: Int
  /// The distance between what two neighbouring results are made of.
  let rowStride: Int
  private let extent: Int

  /// `memory` has room for two numbers an axis.
  init(_ descriptor: Reduction, _ memory: UnsafeMutablePointer<Int>) {
    let rank = descriptor.extents.count
    let (extents, strides) = (memory, memory + rank)
    // The kept axes fill the memory from the front, the reduced ones from behind, both outermost first.
    var (front, back) = (0, rank)
    var stride = 1
    var axis = rank
    while axis > 0 {
      axis -= 1
      if axis < rank - 2 && descriptor.isReduced[axis] {
        back -= 1
        extents[back] = descriptor.extents[axis]
        strides[back] = stride
      }
      stride *= descriptor.extents[axis]
    }
    for axis in 0..<rank {
      stride /= max(descriptor.extents[axis], 1)
      if axis < rank - 2 && !descriptor.isReduced[axis] {
        extents[front] = descriptor.extents[axis]
        strides[front] = stride
        front += 1
      }
    }
    kept = StridedAxes(extents: extents, strides: strides, count: front)
    outerReduced = StridedAxes(extents: extents + back, strides: strides + back, count: rank - back)
    areRows = descriptor.isReduced[rank - 1]
    let (before, last) = (descriptor.extents[rank - 2], descriptor.extents[rank - 1])
    resultsAPlace = areRows ? before : last
    extent = areRows ? last : before
    rowStride = last
  }

  /// The number of runs along the innermost reduced axis.
  var outerReducedSize: Int { outerReduced.size }

  /// What one call reduces.
  var nest: ReductionNest {
    ReductionNest(
      extent: extent, stride: areRows ? 1 : rowStride, outerCount: outerReduced.count,
      outerExtents: outerReduced.extents, outerStrides: outerReduced.strides)
  }
}
