/// A priori bounds on what rounding does to a sum or a product, in any order of evaluation, with fused multiply-add or not.
///
/// Source: Higham, "Accuracy and Stability of Numerical Algorithms", 2nd edition, 2002, chapter 3.
public enum RoundingBound {
  /// The unit roundoff u, half the distance from 1 to the next number of the type: 2⁻²⁴ for `Float`, 2⁻⁵³ for `Double`.
  public static func unit<T: FloatingScalar>(_ type: T.Type) -> Double { T.ulpOfOne.asDouble / 2 }

  /// γₖ = k·u / (1 − k·u), the relative effect of k roundings; +∞ where k·u is 1 or more.
  ///
  /// A sum of n terms is within γₙ₋₁·Σ|xᵢ| of the exact one, an inner product of length k within γₖ·Σ|aᵢ||bᵢ|, hence
  /// |fl(A·B) − A·B| ≤ γₖ·|A|·|B|, where nothing overflows; a product of n factors within γₙ₋₁·|Πxᵢ|, where nothing
  /// underflows either.
  public static func gamma<T: FloatingScalar>(_ k: Int, _ type: T.Type) -> Double {
    let ku = Double(k) * unit(type)
    return ku < 1 ? ku / (1 - ku) : .infinity
  }
}
