import Foundation
import KeratinFormats
import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import KeratinTraining
import Testing

/// Damaged images, IDX files, archives and pickles: an error or a value, never a trap.
struct DamagedDataTests {
  private func file(_ fixture: String, _ name: String) throws -> [UInt8] {
    let sample = try Fixture(fixture)[name]
    return try #require(sample["file"].first).integers.map { UInt8(truncatingIfNeeded: $0) }
  }

  /// Reads some hundred damaged files; for longer, KERATIN_FUZZ_SECONDS says how long.
  private func expectErrorsAlone(_ bytes: [UInt8], _ name: String, _ read: ([UInt8]) throws -> Void) throws {
    try read(bytes)
    let seconds = ProcessInfo.processInfo.environment["KERATIN_FUZZ_SECONDS"].flatMap { Double($0) }
    var damage = Damage(seed: seconds == nil ? 1 : UInt64.random(in: 0...UInt64.max))
    let start = ContinuousClock.now
    var (count, refused) = (0, 0)
    while seconds.map({ ContinuousClock.now - start < .seconds($0) }) ?? (count < 500) {
      do {
        try read(damage.damaged(bytes))
      } catch {
        refused += 1
        #expect((error as? KeratinError)?.description.contains("damaged") == true, "\(error)")
      }
      count += 1
    }
    #expect(refused > 0)
    if seconds != nil { print("\(name): \(count) files, \(refused) refused") }
  }

  #if Images
    private func readImage(_ folder: String, _ bytes: [UInt8]) throws {
      try write(bytes, to: folder + "/damaged.png")
      _ = try imageDatasetFromDirectory(folder, labels: nil, imageSize: (4, 4), shuffle: false).elements()
    }

    @Test(arguments: [
      "png_rgb", "png_palette", "png_1_bit", "png_16_bits", "png_alpha_rgb", "jpeg", "jpeg_progressive",
    ])
    func images(_ name: String) throws {
      let bytes = try file("image_files", name)
      try withTemporaryFolder { folder in
        try expectErrorsAlone(bytes, name) { try readImage(folder, $0) }
      }
    }

    /// What is in the chunks is damaged, or they are doubled, dropped and exchanged, but their checksums are right.
    @Test(arguments: ["png_rgb", "png_palette", "png_16_bits"]) func chunks(_ name: String) throws {
      let original = PNGChunks(try file("image_files", name))
      var damage = Damage(seed: 2)
      try withTemporaryFolder { folder in
        try readImage(folder, original.bytes)
        for _ in 0..<500 {
          var png = original
          for _ in 0...damage.below(2) where !png.chunks.isEmpty {
            let (place, other) = (damage.below(png.chunks.count), damage.below(png.chunks.count))
            switch damage.below(5) {
            case 0: png.chunks.insert(png.chunks[other], at: place)
            case 1: png.chunks.swapAt(place, other)
            case 2: png.chunks.remove(at: place)
            case 3: png.chunks[place].name = png.chunks[other].name
            default: png.chunks[place].content = damage.damaged(png.chunks[place].content)
            }
          }
          do {
            try readImage(folder, png.bytes)
          } catch {
            #expect((error as? KeratinError)?.description.contains("damaged") == true, "\(error)")
          }
        }
      }
    }
  #endif

  @Test func idx() throws {
    let packed = try file("datasets", "fashion")
    let plain: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4]
    try withTemporaryFolder { folder in
      for bytes in [packed, plain] {
        try expectErrorsAlone(bytes, "idx") {
          try write($0, to: folder + "/damaged.idx")
          _ = try IDX.read(folder + "/damaged.idx")
        }
      }
      // No elements, but extents whose product is no number.
      let vast: [UInt8] = [0, 0, 8, 4, 0, 0, 0, 0] + [UInt8](repeating: 255, count: 12)
      try write(vast, to: folder + "/damaged.idx")
      #expect(throws: KeratinError.self) { try IDX.read(folder + "/damaged.idx") }
    }
  }

  @Test func tar() throws {
    func member(_ name: String, _ content: [UInt8]) -> [UInt8] {
      var header = Array(name.utf8) + [UInt8](repeating: 0, count: 512 - name.utf8.count)
      header.replaceSubrange(124..<135, with: Array(String(content.count, radix: 8).leftPadded(to: 11).utf8))
      return header + content + [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
    }
    let archive =
      member("folder/a", [1, 2, 3]) + member("folder/b", [UInt8](repeating: 7, count: 600))
      + [UInt8](repeating: 0, count: 1024)
    try expectErrorsAlone(archive, "tar") { _ = try Tar.members(["a", "b"], of: $0, source: "damaged") }
  }

  /// The pickle in a member of an npz file that is stored as it is.
  private func pickle() throws -> [UInt8] {
    let bytes = try file("datasets", "reuters")
    let starts = bytes.indices.filter { bytes[$0...].starts(with: [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]) }
    let start = try #require(
      starts.first { String(decoding: bytes[$0..<min($0 + 128, bytes.count)], as: UTF8.self).contains("|O") })
    let header = 10 + Int(bytes[start + 8]) + Int(bytes[start + 9]) << 8
    let end = try #require(
      bytes.indices.first { $0 > start && bytes[$0...].starts(with: [0x50, 0x4B]) && bytes[$0 - 1] == 0x2E })
    return Array(bytes[(start + header)..<end])
  }

  @Test func pickles() throws {
    try expectErrorsAlone(pickle(), "pickle") { _ = try PickledLists.sequences($0[...], source: "damaged") }
  }

  @Test func picklesThatAreDeepOrGrowAreRefused() throws {
    func refuse(_ bytes: [UInt8]) {
      #expect(throws: KeratinError.self) { try PickledLists.sequences(bytes[...], source: "pickle") }
    }
    let depth = 1_000_000
    // A million lists, each in the next; the same of tuples; and of lists that are made first and put together from above.
    refuse([UInt8](repeating: 0x5D, count: depth) + [UInt8](repeating: 0x61, count: depth - 1) + [0x2E])
    refuse([0x29] + [UInt8](repeating: 0x85, count: depth) + [0x2E])
    let chain = (1...depth).flatMap { place -> [UInt8] in
      [0x5D, 0x94, 0x61, 0x6A] + [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: place >> $0) }
    }
    refuse([0x5D, 0x94] + chain + [0x2E])
    // A list of 1000 numbers, 1000 times.
    let list: [UInt8] = [0x5D, 0x71, 0, 0x28] + (0..<1000).flatMap { _ in [0x4B, 1] as [UInt8] } + [0x65, 0x30]
    let same = (0..<1000).flatMap { _ in [0x68, 0] as [UInt8] }
    refuse(list + [0x29, 0x29, 0x81, 0x5D, 0x28] + same + [0x65, 0x85, 0x62, 0x2E])
  }
}

extension String {
  fileprivate func leftPadded(to width: Int) -> String {
    String(repeating: "0", count: max(0, width - count)) + self
  }
}
