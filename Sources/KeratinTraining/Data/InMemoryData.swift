internal import KeratinGraph
internal import KeratinKernels

/// Data that lies in memory whole: inputs, targets and weights of the same number of samples.
struct InMemoryData {
  var inputs: [Tensor]
  var targets: [Tensor]
  var sampleWeights: [Tensor?]

  /// Throws where the tensors hold no numbers, no samples, or different numbers of samples.
  init(inputs: [Tensor], targets: [Tensor] = [], sampleWeights: [Tensor?] = []) throws {
    self.inputs = inputs
    self.targets = targets
    self.sampleWeights = sampleWeights.isEmpty ? targets.map { _ in nil } : sampleWeights
    guard !inputs.isEmpty else {
      throw KeratinError(.data, expected: "at least one input", received: "none")
    }
    for (name, tensor) in named {
      _ = try tensor.buffer(for: "training data")
      guard tensor.rank > 0 else {
        throw KeratinError(
          .data, expected: "\(name) with a first axis that counts samples", received: "a tensor without axes",
          suggestion: "reshaped(to: [1, …])")
      }
    }
    guard count > 0 else {
      throw KeratinError(.data, expected: "at least one sample", received: "x of shape \(inputs[0].shape)")
    }
    if let (name, other) = named.first(where: { $0.1.shape[0] != count }) {
      throw KeratinError(
        .data, expected: "as many samples in \(name) as in \(named[0].0)", received: "\(other.shape[0]) and \(count)")
    }
  }

  /// The number of samples.
  var count: Int { inputs[0].shape[0] }

  /// The batches of `size` samples that one pass takes, the last of them perhaps shorter.
  func batchCount(of size: Int) -> Int { count / size + (count.isMultiple(of: size) ? 0 : 1) }

  /// All tensors in the order in which a step takes them.
  var fields: [Tensor] { inputs + targets + sampleWeights.compactMap { $0 } }

  /// Whether other data have the same tensors, as far as a plan is concerned.
  func hasTypes(of other: InMemoryData) -> Bool {
    func types(_ tensors: [Tensor]) -> [TensorType] { tensors.map(\.type) }
    return types(inputs) == types(other.inputs) && types(targets) == types(other.targets)
      && sampleWeights.map { $0?.type } == other.sampleWeights.map { $0?.type }
  }

  /// The tensors as a step's trace has them, put back in their places.
  func batch(_ fields: [Tensor]) -> Batch {
    asBatch.replacing(fields: fields)
  }

  /// The whole of the data as one batch.
  var asBatch: Batch { Batch(inputs: inputs, targets: targets, sampleWeights: sampleWeights) }

  /// The samples before `place` and those from it on.
  func split(at place: Int) throws -> (InMemoryData, InMemoryData) {
    (try rows(0..<place), try rows(place..<count))
  }

  /// The samples of `range`, copied.
  func rows(_ range: Range<Int>) throws -> InMemoryData {
    func cut(_ tensor: Tensor) throws -> Tensor {
      let rowBytes = tensor.type.byteCount / tensor.shape[0]
      let buffer = Buffer(byteCount: range.count * rowBytes)
      buffer.address.copyMemory(
        from: try tensor.buffer().address + range.lowerBound * rowBytes, byteCount: buffer.byteCount)
      return Tensor(
        buffer, TensorType(Shape([range.count] + tensor.shape.dimensions.dropFirst()), tensor.elementType))
    }
    return try InMemoryData(
      inputs: inputs.map(cut), targets: targets.map(cut), sampleWeights: sampleWeights.map { try $0.map(cut) })
  }

  /// All tensors by what they are: `x`, or `x[1]` where there are several inputs; `y`, `sampleWeight`.
  var named: [(String, Tensor)] {
    func numbered(_ name: String, _ tensors: [Tensor]) -> [(String, Tensor)] {
      tensors.enumerated().map { (tensors.count == 1 ? name : "\(name)[\($0)]", $1) }
    }
    return numbered("x", inputs) + numbered("y", targets) + numbered("sampleWeight", sampleWeights.compactMap { $0 })
  }
}
