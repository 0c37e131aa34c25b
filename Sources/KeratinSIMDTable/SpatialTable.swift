/// Convolutions and pooling of one instruction set: every loop runs over neighbouring channels.
public protocol SpatialTable: Sendable {
  /// The lanes of a register: the columns of a narrow panel; wide ones have twice as many.
  static var lanes: Int { get }
  /// The registers of sums that a tile keeps: the rows of a strip of a narrow panel; half as many of a wide one.
  static var tileSums: Int { get }

  /// C = A·B, rows of A being places. Of B's rows whole registers are read.
  static func multiplyPlaces(_ product: RunProduct)

  /// C = A·B, rows of A being channels.
  static func multiplyChannels(_ product: RunProduct)

  /// y[i, c] = Σ over taps of x[i, tap, c]·w[tap, c], for the places of one row.
  static func correlate(_ row: ChannelRow)

  /// sums[tap, c] += Σ over the places of one row of x[i, tap, c]·y[i, c].
  static func accumulateProducts(_ row: ChannelRow, into sums: UnsafeMutablePointer<Float>, sumRow: Int)

  /// y[i, c] = the largest of x[i, tap, c], NaN if one is NaN, −∞ if there is no tap.
  static func largest(_ row: ChannelRow)

  /// y[i, c] = v[i, tap, c] for the first tap with the largest x[i, tap, c], 0 if there is no tap.
  static func selectLargest(_ row: ChannelRow, _ v: UnsafePointer<Float>)

  /// dx[i, tap, c] += y[i, c] for the first tap with the largest x[i, tap, c].
  static func spreadToLargest(_ row: ChannelRow, into dx: UnsafeMutablePointer<Float>)

  /// y[i, c] = factor·Σ over taps of x[i, tap, c].
  static func sum(_ row: ChannelRow, factor: Float)

  /// dx[i, tap, c] += factor·y[i, c] for all taps.
  static func spread(_ row: ChannelRow, factor: Float, into dx: UnsafeMutablePointer<Float>)
}
