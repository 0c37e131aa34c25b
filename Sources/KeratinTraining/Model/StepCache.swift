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

    /// The same in every process, whatever the backend.
    var text: String {
      "\(mode) \(fields.map(\.description).joined(separator: " ")) \(hasWeights) \(inputCount) \(batchSize) \(gathers)"
    }
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

  /// The draws that plans of an earlier process had and that are to be made again, by the plans' keys.
  private var resumedDraws: [String: [SavedKey]] = [:]

  /// The keys and steps of the random numbers that the plans draw, by the plans' keys.
  var savedDraws: [String: [SavedKey]] {
    var draws = resumedDraws
    for (key, step) in entries where !step.draws.isEmpty {
      draws[key.text] = step.draws.map { draw in
        SavedKey(draw.key, UInt64(Swift.max(0, (try? draw.counter.value.scalar(as: Double.self)) ?? 0)))
      }
    }
    return draws
  }

  /// The draws that the plan for `key` is to have, if it is one of an earlier process.
  func takeResumedDraws(for key: Key) -> [(key: RandomKey, step: Int32)] {
    (resumedDraws.removeValue(forKey: key.text) ?? []).map { ($0.key, Int32(truncatingIfNeeded: $0.count)) }
  }

  /// Forgets the plans, but not what is known of the model.
  func removePlans(resuming draws: [String: [SavedKey]]) { (entries, resumedDraws) = ([], draws) }

  func removeAll() {
    entries = []
    resumedDraws = [:]
    known = [:]
  }
}
