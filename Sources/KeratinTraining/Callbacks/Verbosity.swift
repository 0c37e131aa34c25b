/// How much `fit`, `evaluate` and `predict` print.
public enum Verbosity: String, Sendable, Hashable, CaseIterable {
  /// A progress bar on a terminal, a line an epoch elsewhere.
  case auto
  /// Nothing.
  case silent
  /// A progress bar.
  case bar
  /// A line an epoch.
  case line
}
