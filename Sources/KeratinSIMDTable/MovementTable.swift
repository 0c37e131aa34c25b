/// Kernels that move elements, and conversions. Those on `Float` serve every type of four bytes: they do not look at the bits.
public struct MovementTable: Sendable {
  /// y[i] = value for i below count.
  public typealias Fill = @Sendable (_ value: Float, _ y: UnsafeMutablePointer<Float>, _ count: Int) -> Void

  /// y[i·rowY + j] = x[i·rowX + j·step]; any strides.
  public typealias CopyRows =
    @Sendable (
      _ x: UnsafePointer<Float>, _ rowX: Int, _ step: Int, _ y: UnsafeMutablePointer<Float>, _ rowY: Int, _ rows: Int,
      _ length: Int
    ) -> Void

  /// y[i·rowY + j] = x[j·rowX + i]: `rows` rows of `length` elements out of columns.
  public typealias Transpose =
    @Sendable (
      _ x: UnsafePointer<Float>, _ rowX: Int, _ y: UnsafeMutablePointer<Float>, _ rowY: Int, _ rows: Int, _ length: Int
    ) -> Void

  /// x[j·step] += y[j] for j below count, in that order.
  public typealias Accumulate =
    @Sendable (
      _ y: UnsafePointer<Float>, _ x: UnsafeMutablePointer<Float>, _ step: Int, _ count: Int
    ) -> Void

  /// y[i, :] = table[indices[i], :] for i below count, all `outside` for an index outside 0..<rows.
  public typealias Gather =
    @Sendable (
      _ table: UnsafePointer<Float>, _ rows: Int, _ length: Int, _ indices: UnsafePointer<Int32>, _ outside: Float,
      _ y: UnsafeMutablePointer<Float>, _ count: Int
    ) -> Void

  /// table = 0, then table[indices[i], :] += y[i, :] for i below count, in that order, indices outside passed over; of
  /// rows of `length` elements `width` from the given addresses on.
  public typealias GatherAdjoint =
    @Sendable (
      _ y: UnsafePointer<Float>, _ indices: UnsafePointer<Int32>, _ count: Int, _ table: UnsafeMutablePointer<Float>,
      _ rows: Int, _ length: Int, _ width: Int
    ) -> Void

  /// y[i] = x[i] in another type.
  public typealias Conversion<From, To> =
    @Sendable (
      _ x: UnsafePointer<From>, _ y: UnsafeMutablePointer<To>, _ count: Int
    ) -> Void

  public let fill: Fill
  public let copyRows: CopyRows
  public let transpose: Transpose
  public let accumulate: Accumulate
  public let gather: Gather
  public let gatherAdjoint: GatherAdjoint
  public let conversions: Conversions

  public init(
    fill: @escaping Fill, copyRows: @escaping CopyRows, transpose: @escaping Transpose,
    accumulate: @escaping Accumulate, gather: @escaping Gather, gatherAdjoint: @escaping GatherAdjoint,
    conversions: Conversions
  ) {
    self.fill = fill
    self.copyRows = copyRows
    self.transpose = transpose
    self.accumulate = accumulate
    self.gather = gather
    self.gatherAdjoint = gatherAdjoint
    self.conversions = conversions
  }

  /// Floats round to nearest; to integers they truncate and saturate, NaN to 0.
  public struct Conversions: Sendable {
    public let intToFloat: Conversion<Int32, Float>
    public let byteToFloat: Conversion<UInt8, Float>
    public let doubleToFloat: Conversion<Double, Float>
    public let floatToInt: Conversion<Float, Int32>
    public let byteToInt: Conversion<UInt8, Int32>
    public let floatToByte: Conversion<Float, UInt8>
    public let intToByte: Conversion<Int32, UInt8>
    public let floatToDouble: Conversion<Float, Double>

    public init(
      intToFloat: @escaping Conversion<Int32, Float>, byteToFloat: @escaping Conversion<UInt8, Float>,
      doubleToFloat: @escaping Conversion<Double, Float>, floatToInt: @escaping Conversion<Float, Int32>,
      byteToInt: @escaping Conversion<UInt8, Int32>, floatToByte: @escaping Conversion<Float, UInt8>,
      intToByte: @escaping Conversion<Int32, UInt8>, floatToDouble: @escaping Conversion<Float, Double>
    ) {
      self.intToFloat = intToFloat
      self.byteToFloat = byteToFloat
      self.doubleToFloat = doubleToFloat
      self.floatToInt = floatToInt
      self.byteToInt = byteToInt
      self.floatToByte = floatToByte
      self.intToByte = intToByte
      self.floatToDouble = floatToDouble
    }
  }
}
