/// Equations for ``EinsumDense`` and `einsum` between axes that are numbered, letters after the alphabet's order.
enum AttentionEquations {
  private static func letter(_ index: Int) -> Character { Character(UnicodeScalar(UInt8(97 + index % 26))) }

  private static func letters(_ range: Range<Int>) -> String { String(range.map(letter)) }

  /// From `free` axes that stay and `bound` ones that are summed over to the free ones and `outputs` new ones; a bias for the new ones.
  static func projection(free: Int, bound: Int, outputs: Int) -> (equation: String, biasAxes: String) {
    let kept = letters(0..<free)
    let summed = letters(free..<free + bound)
    let made = letters(free + bound..<free + bound + outputs)
    return ("\(kept)\(summed),\(summed)\(made)->\(kept)\(made)", made)
  }

  /// Scores of projected keys and queries, and sums of projected values by scores.
  ///
  /// Queries and keys are `[batch axes…, attention axes…, heads, channels]` with `rank` axes; scores `[batch axes…, heads, query
  /// axes…, key axes…]`.
  static func attention(rank: Int, axes: [Int]) -> (scores: String, combination: String) {
    let target = (0..<rank).map(letter)
    var source = target
    for (offset, axis) in axes.enumerated() { source[axis] = letter(rank + offset) }
    let batch = (0..<rank - 1).filter { !axes.contains($0) }
    let product = String(batch.map { target[$0] } + axes.map { target[$0] } + axes.map { source[$0] })
    return ("\(String(source)),\(String(target))->\(product)", "\(product),\(String(source))->\(String(target))")
  }
}
