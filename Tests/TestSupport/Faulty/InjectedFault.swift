/// A way in which a kernel can be wrong.
public enum InjectedFault: Sendable, CaseIterable {
  /// One element is 1e-3 too large (1 in integer types).
  case offset
  /// The last element is not written.
  case missingTail
  /// What was in the result before is added to it.
  case accumulating
  /// The bits differ from call to call, as where threads race.
  case varying
  /// A flag is read the other way round: `transposeA` of products of square matrices; nothing elsewhere.
  case transposed
  /// One byte after the result is written.
  case outOfBounds
  /// One byte after the workspace is written, by products; nothing elsewhere.
  case outOfWorkspace

  /// The faults that every result can have.
  public static let general: [InjectedFault] = [.offset, .missingTail, .accumulating, .varying, .outOfBounds]
}
