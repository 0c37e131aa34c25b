import Foundation
import KeratinFormats
import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

/// Files in which many arrays are the same bytes, so that little becomes much.
struct SharedBytesTests {
  private func number(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private func places(of pattern: [UInt8], in bytes: [UInt8]) -> [Int] {
    (0...bytes.count - pattern.count).filter { bytes[$0...].starts(with: pattern) }
  }

  @Test func membersDoNotShareBytes() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/shared.npz"
      try NPZ.write(["a": Tensor.zeros([100]), "b": Tensor.zeros([100])], to: path)
      var bytes = Array(try Data(contentsOf: URL(filePath: path)))
      // The second entry of the directory says that its member stands where the first does.
      let entries = places(of: [0x50, 0x4B, 1, 2], in: bytes)
      try #require(entries.count == 2)
      bytes.replaceSubrange(entries[1] + 42..<entries[1] + 46, with: bytes[entries[0] + 42..<entries[0] + 46])
      try write(bytes, to: path)
      let error = #expect(throws: KeratinError.self) { try NPZ.read(path) }
      #expect(error?.expected.contains("bytes of their own") == true && error?.expected.contains(path) == true)
    }
  }

  @Test func dataSetsDoNotShareBytes() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/shared.h5"
      var tensors = ["a": Tensor.zeros([10_000])]
      for index in 0..<20 { tensors["b\(index)"] = Tensor.zeros([1]) }
      try HDF5.write(tensors, to: path)
      var bytes = Array(try Data(contentsOf: URL(filePath: path)))
      // A layout: contiguous, an address, a size. All get that of the large one, and its shape.
      let layouts = places(of: [3, 1], in: bytes)
      let large = try #require(layouts.first { bytes[($0 + 10)...].starts(with: number(40_000, 8)) })
      let small = layouts.filter { bytes[($0 + 10)...].starts(with: number(4, 8)) }
      try #require(small.count == 20)
      for place in small { bytes.replaceSubrange(place..<place + 18, with: bytes[large..<large + 18]) }
      let shape: [UInt8] = [1, 1, 0, 0, 0, 0, 0, 0]
      for place in places(of: shape + number(1, 8), in: bytes) {
        bytes.replaceSubrange(place + 8..<place + 16, with: number(10_000, 8))
      }
      try write(bytes, to: path)
      let error = #expect(throws: KeratinError.self) { try HDF5.read(path) }
      #expect(error?.expected.contains("as many elements") == true && error?.expected.contains(path) == true)
    }
  }
}
