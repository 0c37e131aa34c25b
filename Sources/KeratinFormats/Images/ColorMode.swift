/// What an image's pixels are made of: the counterpart of Keras's `color_mode`.
public enum ColorMode: String, Sendable, Hashable, CaseIterable {
  case rgb, grayscale, rgba

  /// The number of channels: 3, 1 or 4.
  public var channels: Int {
    switch self {
    case .rgb: 3
    case .grayscale: 1
    case .rgba: 4
    }
  }
}
