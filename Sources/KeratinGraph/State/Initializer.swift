public import KeratinKernels

/// A rule that gives a variable its first values.
///
/// Values are computed in Double above all backends, so that a seed gives the same bits everywhere.
public protocol Initializer: Sendable {
  /// Values for a variable of `shape`, row-major. Throws where the shape does not suit the rule.
  func values(_ shape: Shape, _ source: inout RandomSource) throws -> [Double]
}
