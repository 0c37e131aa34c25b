public import KeratinKernels

/// The element type of layers that are not given one: float32, unless changed for a task.
///
/// float64 runs on the Naive backend and is meant for checking: gradients, fixtures.
public enum FloatPolicy {
  /// The element type in force.
  @TaskLocal public static var elementType: ElementType = .float32

  /// Runs `body` with `elementType` as the type of layers made in it.
  public static func with<R>(_ elementType: ElementType, _ body: () throws -> R) rethrows -> R {
    try $elementType.withValue(elementType, operation: body)
  }
}
