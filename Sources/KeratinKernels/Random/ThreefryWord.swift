/// What ``Threefry`` computes with: one 32-bit word, or several side by side.
protocol ThreefryWord {
  /// The sum modulo 2³².
  func adding(_ other: Self) -> Self
  /// The sum with one number modulo 2³².
  func adding(_ number: UInt32) -> Self
  /// The bits moved to the left, those that leave coming in again.
  func rotatedLeft(_ distance: UInt32) -> Self
  static func ^ (a: Self, b: Self) -> Self
}

extension UInt32: ThreefryWord {
  @inline(__always) func adding(_ other: UInt32) -> UInt32 { self &+ other }
  @inline(__always) func rotatedLeft(_ distance: UInt32) -> UInt32 { self << distance | self >> (32 - distance) }
}

extension SIMD8<UInt32>: ThreefryWord {
  @inline(__always) func adding(_ other: Self) -> Self { self &+ other }
  @inline(__always) func adding(_ number: UInt32) -> Self { self &+ Self(repeating: number) }
  @inline(__always) func rotatedLeft(_ distance: UInt32) -> Self {
    self &<< Self(repeating: distance) | self &>> Self(repeating: 32 - distance)
  }
}
