internal import KeratinGraph
internal import KeratinKernels

/// Arguments that several classes have: shapes, axes, margins.
extension ConfigReader {
  /// The shape of an input with its batch: `batch_shape`, or `batch_input_shape` of older files.
  func batchShape() throws -> Shape {
    let key = object.config["batch_shape"] == nil ? "batch_input_shape" : "batch_shape"
    let shape: Shape = try self(key)
    guard shape.rank > 0 else { throw wrong(key, "a list of at least the batch size") }
    return shape
  }

  /// Extents without the batch: a list, or one number alone.
  func extents(_ key: String) throws -> Shape {
    if let value = value(key), let extent = Int(value), extent >= 0 { return [extent] }
    return try self(key)
  }

  /// A number for each axis, or one for all: `3`, `[3, 5]`.
  func perAxis(_ key: String, or standard: Int? = nil) throws -> [Int] {
    guard let value = value(key) else {
      guard let standard else { throw missing(key, "a whole number or a list of them") }
      return [standard]
    }
    return try Int(value).map { [$0] } ?? [Int](value) ?? { throw wrong(key, "a whole number or a list of them") }()
  }

  /// Axes, or null.
  func optionalAxes(_ key: String) throws -> [Int]? { isNull(key) ? nil : try perAxis(key) }

  /// A number for each of `count` axes.
  func sizes(_ key: String, or standard: Int, count: Int) throws -> [Int] {
    let sizes = try perAxis(key, or: standard)
    guard [1, count].contains(sizes.count) else { throw wrong(key, "one number or \(count)") }
    return sizes.count == count ? sizes : [Int](repeating: sizes[0], count: count)
  }

  /// What is cut off or added at both ends of `count` axes: a number, one for each axis, or two for each.
  func margins(_ key: String, or standard: Int, count: Int) throws -> [Margin] {
    guard let value = value(key) else { return [Margin](repeating: Margin(standard), count: count) }
    if let both = Int(value) { return [Margin](repeating: Margin(both), count: count) }
    let pairs = count == 1 ? [Int](value).map { [$0] } : [[Int]](value)
    if let pairs, pairs.count == count, pairs.allSatisfy({ $0.count == 2 }) {
      return pairs.map { Margin($0[0], $0[1]) }
    }
    if count > 1, let numbers = [Int](value), numbers.count == count { return numbers.map { Margin($0) } }
    throw wrong(key, "a number, one for each axis, or two for each")
  }

  /// Numbers in one row, however many lists they are in, or one alone; `nil` for null.
  func numbers(_ key: String) throws -> [Double]? {
    guard var value = value(key), value != .null else { return nil }
    if let number = Double(value) { return [number] }
    // NumPy's arrays of one row: [[1, 2, 3]].
    while case .array(let rows) = value, rows.count == 1, case .array? = rows.first { value = rows[0] }
    return try [Double](value) ?? { throw wrong(key, "a number or a list of them") }()
  }

  /// Where the channels stand.
  func dataFormat() throws -> DataFormat {
    isNull("data_format") ? .channelsLast : try self("data_format")
  }

  /// Whether attention may not look ahead. In Keras an argument of the call, which readers of models put into the configuration.
  func usesCausalMask() throws -> Bool { try self("use_causal_mask", or: false) }

  /// Whether attention also returns its scores. In Keras an argument of the call, as ``usesCausalMask()``.
  func returnsAttentionScores() throws -> Bool { try self("return_attention_scores", or: false) }
}
