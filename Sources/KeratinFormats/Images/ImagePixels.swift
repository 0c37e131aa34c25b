internal import KeratinGraph

/// A decoded image: bytes row by row, channels side by side.
struct ImagePixels {
  let height: Int
  let width: Int
  let channels: Int
  let bytes: [UInt8]

  /// The most pixels that an image may have, 179 million as in Pillow; one that claims more is taken for a lie.
  static let limit = 178_956_970

  /// The image in the file at `path`, a PNG or a JPEG whatever its name says.
  ///
  /// - Parameter colorMode: what the pixels become. Grey is 0.299 R + 0.587 G + 0.114 B, rounded down (a PNG's) or as the JPEG holds it; an alpha
  ///   channel that is not wanted is dropped, one that is not there is opaque.
  /// - Throws: ``KeratinError`` naming the file where it cannot be read, is cut off or damaged, or claims to be larger than it can be.
  static func read(_ path: String, _ colorMode: ColorMode) throws -> ImagePixels {
    let bytes = try FileBytes.read(path)
    func failure(_ expected: String, _ received: String) -> KeratinError {
      KeratinError(.file, expected: "\(expected) in \(path)", received: received, operation: "reading an image")
    }
    #if Images
      if PNGImage.isPNG(bytes) { return try PNGImage(bytes, failure).pixels(colorMode) }
      if JPEGImage.isJPEG(bytes) { return try JPEGImage.decode(bytes, colorMode, failure) }
      throw failure(
        "a PNG or a JPEG", bytes.isEmpty ? "an empty file" : "\(bytes.count) bytes that begin like neither")
    #else
      throw KeratinError(
        .file, expected: "a program built to read images", received: "\(bytes.count) bytes of \(path)",
        operation: "reading an image",
        suggestion: "building with the package trait Images, with libpng-dev and libturbojpeg0-dev installed")
    #endif
  }

  /// Throws unless an image of that size can be: some pixels, and not more than ``limit``.
  static func check(width: Int, height: Int, _ failure: (String, String) -> KeratinError) throws {
    let (count, overflows) = width.multipliedReportingOverflow(by: height)
    guard width > 0, height > 0, !overflows, count <= limit else {
      throw failure("an image of 1 to \(limit) pixels", "one that claims to have \(width) × \(height)")
    }
  }
}
