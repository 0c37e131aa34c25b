internal import KeratinKernels

/// Sums of products over axes that letters name: NumPy's `einsum` of two tensors.
///
///     einsum("bij,bjk->bik", a, b)      // matrix products, one for each b
///     einsum("btd,dhk->bthk", x, w)     // the last axis of x with the first of w
///
/// An axis of the result has the letter of an axis of `a` or `b`; what letters not in the result name is summed over. `...` stands
/// for axes without letters, those of `a` and `b` aligned at the last, where 1 broadcasts; they must be in the result too. One product of
/// matrices does the work, and nothing is copied where letters already stand in its order.
///
/// - Parameters:
///   - equation: letters of `a`, a comma, letters of `b`, `->`, letters of the result, each once in each. Blanks mean nothing.
///   - a: the first factor, a floating tensor with a value.
///   - b: the second.
/// - Returns: a tensor that carries an error where the equation cannot be read, or does not suit the shapes.
public func einsum(
  _ equation: String, _ a: Tensor, _ b: Tensor, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let (a, b) = Tensor.promoted(a, b)
  return a.attempting("einsum", site: CallSite(file, line)) {
    if let error = a.error ?? b.error { throw error }
    guard a.symbolic == nil, b.symbolic == nil else {
      throw KeratinError(
        .state, expected: "tensors with a value", received: "a functional tensor",
        suggestion: "EinsumDense, or einsum inside a Lambda")
    }
    let letters = try EinsumEquation(equation, a.shape, b.shape)
    return letters.product(a, b)
  }
}

/// The axes of two factors and of their product, each with a name of its own.
private struct EinsumEquation {
  /// A letter, or the place from the end of an axis that `...` stands for.
  enum Axis: Hashable {
    case letter(Character)
    case elided(Int)
  }

  let a: [Axis]
  let b: [Axis]
  let result: [Axis]

  init(_ equation: String, _ first: Shape, _ second: Shape) throws {
    let text = equation.filter { $0 != " " }
    let sides = text.components(around: "->")
    let factors = sides.first.map { $0.components(around: ",") } ?? []
    guard sides.count == 2, factors.count == 2 else {
      throw KeratinError(
        .argument, expected: "an equation such as \"ab,bc->ac\" for two tensors", received: "\"\(equation)\"")
    }
    a = try Self.axes(factors[0], rank: first.rank, equation)
    b = try Self.axes(factors[1], rank: second.rank, equation)
    let elided = (a + b).map { if case .elided(let place) = $0 { place } else { 0 } }.max() ?? 0
    result = try Self.axes(sides[1], elided: elided, equation)
    try check(equation, first, second)
  }

  private static func axes(_ text: String, rank: Int, _ equation: String) throws -> [Axis] {
    let letters = text.replacingEllipsis(with: "").count
    let hasEllipsis = letters != text.count
    guard hasEllipsis ? letters <= rank : letters == rank else {
      throw KeratinError(
        .shape, expected: "a tensor with an axis for each letter of \"\(text)\" in \"\(equation)\"",
        received: "\(rank) axes")
    }
    return try axes(text, elided: rank - letters, equation)
  }

  private static func axes(_ text: String, elided: Int, _ equation: String) throws -> [Axis] {
    let parts = text.components(around: "...")
    guard parts.count <= 2, parts.joined().allSatisfy(\.isLetter) else {
      throw KeratinError(
        .argument, expected: "letters and at most one ... for each tensor", received: "\"\(equation)\"")
    }
    let before = parts[0].map { Axis.letter($0) }
    let axes =
      parts.count == 1
      ? before
      : before + (0..<elided).reversed().map { Axis.elided($0 + 1) } + parts[1].map { Axis.letter($0) }
    guard Set(axes).count == axes.count else {
      throw KeratinError(
        .argument, expected: "each letter once for a tensor", received: "\"\(equation)\"")
    }
    return axes
  }

  private func check(_ equation: String, _ first: Shape, _ second: Shape) throws {
    for axis in result where !a.contains(axis) && !b.contains(axis) {
      throw KeratinError(
        .argument, expected: "every axis of the result to be one of the factors'", received: "\"\(equation)\"")
    }
    let elided = (a + b).filter { if case .elided = $0 { true } else { false } }
    guard elided.allSatisfy(result.contains) else {
      throw KeratinError(.argument, expected: "... in the result too", received: "\"\(equation)\"")
    }
    for (place, axis) in a.enumerated() {
      guard let other = b.firstIndex(of: axis) else { continue }
      let (x, y) = (first[place], second[other])
      let broadcasts = result.contains(axis) && (x == 1 || y == 1)
      guard x == y || broadcasts else {
        throw KeratinError(
          .shape, expected: "axes with the same letter in \"\(equation)\" to be equally long",
          received: "shapes \(first) and \(second)")
      }
    }
  }

  /// The product; the factors exchanged where that saves transposing it.
  func product(_ first: Tensor, _ second: Tensor) -> Tensor {
    func place(_ axes: [Axis], without others: [Axis]) -> Int {
      result.firstIndex { axes.contains($0) && !others.contains($0) } ?? result.count
    }
    return place(b, without: a) < place(a, without: b)
      ? product((second, b), (first, a)) : product((first, a), (second, b))
  }

  private typealias Factor = (tensor: Tensor, axes: [Axis])

  private func product(_ first: Factor, _ second: Factor) -> Tensor {
    let (x, y) = (summed(first, unlessIn: second.axes), summed(second, unlessIn: first.axes))
    let summedOver = x.axes.filter { y.axes.contains($0) && !result.contains($0) }
    guard !summedOver.isEmpty else { return aligned(x) * aligned(y) }
    let batch = result.filter { x.axes.contains($0) && y.axes.contains($0) }
    let rows = result.filter { x.axes.contains($0) && !y.axes.contains($0) }
    let columns = result.filter { !x.axes.contains($0) && y.axes.contains($0) }
    let (a, transposeA) = matrices(x, batch, rows, summedOver, isLeft: true)
    let (b, transposeB) = matrices(y, batch, columns, summedOver, isLeft: false)
    let c = a.matmul(b, transposeA: transposeA, transposeB: transposeB)
    func extents(_ factor: Factor, _ axes: [Axis]) -> [Int] {
      axes.map { axis in factor.axes.firstIndex(of: axis).map { factor.tensor.shape[$0] } ?? 1 }
    }
    let axes = batch + rows + columns
    let shape = Shape(Array(c.shape.dimensions.dropLast(2)) + extents(x, rows) + extents(y, columns))
    return transposed((c.reshaped(to: shape), axes), to: result)
  }

  /// The sum over axes that neither the other factor nor the result has.
  private func summed(_ factor: Factor, unlessIn others: [Axis]) -> Factor {
    let unwanted = factor.axes.indices.filter {
      !others.contains(factor.axes[$0]) && !result.contains(factor.axes[$0])
    }
    guard !unwanted.isEmpty else { return factor }
    return (factor.tensor.sum(axes: Array(unwanted)), factor.axes.filter { others.contains($0) || result.contains($0) })
  }

  /// The factor in the order of the result, with extent 1 for axes that it does not have.
  private func aligned(_ factor: Factor) -> Tensor {
    let own = result.filter(factor.axes.contains)
    let ordered = transposed(factor, to: own)
    var extents = ordered.shape.dimensions[...]
    return ordered.reshaped(to: Shape(result.map { own.contains($0) ? extents.popFirst() ?? 1 : 1 }))
  }

  /// The factor as `[batch…, rows, summed]` or, transposed, `[batch…, summed, rows]`, whichever its last axis is nearer to.
  private func matrices(
    _ factor: Factor, _ batch: [Axis], _ free: [Axis], _ summedOver: [Axis], isLeft: Bool
  ) -> (Tensor, isTransposed: Bool) {
    let endsInSummed = factor.axes.last.map(summedOver.contains) ?? true
    let last = endsInSummed ? summedOver : free
    let before = endsInSummed ? free : summedOver
    let ordered = transposed(factor, to: batch + before + last)
    let dimensions = ordered.shape.dimensions
    let extents =
      Array(dimensions.prefix(batch.count)) + [
        dimensions.dropFirst(batch.count).prefix(before.count).reduce(1, Shape.product),
        dimensions.suffix(last.count).reduce(1, Shape.product),
      ]
    return (ordered.reshaped(to: Shape(extents)), endsInSummed != isLeft)
  }

  private func transposed(_ factor: Factor, to order: [Axis]) -> Tensor {
    if factor.axes == order { return factor.tensor }
    return factor.tensor.transposed(axes: order.compactMap { factor.axes.firstIndex(of: $0) })
  }
}

extension String {
  /// The parts between occurrences of `separator`.
  fileprivate func components(around separator: String) -> [String] {
    var parts: [String] = []
    var part = ""
    var rest = self[...]
    while let next = rest.first {
      if rest.hasPrefix(separator) {
        parts.append(part)
        part = ""
        rest = rest.dropFirst(separator.count)
      } else {
        part.append(next)
        rest = rest.dropFirst()
      }
    }
    return parts + [part]
  }

  fileprivate func replacingEllipsis(with other: String) -> String {
    components(around: "...").joined(separator: other)
  }
}
