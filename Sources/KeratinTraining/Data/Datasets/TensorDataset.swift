public import KeratinGraph
internal import KeratinKernels

/// Tensors in memory as a data set whose elements are the samples: the counterpart of `tf.data.Dataset.from_tensor_slices`.
///
///     let training = TensorDataset(x, y).shuffle(1000).batch(32)
public struct TensorDataset: Dataset {
  let data: Result<InMemoryData, KeratinError>

  /// The samples of tensors whose first axis counts them. Tensors that do not go together are an error of the first pass.
  public init(inputs: [Tensor], targets: [Tensor] = [], sampleWeights: [Tensor?] = []) {
    data = Result { () throws(KeratinError) in
      do {
        return try InMemoryData(inputs: inputs, targets: targets, sampleWeights: sampleWeights)
      } catch {
        throw KeratinError(wrapping: error).located(operation: "TensorDataset")
      }
    }
  }

  /// The samples of `x`, with their targets and weights.
  public init(_ x: Tensor, _ y: Tensor? = nil, sampleWeight: Tensor? = nil) {
    self.init(inputs: [x], targets: y.map { [$0] } ?? [], sampleWeights: sampleWeight.map { [$0] } ?? [])
  }

  public var cardinality: Cardinality {
    if case .success(let data) = data { .finite(data.count) } else { .unknown }
  }

  public func makeIterator() throws -> () throws -> Batch? {
    let data = try self.data.get()
    var next = 0
    return {
      guard next < data.count else { return nil }
      defer { next += 1 }
      let row = try data.rows(next..<next + 1).asBatch
      // A sample has no batch axis.
      return row.replacing(
        fields: try row.fields.map { field in
          Tensor(try field.buffer(), TensorType(field.shape.droppingFirst, field.elementType))
        })
    }
  }
}
