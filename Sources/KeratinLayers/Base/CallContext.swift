public import KeratinGraph

/// What a call carries beside its tensors: the mode, the path of layers, penalties collected on the way.
public final class CallContext: @unchecked Sendable {
  /// True while a model is being trained: dropout drops, batch normalization uses the batch.
  public let isTraining: Bool
  /// Losses that layers added during the call.
  public private(set) var losses: [Tensor] = []
  private(set) var path: [String] = []

  /// The context of the call that is going on, which layers called inside a layer's `call` share.
  @TaskLocal public static var current: CallContext?

  public init(isTraining: Bool) { self.isTraining = isTraining }

  /// Adds a scalar to the loss of the step.
  public func addLoss(_ loss: Tensor) { losses.append(loss) }

  func scope<R>(_ name: String, _ body: () throws -> R) rethrows -> R {
    path.append(name)
    defer { path.removeLast() }
    return try CallContext.$current.withValue(self) {
      try Trace.current.map { try $0.scope(name, body) } ?? body()
    }
  }

  /// Runs `body` with this context as the current one, so that layers called in it take its mode and add their losses to it.
  public func run<R>(_ body: () throws -> R) rethrows -> R {
    try CallContext.$current.withValue(self, operation: body)
  }

  /// A context of another mode whose losses end up in this one.
  func collect(from other: CallContext) { if other !== self { losses += other.losses } }
}
