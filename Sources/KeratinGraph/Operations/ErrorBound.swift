public import KeratinKernels

/// How far a kernel's result may lie from the exact function of the same operands, in the arithmetic of its element type.
///
/// u is the unit roundoff, γₖ = k·u / (1 − k·u).
public enum ErrorBound: Sendable, Hashable {
  /// Not at all: movement, comparison, integers, masks.
  case exact
  /// So many units in the last place of the result, or of the smallest normal number.
  case ulps(Double)
  /// γₖ·Σ|terms|: a sum of k terms per element, and so many units in the last place of the result where that is a function of the sum. The
  /// magnitude is the same kernel on the operands' absolute values. Where `spreads`, infinities and NaN may reach results that do not depend on
  /// them: any number may stand where the magnitude is not finite.
  case sum(terms: Int, ulps: Double = 0, spreads: Bool = false)
  /// 8 times the largest difference between the kernel's definition in Float and in Double on the same operands, and 4 units in
  /// the last place of its largest value; of an update, of the largest of old values, new ones and their differences.
  case definition
  /// As ``definition``, with √terms times the difference: the definition's own sums of so many terms may be exact but for one rounding,
  /// while errors of sums that are added up in the element type grow with the root of their length.
  case definitionOfSums(terms: Int)
  /// 8 times the largest change of the result, computed in Double, when the elements of every matrix among the operands change by γₖ times
  /// its largest one, and 4 units in the last place of its largest value: for algorithms whose result is exact for operands so near.
  case backward(terms: Int)
  /// An index: the element that it selects along the reduced axis equals the one that the other selects.
  case selection(AxisReduction)
}
