#if Images
  internal import CTurboJPEG
  internal import KeratinGraph

  /// A JPEG file, decoded by libjpeg-turbo with its fast cosine transform, as TensorFlow does for Keras.
  enum JPEGImage {
    static func isJPEG(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0xFF, 0xD8, 0xFF]) }

    static func decode(
      _ bytes: [UInt8], _ mode: ColorMode, _ failure: (String, String) -> KeratinError
    ) throws -> ImagePixels {
      guard let decoder = tjInitDecompress() else { throw failure("a decoder for JPEG", "none") }
      defer { tjDestroy(decoder) }
      func message() -> String { tjGetErrorStr2(decoder).map { String(cString: $0) } ?? "an error without a name" }
      var (width, height, subsampling, colors): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
      return try bytes.withUnsafeBufferPointer { file in
        let size = UInt(file.count)
        guard tjDecompressHeader3(decoder, file.baseAddress, size, &width, &height, &subsampling, &colors) == 0 else {
          throw failure("a JPEG", "what libjpeg-turbo cannot read: \(message())")
        }
        try ImagePixels.check(width: Int(width), height: Int(height), failure)
        let format =
          switch mode {
          case .rgb: TJPF_RGB
          case .grayscale: TJPF_GRAY
          case .rgba: TJPF_RGBA
          }
        var status: Int32 = 0
        let count = Int(width) * Int(height) * mode.channels
        let pixels = [UInt8](unsafeUninitializedCapacity: count) { memory, initialized in
          memory.initialize(repeating: 0)
          status = tjDecompress2(
            decoder, file.baseAddress, size, memory.baseAddress, width, 0, height, format.rawValue,
            TJFLAG_FASTDCT)
          initialized = count
        }
        // A warning tells of damage that libjpeg filled in with grey: lost rows are not what the file says.
        guard status == 0 || (tjGetErrorCode(decoder) == Int32(TJERR_WARNING.rawValue) && !isLoss(message())) else {
          throw failure("all of a JPEG", "what libjpeg-turbo cannot read: \(message())")
        }
        return ImagePixels(height: Int(height), width: Int(width), channels: mode.channels, bytes: pixels)
      }
    }

    /// Whether a warning means that pixels are missing, not only that something superfluous was found.
    private static func isLoss(_ message: String) -> Bool {
      ["remature end", "orrupt JPEG data: bad", "orrupt JPEG data: found marker"].contains { message.contains($0) }
    }
  }
#endif
