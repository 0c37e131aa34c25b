/// What labels become: the counterpart of Keras's `label_mode`.
public enum LabelMode: String, Sendable, Hashable, CaseIterable {
  /// int32 [samples], for sparse categorical cross-entropy.
  case int
  /// float32 [samples, classes] with a 1 in the class's place.
  case categorical
  /// float32 [samples, 1] of 0 and 1, for two classes.
  case binary
}
