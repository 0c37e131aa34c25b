internal import KeratinGraph
internal import KeratinKernels

/// The steps that a model has planned, by what they are for. All share one arena.
final class StepCache {
  /// What a step is for: another mode, other input shapes or another backend need another plan.
  struct Key: Hashable {
    let mode: StepMode
    let fields: [TensorType]
    let hasWeights: [Bool]
    let inputCount: Int
    let batchSize: Int
    let gathers: Bool
    let backend: String
    let backendType: ObjectIdentifier
  }

  /// How many plans are kept; more shapes than that and the one not used for longest goes.
  static let capacity = 16

  let arena = Arena()
  private var known: [[TensorType]: [TensorType]] = [:]
  private var entries: [(key: Key, step: PlannedStep)] = []

  /// The step for `key`, made with `make` if it is not there.
  func step(_ key: Key, make: () throws -> PlannedStep) rethrows -> PlannedStep {
    if let index = entries.firstIndex(where: { $0.key == key }) {
      let entry = entries.remove(at: index)
      entries.append(entry)
      return entry.step
    }
    let step = try make()
    if entries.count == StepCache.capacity { entries.removeFirst() }
    entries.append((key, step))
    return step
  }

  /// The types of the outputs for inputs of these types, found with `find` if they are not known.
  func outputTypes(_ inputs: [TensorType], find: () throws -> [TensorType]) rethrows -> [TensorType] {
    if let outputs = known[inputs] { return outputs }
    let outputs = try find()
    if known.count == StepCache.capacity { known = [:] }
    known[inputs] = outputs
    return outputs
  }

  func removeAll() {
    entries = []
    known = [:]
  }
}
