internal import CVector

typealias Words = SIMD16<UInt32>

/// 32 neighbouring elements' random bits: Threefry-2x32 with 20 rounds on 16 neighbouring blocks, whose first words go
/// to the first 16 elements and whose second words to the other 16.
@inline(__always)
func threefry(_ key0: UInt32, _ key1: UInt32, _ block: Int) -> (Words, Words) {
  let key2 = 0x1bd1_1bda ^ key0 ^ key1
  // The first block's number is a multiple of 16: no lane carries into the high word.
  let low = UInt32(truncatingIfNeeded: block) &+ key0
  var x = vector_words(vector_lanes()) &+ Words(repeating: low)
  var y = Words(repeating: UInt32(truncatingIfNeeded: block &>> 32) &+ key1)
  evenRounds(&x, &y)
  inject(&x, &y, key1, key2 &+ 1)
  oddRounds(&x, &y)
  inject(&x, &y, key2, key0 &+ 2)
  evenRounds(&x, &y)
  inject(&x, &y, key0, key1 &+ 3)
  oddRounds(&x, &y)
  inject(&x, &y, key1, key2 &+ 4)
  evenRounds(&x, &y)
  inject(&x, &y, key2, key0 &+ 5)
  return (x, y)
}

@inline(__always)
private func inject(_ x: inout Words, _ y: inout Words, _ first: UInt32, _ second: UInt32) {
  x = x &+ Words(repeating: first)
  y = y &+ Words(repeating: second)
}

@inline(__always)
private func evenRounds(_ x: inout Words, _ y: inout Words) {
  round(&x, &y, 13)
  round(&x, &y, 15)
  round(&x, &y, 26)
  round(&x, &y, 6)
}

@inline(__always)
private func oddRounds(_ x: inout Words, _ y: inout Words) {
  round(&x, &y, 17)
  round(&x, &y, 29)
  round(&x, &y, 16)
  round(&x, &y, 24)
}

@inline(__always)
private func round(_ x: inout Words, _ y: inout Words, _ distance: UInt32) {
  x = x &+ y
  y = vector_rotate(y, distance) ^ x
}
