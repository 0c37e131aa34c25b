import KeratinKernels
import Testing

@Suite struct BufferTests {
  @Test(arguments: [0, 1, 63, 64, 1000]) func isAligned(_ byteCount: Int) {
    let buffer = Buffer(byteCount: byteCount)
    #expect(Int(bitPattern: buffer.address) % Buffer.alignment == 0)
    #expect(buffer.byteCount == byteCount)
  }

  @Test(arguments: [(1 << 21) - 1, 1 << 21, 5 << 20]) func isWritableToItsEnd(_ byteCount: Int) {
    let buffer = Buffer(byteCount: byteCount)
    buffer.address.initializeMemory(as: UInt8.self, repeating: 7, count: byteCount)
    #expect(Int(bitPattern: buffer.address) % (byteCount < 1 << 21 ? Buffer.alignment : 1 << 21) == 0)
    #expect(Buffer(copying: buffer).withElements(UInt8.self) { $0.last } == 7)
  }

  @Test func copiesElementsAndBuffers() {
    let elements: [Int32] = [1, -2, 3]
    let buffer = Buffer(copying: elements)
    let copy = Buffer(copying: buffer)
    #expect(copy.address != buffer.address)
    #expect(copy.withElements(Int32.self) { Array($0) } == elements)
    #expect(Buffer(copying: [Float]()).withElements(Float.self) { $0.count } == 0)
  }
}
