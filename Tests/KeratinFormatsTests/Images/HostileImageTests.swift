#if Images
  import KeratinFormats
  import KeratinGraph
  import KeratinTestSupport
  import KeratinTraining
  import Testing

  /// Images made by hand to do harm.
  struct HostileImageTests {
    private func chunks(_ name: String) throws -> PNGChunks {
      PNGChunks(try Fixture("image_files")[name].tensor("file").integers.map { UInt8(truncatingIfNeeded: $0) })
    }

    private func read(_ bytes: [UInt8]) throws {
      try withTemporaryFolder { folder in
        try write(bytes, to: folder + "/image.png")
        let images = try imageDatasetFromDirectory(folder, labels: nil, imageSize: (4, 4), shuffle: false)
        _ = try images.elements()
      }
    }

    /// libpng takes the first header and, once it has all pixels, looks no further.
    @Test(arguments: ["png_rgb", "png_16_bits"]) func aSecondHeaderDoesNotSizeTheMemory(_ name: String) throws {
      let original = try chunks(name)
      try read(original.bytes)
      for place in 0...original.chunks.count {
        for size: UInt32 in [1, 4096] {
          var png = original
          var header = original.chunks[0].content
          header.replaceSubrange(0..<8, with: PNGChunks.number(size) + PNGChunks.number(size))
          png.chunks.insert(("IHDR", header), at: place)
          // What stands behind the end is not looked at.
          if place == original.chunks.count {
            try read(png.bytes)
          } else {
            let error = #expect(throws: KeratinError.self, "\(size) in place \(place)") { try read(png.bytes) }
            #expect(error?.description.contains("image.png") == true)
          }
        }
      }
    }

    @Test func theHeaderComesFirst() throws {
      var png = try chunks("png_rgb")
      png.chunks.swapAt(0, 1)
      let error = #expect(throws: KeratinError.self) { try read(png.bytes) }
      #expect(error?.expected.contains("first chunk") == true)
    }

    @Test func headersOfOtherLengthsAreRefused() throws {
      for length in [0, 12, 14] {
        var png = try chunks("png_rgb")
        png.chunks[0].content = Array((png.chunks[0].content + [0]).prefix(length))
        #expect(throws: KeratinError.self) { try read(png.bytes) }
      }
    }
  }
#endif
