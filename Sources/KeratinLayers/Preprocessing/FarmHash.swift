/// FarmHash's 64-bit fingerprint, with which TensorFlow and so Keras put strings into buckets.
///
/// Source: Geoff Pike, FarmHash (github.com/google/farmhash), `farmhashna::Hash64`, whose results never change.
enum FarmHash {
  private static let k0: UInt64 = 0xc3a5_c85c_97cb_3127
  private static let k1: UInt64 = 0xb492_b66f_be98_f273
  private static let k2: UInt64 = 0x9ae1_6a3b_2f90_404f

  static func fingerprint(_ bytes: [UInt8]) -> UInt64 {
    switch bytes.count {
    case 0...16: upTo16(bytes)
    case 17...32: upTo32(bytes)
    case 33...64: upTo64(bytes)
    default: long(bytes)
    }
  }

  private static func fetch(_ bytes: [UInt8], _ start: Int, count: Int = 8) -> UInt64 {
    (0..<count).reduce(0) { $0 | UInt64(bytes[start + $1]) << UInt64(8 * $1) }
  }

  private static func rotate(_ value: UInt64, _ bits: UInt64) -> UInt64 { value >> bits | value << (64 - bits) }
  private static func shiftMix(_ value: UInt64) -> UInt64 { value ^ value >> 47 }

  private static func mix(_ u: UInt64, _ v: UInt64, _ factor: UInt64) -> UInt64 {
    let a = shiftMix((u ^ v) &* factor)
    return shiftMix((v ^ a) &* factor) &* factor
  }

  private static func upTo16(_ bytes: [UInt8]) -> UInt64 {
    let count = bytes.count
    let factor = k2 &+ UInt64(count) &* 2
    if count >= 8 {
      let a = fetch(bytes, 0) &+ k2
      let b = fetch(bytes, count - 8)
      return mix(rotate(b, 37) &* factor &+ a, (rotate(a, 25) &+ b) &* factor, factor)
    }
    if count >= 4 {
      let a = fetch(bytes, 0, count: 4)
      return mix(UInt64(count) &+ a << 3, fetch(bytes, count - 4, count: 4), factor)
    }
    if count == 0 { return k2 }
    let y = UInt32(bytes[0]) &+ UInt32(bytes[count / 2]) << 8
    let z = UInt32(count) &+ UInt32(bytes[count - 1]) << 2
    return shiftMix(UInt64(y) &* k2 ^ UInt64(z) &* k0) &* k2
  }

  private static func upTo32(_ bytes: [UInt8]) -> UInt64 {
    let count = bytes.count
    let factor = k2 &+ UInt64(count) &* 2
    let a = fetch(bytes, 0) &* k1
    let b = fetch(bytes, 8)
    let c = fetch(bytes, count - 8) &* factor
    let d = fetch(bytes, count - 16) &* k2
    return mix(rotate(a &+ b, 43) &+ rotate(c, 30) &+ d, a &+ rotate(b &+ k2, 18) &+ c, factor)
  }

  private static func upTo64(_ bytes: [UInt8]) -> UInt64 {
    let count = bytes.count
    let factor = k2 &+ UInt64(count) &* 2
    let a = fetch(bytes, 0) &* k2
    let b = fetch(bytes, 8)
    let c = fetch(bytes, count - 8) &* factor
    let d = fetch(bytes, count - 16) &* k2
    let y = rotate(a &+ b, 43) &+ rotate(c, 30) &+ d
    let z = mix(y, a &+ rotate(b &+ k2, 18) &+ c, factor)
    let e = fetch(bytes, 16) &* factor
    let f = fetch(bytes, 24)
    let g = (y &+ fetch(bytes, count - 32)) &* factor
    let h = (z &+ fetch(bytes, count - 24)) &* factor
    return mix(rotate(e &+ f, 43) &+ rotate(g, 30) &+ h, e &+ rotate(f &+ a, 18) &+ g, factor)
  }

  private static func long(_ bytes: [UInt8]) -> UInt64 {
    let seed: UInt64 = 81
    var x = seed &* k2 &+ fetch(bytes, 0)
    var y = seed &* k1 &+ 113
    var z = shiftMix(y &* k2 &+ 113) &* k2
    var (v, w): ((UInt64, UInt64), (UInt64, UInt64)) = ((0, 0), (0, 0))
    let blocks = (bytes.count - 1) / 64
    for block in 0..<blocks {
      round(bytes, 64 * block, k1, 1, &x, &y, &z, &v, &w)
    }
    let factor = k1 &+ (z & 0xff) << 1
    w.0 = w.0 &+ UInt64((bytes.count - 1) % 64)
    v.0 = v.0 &+ w.0
    w.0 = w.0 &+ v.0
    round(bytes, bytes.count - 64, factor, 9, &x, &y, &z, &v, &w)
    return mix(
      mix(v.0, w.0, factor) &+ shiftMix(y) &* k0 &+ z, mix(v.1, w.1, factor) &+ x, factor)
  }

  /// One block of 64 bytes.
  private static func round(
    _ bytes: [UInt8], _ start: Int, _ factor: UInt64, _ weight: UInt64, _ x: inout UInt64, _ y: inout UInt64,
    _ z: inout UInt64, _ v: inout (UInt64, UInt64), _ w: inout (UInt64, UInt64)
  ) {
    x = rotate(x &+ y &+ v.0 &+ fetch(bytes, start + 8), 37) &* factor
    y = rotate(y &+ v.1 &+ fetch(bytes, start + 48), 42) &* factor
    x ^= w.1 &* weight
    y = y &+ v.0 &* weight &+ fetch(bytes, start + 40)
    z = rotate(z &+ w.0, 33) &* factor
    v = weak(bytes, start, v.1 &* factor, x &+ w.0)
    w = weak(bytes, start + 32, z &+ w.1, y &+ fetch(bytes, start + 16))
    swap(&z, &x)
  }

  private static func weak(_ bytes: [UInt8], _ start: Int, _ a: UInt64, _ b: UInt64) -> (UInt64, UInt64) {
    let first = a &+ fetch(bytes, start)
    let last = fetch(bytes, start + 24)
    let second = rotate(b &+ first &+ last, 21)
    let sum = first &+ fetch(bytes, start + 8) &+ fetch(bytes, start + 16)
    return (sum &+ last, second &+ rotate(sum, 44) &+ first)
  }
}
