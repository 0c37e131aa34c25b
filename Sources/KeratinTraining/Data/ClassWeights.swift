internal import KeratinGraph
internal import KeratinKernels

/// Sample weights from the weights of classes: a sample's class is its label, or the largest entry of its one-hot row.
/// A class that is not named weighs 1.
func sampleWeights(_ targets: Tensor, classWeight: [Int: Double]) throws -> Tensor {
  let isOneHot = targets.rank > 1 && targets.shape[-1] > 1
  let values: [Double] = try targets.scalars()
  let width = isOneHot ? targets.shape[-1] : 1
  guard values.count == targets.shape[0] * width else {
    throw KeratinError(
      .data, expected: "one class a sample for classWeight", received: "targets of shape \(targets.shape)",
      suggestion: "sampleWeight")
  }
  let weights = (0..<targets.shape[0]).map { sample -> Float in
    let row = values[sample * width..<(sample + 1) * width]
    var label = row.startIndex
    for index in row.indices where row[index] > row[label] { label = index }
    let index = isOneHot ? label - row.startIndex : Int(Int32(rounding: row[label].rounded()))
    return Float(classWeight[index] ?? 1)
  }
  return Tensor(weights)
}
