import KeratinKernels
import Testing

@Suite struct WorkspaceTests {
  @Test func roundsEachPieceUpToACacheLine() {
    #expect(Workspace.bytes(0, of: Float.self) == 0)
    #expect(Workspace.bytes(1, of: Float.self) == 64)
    #expect(Workspace.bytes(16, of: Float.self) == 64)
    #expect(Workspace.bytes(17, of: Float.self) == 128)
    #expect(Workspace.bytes(9, of: Double.self) == 128)
    #expect(Workspace.bytes(65, of: UInt8.self) == 128)
  }

  @Test func piecesAreAlignedAndApart() {
    let buffer = Buffer(byteCount: 192)
    var workspace = Workspace(buffer.address, byteCount: buffer.byteCount)
    var floats = workspace.take(3, of: Float.self)
    var bytes = workspace.take(1, of: UInt8.self)
    let empty = workspace.take(0, of: Double.self)
    var doubles = workspace.take(8, of: Double.self)
    for i in floats.indices { floats[i] = 1 }
    bytes[0] = 2
    for i in doubles.indices { doubles[i] = 3 }
    let counts = [floats.count, bytes.count, empty.count, doubles.count]
    #expect(counts == [3, 1, 0, 8])
    #expect(buffer.address.load(as: Float.self) == 1)
    #expect((buffer.address + 64).load(as: UInt8.self) == 2)
    #expect((buffer.address + 128).load(as: Double.self) == 3)
  }
}
