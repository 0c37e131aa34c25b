import Foundation
import KeratinFormats
import KeratinGraph
import KeratinTestSupport
import Testing

/// Files larger than the machine's memory.
struct HugeFileTests {
  @Test func whatDoesNotFitIntoMemoryIsNotRead() throws {
    try withTemporaryFolder { folder in
      for name in ["a.npy", "a.npz", "a.h5", "a.safetensors"] {
        let path = folder + "/" + name
        try write([], to: path)
        // A hole: 8 TB that take no place on the disk.
        let file = try #require(FileHandle(forWritingAtPath: path))
        try file.truncate(atOffset: 1 << 43)
        try file.close()
        let error = #expect(throws: KeratinError.self) {
          switch name {
          case "a.npy": _ = try NPY.read(path)
          case "a.npz": _ = try NPZ.read(path)
          case "a.h5": _ = try HDF5.read(path)
          default: _ = try Safetensors.read(path)
          }
        }
        #expect(error?.expected.contains("memory") == true && error?.expected.contains(path) == true)
      }
    }
  }
}
