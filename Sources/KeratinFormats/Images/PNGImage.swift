#if Images
  internal import CPNG
  internal import KeratinGraph

  /// A PNG file, decoded by libpng's simplified interface, which reports errors by returning.
  struct PNGImage {
    private let width: Int
    private let height: Int
    private let bytes: [UInt8]
    private let failure: (String, String) -> KeratinError

    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    static func isPNG(_ bytes: [UInt8]) -> Bool { bytes.starts(with: signature) }

    /// Keeps of the file what says how its pixels are stored. What says how they are to be shown (gamma, colour profiles) would make libpng
    /// change them, and Keras does not look at it.
    init(_ file: [UInt8], _ failure: @escaping (String, String) -> KeratinError) throws {
      self.failure = failure
      var kept = Self.signature
      var header: ArraySlice<UInt8>?
      var dataBytes = 0
      var place = 8
      func word(_ start: Int) -> Int { file[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
      while place + 12 <= file.count {
        let length = word(place)
        guard length <= file.count - place - 12 else { break }
        let name = file[place + 4..<place + 8]
        // The simplified reader ends at the pixels: of a second header behind them libpng would know nothing.
        guard name.elementsEqual("IHDR".utf8) == (place == 8), place > 8 || length == 13 else {
          throw failure("one header of 13 bytes, a PNG's first chunk", "another, or none there")
        }
        if place == 8 { header = file[place + 8..<place + 21] }
        if name.elementsEqual("IDAT".utf8) { dataBytes += length }
        // Capital letters name what a decoder must know.
        if file[place + 4] & 0x20 == 0 || name.elementsEqual("tRNS".utf8) {
          kept += file[place..<place + 12 + length]
        }
        place += 12 + length
        if name.elementsEqual("IEND".utf8) { break }
      }
      guard let header, let start = header.indices.first else {
        throw failure("a PNG's header", "\(file.count) bytes without one")
      }
      (width, height) = (word(start), word(start + 4))
      try ImagePixels.check(width: width, height: height, failure)
      // Deflate makes at most 1032 bytes of one.
      let bits = [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][file[start + 9], default: 1] * Int(file[start + 8])
      let (needed, most) = (height * ((width * bits + 7) / 8), dataBytes * 1032)
      guard needed <= most else {
        throw failure(
          "\(width) × \(height) pixels", "\(dataBytes) bytes of data, which cannot hold them: the file is cut off")
      }
      bytes = kept
    }

    func pixels(_ mode: ColorMode) throws -> ImagePixels {
      var image = png_image()
      image.version = keratin_png_version
      defer { png_image_free(&image) }
      func message() -> String {
        withUnsafeBytes(of: image.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      }
      return try bytes.withUnsafeBytes { file in
        guard png_image_begin_read_from_memory(&image, file.baseAddress, file.count) != 0 else {
          throw failure("a PNG", "what libpng cannot read: \(message())")
        }
        // All below writes as many pixels as libpng sees into memory for as many as the header says.
        guard Int(image.width) == width, Int(image.height) == height else {
          throw failure("\(width) × \(height) pixels", "\(image.width) × \(image.height)")
        }
        let isDeep = image.format & keratin_png_flag_linear != 0
        let hasAlpha = image.format & keratin_png_flag_alpha != 0
        image.format &= keratin_png_flag_color | keratin_png_flag_alpha
        // 16 bits come as they are; with alpha they would come multiplied by it.
        if isDeep, !hasAlpha { image.format |= keratin_png_flag_linear }
        if isDeep, hasAlpha { image.flags |= keratin_png_flag_16bit_srgb }
        let channels = (image.format & keratin_png_flag_color != 0 ? 3 : 1) + (hasAlpha ? 1 : 0)
        let samples = width * height * channels
        var stored: [UInt8]
        var hasRead = false
        if isDeep, !hasAlpha {
          let wide = [UInt16](unsafeUninitializedCapacity: samples) { memory, count in
            memory.initialize(repeating: 0)
            hasRead = png_image_finish_read(&image, nil, memory.baseAddress, 0, nil) != 0
            count = samples
          }
          stored = wide.map { UInt8($0 >> 8) }
        } else {
          stored = [UInt8](unsafeUninitializedCapacity: samples) { memory, count in
            memory.initialize(repeating: 0)
            hasRead = png_image_finish_read(&image, nil, memory.baseAddress, 0, nil) != 0
            count = samples
          }
        }
        guard hasRead else { throw failure("all of a PNG", "what libpng cannot read: \(message())") }
        if channels != mode.channels { stored = Self.converted(stored, channels, mode) }
        return ImagePixels(height: height, width: width, channels: mode.channels, bytes: stored)
      }
    }

    /// Pixels of 1 to 4 channels (grey, grey and alpha, RGB, RGBA) as `mode` wants them.
    private static func converted(_ stored: [UInt8], _ channels: Int, _ mode: ColorMode) -> [UInt8] {
      let isColor = channels > 2
      let hasAlpha = channels.isMultiple(of: 2)
      var result: [UInt8] = []
      result.reserveCapacity(stored.count / channels * mode.channels)
      for start in stride(from: 0, to: stored.count, by: channels) {
        let alpha = hasAlpha ? stored[start + channels - 1] : 255
        switch (mode, isColor) {
        case (.grayscale, false): result.append(stored[start])
        case (.grayscale, true): result.append(grey(stored[start], stored[start + 1], stored[start + 2]))
        case (_, false): for _ in 0..<3 { result.append(stored[start]) }
        case (_, true): result += stored[start..<start + 3]
        }
        if mode == .rgba { result.append(alpha) }
      }
      return result
    }

    /// libpng's fixed-point weights for 0.299, 0.587 and 0.114.
    private static func grey(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> UInt8 {
      if red == green, green == blue { return red }
      return UInt8((9797 * UInt32(red) + 19234 * UInt32(green) + 3737 * UInt32(blue)) >> 15)
    }
  }
#endif
