internal import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

/// Throws unless targets and predictions, their ranks matched, have one shape.
func requireSameShape(_ target: TensorType, _ prediction: TensorType, loss: String) throws {
  guard target.shape != prediction.shape else { return }
  throw shapeMismatch(target, prediction, loss: loss)
}

/// Throws unless `target` and `prediction` have one shape, but for the number of samples and an axis of extent 1 at the end.
///
/// - Parameter suggestion: what to try for two shapes that do not match; by default as many units as the targets ask for.
func requireMatchingShape(
  _ target: TensorType, _ prediction: TensorType, loss: String,
  suggestion: (_ target: Shape, _ prediction: Shape) -> String? = { _, _ in nil }
) throws {
  let (a, b) = matchingRanks(target.shape, prediction.shape)
  guard a.rank == 0 || b.rank == 0 || a.droppingFirst != b.droppingFirst else { return }
  throw shapeMismatch(
    target, TensorType(prediction.shape.withUnknownBatch, prediction.elementType), loss: loss,
    suggestion: suggestion(a, b)
      ?? (a.rank == b.rank && a.dimensions.dropLast().dropFirst() == b.dimensions.dropLast().dropFirst()
        ? "a last layer with \(a[-1]) units" : nil))
}

func shapeMismatch(
  _ target: TensorType, _ prediction: TensorType, loss: String, expected: String? = nil, suggestion: String? = nil
) -> KeratinError {
  KeratinError(
    .shape, expected: expected ?? "targets of the shape of the predictions, \(prediction.shape)",
    received: "targets of shape \(target.shape)", operation: loss, suggestion: suggestion)
}

/// Throws unless all targets are numbers: no NaN, no infinity.
func requireFinite(_ targets: Tensor, loss: String) throws {
  guard targets.elementType.isFloating else { return }
  try requireElements(
    of: targets, loss: loss, expected: "finite targets", suggestion: "dropping or filling in what is missing",
    where: \.isFinite)
}

/// Throws unless `isGood` holds for all targets, naming the first for which it does not.
@inline(__always)
func requireElements(
  of targets: Tensor, loss: String, expected: String, suggestion: String, where isGood: (Double) -> Bool
) throws {
  guard let bad = try firstElement(of: targets, where: { !isGood($0) }) else { return }
  throw KeratinError(
    .data, expected: expected, received: "\(bad.number) in \(bad.place)", operation: loss, suggestion: suggestion)
}

func requireSmoothing(_ smoothing: Double, loss: String) throws {
  guard !(0...1).contains(smoothing) else { return }
  throw KeratinError(
    .argument, expected: "labelSmoothing between 0 and 1", received: "\(smoothing)", operation: loss)
}

/// Targets of classes, smoothed: y·(1 − s) + s/classes.
func smoothed(_ y: Tensor, _ smoothing: Double, classes: Int) -> Tensor {
  smoothing == 0 ? y : y * (1 - smoothing) + smoothing / Double(max(classes, 1))
}

/// Requires targets of yes-or-no questions.
func requireYesOrNo(_ targets: Tensor, loss: String) throws {
  try requireElements(
    of: targets, loss: loss, expected: "targets in 0...1",
    suggestion: "labels 0 and 1; meanSquaredError for other numbers"
  ) { $0 >= 0 && $0 <= 1 }
}

/// Requires one-hot targets of the predictions' shape.
func requireClassTargets(_ targets: Tensor, prediction: TensorType, loss: String) throws {
  try requireMatchingShape(targets.type, prediction, loss: loss) { target, prediction in
    target[-1] == 1 || target.rank < prediction.rank
      ? "sparseCategoricalCrossentropy, if targets are labels" : nil
  }
  try requireFinite(targets, loss: loss)
}

/// An element of targets, and where it was found.
struct TargetElement {
  let value: Double
  /// `sample 3`, or `sample 3 at [0, 2]`.
  let place: String

  /// The value as a person writes it: `10`, `0.5`, `nan`.
  var number: String { Int(exactly: value).map(String.init) ?? "\(value)" }

  fileprivate init(_ value: Double, index: Int, shape: Shape) {
    self.value = value
    var position: [Int] = []
    var rest = index
    for extent in shape.dimensions.reversed() {
      position.insert(rest % max(extent, 1), at: 0)
      rest /= max(extent, 1)
    }
    let isSingle = shape.droppingFirst.count == 1
    place = "sample \(position.first ?? 0)" + (isSingle ? "" : " at \(Array(position.dropFirst()))")
  }
}

/// The first element of concrete targets for which `isBad` holds, in one pass over the memory.
@inline(__always)
func firstElement(of targets: Tensor, where isBad: (Double) -> Bool) throws -> TargetElement? {
  let (buffer, count) = (try targets.buffer(for: "checking targets"), targets.count)
  func search<S: Scalar>(_: S.Type) -> (index: Int, value: Double)? {
    buffer.withElements(S.self) { elements in
      for index in 0..<count where isBad(elements[index].asDouble) { return (index, elements[index].asDouble) }
      return nil
    }
  }
  // Named types, so that each loop is compiled for its own.
  let bad =
    switch targets.elementType {
    case .float32: search(Float.self)
    case .float64: search(Double.self)
    case .int32: search(Int32.self)
    case .uint8, .bool: search(UInt8.self)
    }
  return bad.map { TargetElement($0.value, index: $0.index, shape: targets.shape) }
}
