internal import KeratinGraph
internal import KeratinKernels

/// The shapes of the weights that an ``EinsumDense`` needs.
struct EinsumShapes {
  let kernel: Shape
  let bias: Shape?
  /// The number of inputs of each unit, and of units that each input feeds.
  let fans: (in: Int, out: Int)

  /// Throws where the equation cannot be read, or does not suit the shapes. `output` is without the batch and without elided axes.
  init(_ equation: String, _ biasAxes: String?, input: Shape, output: Shape) throws {
    func mistake(_ expected: String) -> KeratinError {
      KeratinError(
        .argument, expected: expected, received: "\"\(equation)\" for inputs \(input) and output \(output)")
    }
    let text = equation.filter { $0 != " " }
    let form = /(\.\.\.)?([a-zA-Z]+)(\.\.\.)?,([a-zA-Z]+)->(\.\.\.)?([a-zA-Z]+)(\.\.\.)?/
    guard let match = text.wholeMatch(of: form), (match.1 == nil) == (match.5 == nil),
      (match.3 == nil) == (match.7 == nil), match.1 == nil || match.3 == nil
    else { throw mistake("an equation of the form ab,bc->ac, ...b,bc->...c or ab...,bc->ac...") }
    let (inputs, weights, outputs) = (Array(match.2), Array(match.4), Array(match.6))
    for letters in [inputs, weights, outputs] where Set(letters).count != letters.count {
      throw mistake("each letter once for each tensor")
    }
    let isElided = match.1 != nil || match.3 != nil
    let elided = input.rank - inputs.count
    guard isElided ? elided >= 0 : elided == 0 else { throw mistake("an input with an axis for each letter") }
    let isLeft = match.1 != nil
    // With ... in front the batch is one of its axes.
    let given = isLeft ? output.dimensions : [input[0]] + output.dimensions
    guard given.count == outputs.count else {
      throw mistake("an output shape with an extent for each letter but the batch's")
    }
    var extents: [Character: Int] = [:]
    for (place, letter) in inputs.enumerated() { extents[letter] = input[isLeft ? elided + place : place] }
    var outputExtents: [Character: Int] = [:]
    for (letter, extent) in zip(outputs, given) {
      let own = extents[letter]
      if let own, extent != Shape.unknown, own != Shape.unknown, own != extent {
        throw mistake("axis \(letter) to be as long in input and output")
      }
      guard own != nil || weights.contains(letter) else { throw mistake("axis \(letter) to be one of input or kernel") }
      outputExtents[letter] = extent == Shape.unknown ? own ?? extent : extent
    }
    let shape = try weights.map { letter -> Int in
      guard let extent = outputExtents[letter] ?? extents[letter] else {
        throw mistake("axis \(letter) of the kernel to be one of input or output")
      }
      return extent
    }
    guard shape.allSatisfy({ $0 > 0 }) else { throw mistake("axes of the kernel with known extents of at least 1") }
    kernel = Shape(shape)
    func fan(_ isOutput: Bool) -> Int {
      zip(weights, shape).filter { (outputExtents[$0.0] != nil) == isOutput }.map(\.1).reduce(1, Shape.product)
    }
    fans = (fan(false), fan(true))
    guard let biasAxes, !biasAxes.isEmpty else {
      bias = nil
      return
    }
    guard biasAxes.allSatisfy(outputs.contains), let first = outputs.firstIndex(where: biasAxes.contains) else {
      throw mistake("bias axes that are the output's, which \"\(biasAxes)\" are not")
    }
    let dimensions = outputs[first...].map { biasAxes.contains($0) ? outputExtents[$0] ?? 1 : 1 }
    bias = Shape(dimensions + [Int](repeating: 1, count: isLeft ? 0 : elided))
  }
}
