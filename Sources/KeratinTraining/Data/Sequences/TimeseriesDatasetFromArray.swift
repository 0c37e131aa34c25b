public import KeratinGraph
internal import KeratinKernels

/// Windows that slide over a series, in batches: the counterpart of `keras.utils.timeseries_dataset_from_array`.
///
/// Window i holds the steps s, s + samplingRate, …, s + (sequenceLength − 1) · samplingRate of the data, where s = startIndex + i · sequenceStride.
/// To predict the step after each window of 10 steps:
///
///     let windows = try timeseriesDatasetFromArray(series[..<134], series[10...], sequenceLength: 10)
///
/// - Parameters:
///   - data: the series, its first axis counting steps.
///   - targets: for each step, what belongs to the window that begins there; `nil` for windows alone.
///   - sequenceLength: the steps of a window.
///   - sequenceStride: the steps between the beginnings of two windows; 1 by default.
///   - samplingRate: the steps between two steps of a window; 1 by default.
///   - batchSize: the windows of a batch; 128 by default, `nil` for windows one by one, without a batch axis.
///   - shuffle: whether each pass takes the windows in another random order; false by default.
///   - seed: makes the orders the same in each run; by default they follow from ``setRandomSeed(_:)``.
///   - startIndex: where the data begin that are used; 0 by default.
///   - endIndex: where they end, not included; by default with the series.
/// - Throws: ``KeratinError`` for a window longer than the data, and for numbers that are not in their range.
public func timeseriesDatasetFromArray(
  _ data: Tensor, _ targets: Tensor?, sequenceLength: Int, sequenceStride: Int = 1, samplingRate: Int = 1,
  batchSize: Int? = 128, shuffle: Bool = false, seed: UInt64? = nil, startIndex: Int? = nil, endIndex: Int? = nil
) throws -> any Dataset {
  func require(_ condition: Bool, _ expected: String, _ received: String) throws {
    if condition { return }
    throw KeratinError(
      .argument, expected: expected, received: received, operation: "timeseriesDatasetFromArray")
  }
  for (name, tensor) in [("data", data), ("targets", targets ?? data)] {
    _ = try tensor.buffer(for: "timeseriesDatasetFromArray")
    try require(tensor.rank > 0, "\(name) with an axis that counts steps", "a tensor without axes")
  }
  let count = data.shape[0]
  let (start, end) = (startIndex ?? 0, endIndex ?? count)
  try require(sequenceLength >= 1, "sequenceLength of at least 1", "\(sequenceLength)")
  try require(
    sequenceStride >= 1 && (sequenceStride < count || sequenceStride == 1),
    "sequenceStride of at least 1 and lower than the data's \(count) steps", "\(sequenceStride)")
  try require(
    samplingRate >= 1 && (samplingRate < count || samplingRate == 1),
    "samplingRate of at least 1 and lower than the data's \(count) steps", "\(samplingRate)")
  try require(batchSize ?? 1 >= 1, "batchSize of at least 1", "\(batchSize ?? 1)")
  try require(start >= 0 && start < max(count, 1), "startIndex in 0..<\(count)", "\(start)")
  try require(end > start && end <= count, "endIndex higher than \(start), at most \(count)", "\(end)")
  let (span, overflows) = (sequenceLength - 1).multipliedReportingOverflow(by: samplingRate)
  try require(
    !overflows && span < end - start, "a window no longer than the \(end - start) steps of the data",
    "sequenceLength \(sequenceLength) with samplingRate \(samplingRate)")
  var beginnings = end - start - span
  if let targets {
    beginnings = min(beginnings, targets.shape[0])
    try require(
      targets.shape[0] >= start + beginnings, "targets for the \(start + beginnings) first steps",
      "\(targets.shape[0])")
  }
  let windows = beginnings / sequenceStride + (beginnings.isMultiple(of: sequenceStride) ? 0 : 1)
  try require((1...Int(Int32.max)).contains(windows), "1 to \(Int32.max) windows", "\(windows)")
  return TimeseriesDataset(
    data: data, targets: targets, start: start, length: sequenceLength, stride: sequenceStride, rate: samplingRate,
    windows: windows, batchSize: batchSize,
    key: shuffle ? seed.map { RandomKey(seed: $0) } ?? RandomState.nextKey() : nil)
}
