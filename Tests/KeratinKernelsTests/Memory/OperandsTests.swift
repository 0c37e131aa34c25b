import KeratinKernels
import Testing

@Suite struct OperandsTests {
  @Test func readsAndWritesItsBuffers() {
    let floats = Buffer(copying: [1, 2, 3] as [Float])
    let integers = Buffer(copying: [7, 8] as [Int32])
    let table = [
      Operand(address: floats.address, count: 3), Operand(address: integers.address, count: 2),
      Operand(address: floats.address, count: 0),
    ]
    table.withUnsafeBufferPointer { table in
      let operands = Operands(table.baseAddress!, count: table.count)
      let count = operands.count
      #expect(count == 3)
      let read = operands.elements(1, as: Int32.self)
      let unwanted = operands.elements(2, as: Float.self)
      let counts = [read.count, unwanted.count]
      let second = read[1]
      #expect(counts == [2, 0])
      #expect(second == 8)
      var written = operands.mutableElements(0, as: Float.self)
      written[2] = 9
    }
    #expect(floats.withElements(Float.self) { Array($0) } == [1, 2, 9])
    withExtendedLifetime(integers) {}
  }
}
