internal import KeratinGraph
internal import KeratinKernels

extension Datasets {
  /// 1797 grey images of handwritten digits, 8×8 pixels: 1438 to train with, 359 to test with, each digit with its share
  /// in both.
  ///
  /// - Returns: `x`, float32 [n, 8, 8, 1], from 0 for paper to 1 for ink (the pixels' 0 to 16, divided by 16), and `y`,
  ///   int32 [n], the digit.
  ///
  /// Source: E. Alpaydin, C. Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine Learning Repository, 1998
  /// (https://doi.org/10.24432/C50P49), its test set. CC BY 4.0.
  public static func digits() throws -> (train: Samples, test: Samples) {
    var pixels = [Float]()
    var labels = [Int32]()
    pixels.reserveCapacity(1797 * 64)
    DigitsText.text.withUTF8Buffer { bytes in
      for byte in bytes {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "q"): pixels.append(Float(byte - UInt8(ascii: "a")) / 16)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): labels.append(Int32(byte - UInt8(ascii: "0")))
        default: break
        }
      }
    }
    let split = Split(stratifying: labels, testShare: testShare, key: key("digits"))
    func samples(_ rows: [Int]) throws -> Samples {
      try Samples(rows, x: pixels, shape: [8, 8, 1], y: labels, targetShape: [])
    }
    return try (samples(split.train), samples(split.test))
  }
}
