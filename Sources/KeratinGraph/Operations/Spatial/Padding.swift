/// What a window sees where it reaches over the edge of its input. Missing elements count as zeros in convolutions, and not at all
/// in pooling.
public enum Padding: String, Sendable, Hashable, CaseIterable {
  /// The window stays inside: an axis of n elements gives ⌊(n − reach) / stride⌋ + 1, where reach = (window − 1)·dilation + 1.
  case valid
  /// ⌈n / stride⌉ results: as much is missing before the first element as after the last, or one less.
  case same
  /// ⌈n / stride⌉ results, none of which sees an element behind its own place: all that is missing is so before the first element.
  /// For convolutions of sequences.
  case causal
}
