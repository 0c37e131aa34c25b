internal import KeratinKernels

extension Shape {
  /// How many inputs each unit of a weight of this shape has, and how many units each input feeds.
  ///
  /// The last two extents are inputs and units; those before them, the window of a convolution, multiply both. With one axis
  /// both are its extent, with none 1.
  var fans: (in: Int, out: Int) {
    if rank < 2 { return (count, count) }
    let window = dimensions.dropLast(2).reduce(1, *)
    return (window * self[-2], window * self[-1])
  }
}
