public import KeratinGraph
internal import Synchronization

/// What a call carries beside its tensors: the mode, the path of layers, penalties collected on the way.
public final class CallContext: Sendable {
  /// True while a model is being trained: dropout drops, batch normalization uses the batch.
  public let isTraining: Bool
  /// The names of the layers whose calls are going on, outermost first.
  public let path: [String]
  private let collection: Collection

  /// Losses, shared by the contexts of all calls inside one.
  private final class Collection: Sendable {
    let losses = Mutex<[Tensor]>([])
  }

  /// The context of the call that is going on, from which layers called in it take theirs.
  @TaskLocal public static var current: CallContext?

  /// The context of a call that is inside no other.
  public convenience init(isTraining: Bool) { self.init(isTraining, [], Collection()) }

  private init(_ isTraining: Bool, _ path: [String], _ collection: Collection) {
    (self.isTraining, self.path, self.collection) = (isTraining, path, collection)
  }

  /// Losses that layers added during the call.
  public var losses: [Tensor] { collection.losses.withLock { $0 } }

  /// Adds a scalar to the loss of the step.
  public func addLoss(_ loss: Tensor) { collection.losses.withLock { $0.append(loss) } }

  /// The mask that an input of the call carries: a `bool` tensor, true at the steps that count; `nil` where all do.
  public func mask(of tensor: Tensor) -> Tensor? { tensor.mask }

  /// Runs `body` with this context as the current one, so that layers called in it take its mode and add their losses to it.
  public func run<R>(_ body: () throws -> R) rethrows -> R {
    try CallContext.$current.withValue(self, operation: body)
  }

  /// This context in another mode; losses end up in both.
  func inMode(isTraining: Bool) -> CallContext {
    isTraining == self.isTraining ? self : CallContext(isTraining, path, collection)
  }

  /// Runs `body` in the context of a call of the layer called `name`.
  func scope<R>(_ name: String, _ body: (CallContext) throws -> R) rethrows -> R {
    let inner = CallContext(isTraining, path + [name], collection)
    return try inner.run { try Trace.current.map { try $0.scope(name) { try body(inner) } } ?? body(inner) }
  }
}
