internal import KeratinGraph
internal import KeratinKernels

/// Two parts of a data set, which is read into memory: the counterpart of `keras.utils.split_dataset`.
///
///     let (training, test) = try splitDataset(TensorDataset(x, y), leftSize: 0.8)
///
/// What was put into batches by ``Dataset/batch(_:dropRemainder:)`` is split by samples, and each part is in batches again.
///
/// - Parameters:
///   - leftSize: the size of the first part, which takes the first samples; what the other leaves by default.
///   - rightSize: the size of the second part, which takes the last samples; what the other leaves by default.
///   - shuffle: whether the samples are brought into random order before; false by default.
///   - seed: makes that order the same in each run; by default it follows from ``setRandomSeed(_:)``.
/// - Throws: ``KeratinError`` where a part would be empty or both would be larger than the whole, and what the data set throws.
public func splitDataset(
  _ dataset: any Dataset, leftSize: PartSize? = nil, rightSize: PartSize? = nil, shuffle: Bool = false,
  seed: UInt64? = nil
) throws -> (left: any Dataset, right: any Dataset) {
  func failure(_ expected: String, _ received: String) -> KeratinError {
    KeratinError(.argument, expected: expected, received: received, operation: "splitDataset")
  }
  if let prefetched = dataset as? PrefetchedDataset {
    let parts = try splitDataset(
      prefetched.source, leftSize: leftSize, rightSize: rightSize, shuffle: shuffle, seed: seed)
    return (parts.left.prefetch(prefetched.bufferSize), parts.right.prefetch(prefetched.bufferSize))
  }
  if let batched = dataset as? BatchedDataset {
    let parts = try splitDataset(
      batched.source, leftSize: leftSize, rightSize: rightSize, shuffle: shuffle, seed: seed)
    return (
      parts.left.batch(batched.batchSize, dropRemainder: batched.dropsRemainder),
      parts.right.batch(batched.batchSize, dropRemainder: batched.dropsRemainder)
    )
  }
  guard leftSize != nil || rightSize != nil else { throw failure("leftSize, rightSize or both", "neither") }
  guard dataset.cardinality != .infinite else { throw failure("a data set that ends", "one without end") }
  var elements = try dataset.elements()
  let count = elements.count
  func samples(_ size: PartSize?, _ name: String) throws -> Int? {
    switch size {
    case nil: return nil
    case .samples(let number)?:
      guard number > 0, number < count else { throw failure("\(name) of 1 to \(count - 1) samples", "\(number)") }
      return number
    case .share(let share)?:
      guard share > 0, share < 1 else { throw failure("\(name) as a share between 0 and 1", "\(share)") }
      return Int((share * Double(count)).rounded(.toNearestOrEven))
    }
  }
  let (given, other) = try (samples(leftSize, "leftSize"), samples(rightSize, "rightSize"))
  let left = given ?? count - (other ?? 0)
  let right = other ?? count - left
  guard left > 0, right > 0, left <= count - right else {
    throw failure("two parts with samples, together at most \(count)", "\(left) and \(right) samples")
  }
  if shuffle {
    var random = RandomSource(seed.map { RandomKey(seed: $0) } ?? RandomState.nextKey())
    elements = random.permutation(count).map { elements[Int($0)] }
  }
  return (ElementDataset(Array(elements.prefix(left))), ElementDataset(Array(elements.suffix(right))))
}
