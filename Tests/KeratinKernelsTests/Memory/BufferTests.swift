import KeratinKernels
import Testing

@Suite struct BufferTests {
  @Test(arguments: [0, 1, 63, 64, 1000]) func isAligned(_ byteCount: Int) {
    let buffer = Buffer(byteCount: byteCount)
    #expect(Int(bitPattern: buffer.address) % Buffer.alignment == 0)
    #expect(buffer.byteCount == byteCount)
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
