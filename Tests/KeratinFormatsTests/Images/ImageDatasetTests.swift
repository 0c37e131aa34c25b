#if Images
  import Foundation
  import KeratinFormats
  import KeratinGraph
  import KeratinKernels
  import KeratinTestSupport
  import KeratinTraining
  import Testing

  /// Images of a folder are those that Keras reads.
  @Suite struct ImageDatasetTests {
    private func images() throws -> [FixtureCase] {
      try Fixture("image_files").cases.filter { !$0.name.hasPrefix("order") }
    }

    private func bytes(_ sample: FixtureCase) throws -> [UInt8] {
      try sample.tensor("file").integers.map { UInt8(truncatingIfNeeded: $0) }
    }

    private func dataset(_ folder: String, _ settings: FixtureValue) throws -> ImageDataset {
      let size = try #require(settings["image_size"].ints)
      return try imageDatasetFromDirectory(
        folder, labels: nil, colorMode: settings["color_mode"].string.flatMap { ColorMode(rawValue: $0) } ?? .rgb,
        batchSize: nil, imageSize: (size[0], size[1]), shuffle: false,
        interpolation: settings["interpolation"].string.flatMap { ImageInterpolation(rawValue: $0) } ?? .bilinear,
        cropToAspectRatio: settings["crop_to_aspect_ratio"].bool ?? false,
        padToAspectRatio: settings["pad_to_aspect_ratio"].bool ?? false)
    }

    @Test func imagesAreKeras() throws {
      for sample in try images() {
        try withTemporaryFolder { folder in
          try write(bytes(sample), to: "\(folder)/image.png")
          let element = try #require(try dataset(folder, sample.settings).elements().first)
          let expected = try sample.tensor("outputs")
          #expect(element.x.shape.dimensions == expected.shape && element.targets.isEmpty, "\(sample)")
          let values = try element.x.scalars(as: Float.self)
          // Pixels, and what bilinear and nearest make of them, to the bit. The other two sum in another order: roundings of 16 products of
          // numbers up to 255 by weights up to 1.
          let method = sample.settings["interpolation"].string
          let bound: Float = method == "bicubic" || method == "area" ? 0x1p-24 * 255 * 40 : 0
          let difference = zip(values, expected.floats).map { abs($0 - $1) }.max() ?? .infinity
          #expect(difference <= bound, "\(sample)")
        }
      }
    }

    @Test func ordersAndPartsAreKeras() throws {
      try withTemporaryFolder { folder in
        let pixel = try bytes(Fixture("image_files")["png_grey_rgb"])
        for (kind, count) in [("b", 7), ("a", 6)] {
          for number in 0..<count { try write(pixel, to: "\(folder)/\(kind)/\(number).png") }
        }
        for sample in try Fixture("image_files").cases where sample.name.hasPrefix("order") {
          let settings = sample.settings
          let dataset = try imageDatasetFromDirectory(
            folder, imageSize: (1, 1), seed: UInt64(try #require(settings["seed"].int)), validationSplit: 0.3,
            subset: settings["subset"].string.flatMap { DirectorySubset(rawValue: $0) })
          let paths = try #require(settings["paths"].array).compactMap(\.string)
          #expect(dataset.filePaths.map { String($0.dropFirst(folder.count + 1)) } == paths, "\(sample)")
          #expect(dataset.classNames == ["a", "b"])
        }
      }
    }

    @Test func labelsComeFromFolders() throws {
      try withTemporaryFolder { folder in
        let pixel = try bytes(Fixture("image_files")["png_grey_rgb"])
        let names = [
          "cat/b.png", "cat/a.PNG", "dog/c.jpg", "dog/deep/d.jpeg", "dog/notes.txt", ".hidden/e.png", "top.png",
        ]
        for name in names { try write(pixel, to: "\(folder)/\(name)") }
        func batch(_ mode: LabelMode?, _ classes: [String]? = nil) throws -> Batch {
          let dataset = try imageDatasetFromDirectory(
            folder, labelMode: mode, classNames: classes, imageSize: (2, 2), shuffle: false)
          #expect(dataset.cardinality == .finite(1))
          return try #require(try dataset.elements().first)
        }
        let whole = try batch(.int)
        #expect(whole.x.shape == [4, 2, 2, 3] && whole.y.elementType == .int32)
        #expect(try whole.y.scalars(as: Int32.self) == [0, 0, 1, 1])
        #expect(try batch(.int, ["dog", "cat"]).y.scalars(as: Int32.self) == [0, 0, 1, 1])
        #expect(try batch(.categorical).y.scalars(as: Float.self) == [1, 0, 1, 0, 0, 1, 0, 1])
        let binary = try batch(.binary).y
        #expect(try binary.shape == [4, 1] && binary.scalars(as: Float.self) == [0, 0, 1, 1])
        #expect(try batch(nil).targets.isEmpty)
        let given = try imageDatasetFromDirectory(
          folder + "/dog", labels: .list([5, 2]), batchSize: nil, imageSize: (2, 2), shuffle: false)
        #expect(given.classNames == ["2", "5"])
        #expect(given.filePaths.map { $0.split(separator: "/").last } == ["c.jpg", "d.jpeg"])
        #expect(try given.elements().map { try $0.y.scalar(as: Int32.self) } == [5, 2])
      }
    }

    @Test func passesAreShuffledAndTrainable() throws {
      try withTemporaryFolder { folder in
        let pixel = try bytes(Fixture("image_files")["png_grey_rgb"])
        for number in 0..<20 { try write(pixel, to: "\(folder)/\(number % 2)/\(number).png") }
        let dataset = try imageDatasetFromDirectory(folder, batchSize: 8, imageSize: (3, 3), seed: 5)
        let passes = try (0..<2).map { _ in try dataset.elements().flatMap { try $0.y.scalars(as: Int32.self) } }
        #expect(passes[0].count == 20 && passes[0].reduce(0, +) == 10 && passes[0] != passes[1])
        #expect(try dataset.prefetch(2).elements().map(\.count) == [8, 8, 4])
      }
    }

    @Test func damagedFilesAreNamed() throws {
      try withTemporaryFolder { folder in
        func expectError(_ name: String, _ bytes: [UInt8]) throws {
          let path = "\(folder)/\(name)/image.png"
          try write(bytes, to: path)
          let dataset = try imageDatasetFromDirectory("\(folder)/\(name)", labels: nil, imageSize: (4, 4))
          let error = #expect(throws: KeratinError.self, "\(name)") { try dataset.elements() }
          #expect(error?.kind == .file && error?.expected.contains(path) == true, "\(name)")
        }
        let png = try bytes(Fixture("image_files")["png_rgb"])
        let jpeg = try bytes(Fixture("image_files")["jpeg"])
        for length in [0, 1, 8, 20, 33, 40, 60, png.count - 20] {
          try expectError("png\(length)", Array(png.prefix(length)))
        }
        for length in [3, 20, 200, jpeg.count - 30] { try expectError("jpeg\(length)", Array(jpeg.prefix(length))) }
        try expectError("text", Array("no image at all".utf8))
        var flipped = png
        flipped[45] ^= 0xFF
        try expectError("flipped", flipped)
        // Headers that claim more than the file can hold.
        var wide = png
        wide.replaceSubrange(16..<24, with: [0, 0, 0x20, 0, 0, 0, 0x20, 0])
        try expectError("wide", wide)
        wide.replaceSubrange(16..<24, with: [0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF])
        try expectError("widest", wide)
        wide.replaceSubrange(16..<24, with: [0, 0, 0, 0, 0, 0, 0, 5])
        try expectError("empty", wide)
        if let frame = jpeg.indices.first(where: { jpeg[$0] == 0xFF && $0 + 1 < jpeg.count && jpeg[$0 + 1] == 0xC0 }) {
          var large = jpeg
          large.replaceSubrange(frame + 5..<frame + 9, with: [0xFF, 0, 0xFF, 0])
          try expectError("large", large)
        }
      }
    }

    @Test func foldersThatCannotBeAreExplained() throws {
      try withTemporaryFolder { folder in
        func error(_ make: () throws -> ImageDataset) -> KeratinError? {
          #expect(throws: KeratinError.self) { try make() }
        }
        #expect(error { try imageDatasetFromDirectory(folder + "/none") }?.kind == .file)
        #expect(error { try imageDatasetFromDirectory(folder) }?.expected.contains("a subfolder") == true)
        try write([], to: folder + "/a/notes.txt")
        #expect(
          error { try imageDatasetFromDirectory(folder) }?.expected.contains("files ending in .jpeg, .jpg, .png")
            == true)
        try write([], to: folder + "/a/1.png")
        #expect(error { try imageDatasetFromDirectory(folder + "/a/1.png") }?.kind == .file)
        #expect(error { try imageDatasetFromDirectory(folder, classNames: ["b"]) }?.received == "'b'")
        #expect(
          error { try imageDatasetFromDirectory(folder, labelMode: .binary) }?.expected.contains("two classes") == true)
        #expect(error { try imageDatasetFromDirectory(folder, labels: .list([1, 2])) } != nil)
        #expect(error { try imageDatasetFromDirectory(folder, labels: .list([-1])) } != nil)
        #expect(error { try imageDatasetFromDirectory(folder, batchSize: 0) } != nil)
        #expect(error { try imageDatasetFromDirectory(folder, imageSize: (0, 5)) } != nil)
        #expect(error { try imageDatasetFromDirectory(folder, batchSize: .max, imageSize: (1 << 16, 1 << 16)) } != nil)
        if ProcessInfo.processInfo.physicalMemory < 206_000_000_000 {
          let large = error { try imageDatasetFromDirectory(folder, batchSize: 16, imageSize: (1 << 15, 1 << 15)) }
          #expect(large?.expected.contains("memory") == true)
        }
        #expect(error { try imageDatasetFromDirectory(folder, validationSplit: 0.5) } != nil)
        #expect(error { try imageDatasetFromDirectory(folder, validationSplit: 0.5, subset: .training) } != nil)
        #expect(
          error { try imageDatasetFromDirectory(folder, seed: 1, validationSplit: 0.5, subset: .training) } != nil)
        #expect(error { try imageDatasetFromDirectory(folder, seed: 1, validationSplit: 1, subset: .training) } != nil)
        #expect(error { try imageDatasetFromDirectory(folder, subset: .training) } != nil)
        #expect(error { try imageDatasetFromDirectory(folder, cropToAspectRatio: true, padToAspectRatio: true) } != nil)
        #expect(error { try imageDatasetFromDirectory(folder, seed: .max) } != nil)
      }
    }
  }
#endif
