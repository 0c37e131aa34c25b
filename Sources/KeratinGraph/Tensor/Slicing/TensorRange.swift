/// What may stand in a tensor's subscript: an index, a range, `.all`, `.newAxis`, `.ellipsis`, `.stride(from:to:by:)`.
///
/// Negative numbers count from the end. Swift's ranges must rise even so: what Python writes `1:-1` is
/// `.stride(from: 1, to: -1)`.
///
///     x[0]                     // the first row
///     x[1..<3, .all, -1]       // rows 1 and 2, the last channel
///     x[.stride(by: -1)]       // rows in reverse
///     x[.ellipsis, .newAxis]   // one axis more, at the end
public protocol TensorRange: Sendable {
  /// What this takes along its axis.
  var slice: AxisSlice { get }
}

extension AxisSlice: TensorRange {
  public var slice: AxisSlice { self }
}

extension TensorRange where Self == AxisSlice {
  /// The whole axis.
  public static var all: AxisSlice { .range(start: nil, end: nil, step: 1) }
  /// A new axis of extent 1.
  public static var newAxis: AxisSlice { .insertion }
  /// All of the axes that no other item names.
  public static var ellipsis: AxisSlice { .rest }
  /// Every `by`th index from `from` on, before `to`.
  public static func stride(from: Int? = nil, to: Int? = nil, by: Int = 1) -> AxisSlice {
    .range(start: from, end: to, step: by)
  }
}

extension Int: TensorRange {
  public var slice: AxisSlice { .index(self) }
}

extension Range: TensorRange where Bound == Int {
  public var slice: AxisSlice { .range(start: lowerBound, end: upperBound, step: 1) }
}

extension ClosedRange: TensorRange where Bound == Int {
  public var slice: AxisSlice { .range(start: lowerBound, end: end(after: upperBound), step: 1) }
}

extension PartialRangeFrom: TensorRange where Bound == Int {
  public var slice: AxisSlice { .range(start: lowerBound, end: nil, step: 1) }
}

extension PartialRangeUpTo: TensorRange where Bound == Int {
  public var slice: AxisSlice { .range(start: nil, end: upperBound, step: 1) }
}

extension PartialRangeThrough: TensorRange where Bound == Int {
  public var slice: AxisSlice { .range(start: nil, end: end(after: upperBound), step: 1) }
}

/// The end of a range that includes `last`; after the last index, -1, the axis ends.
private func end(after last: Int) -> Int? { last == -1 || last == .max ? nil : last + 1 }
