/// How pixels between pixels are found when the images of a folder are read: the counterpart of Keras's `interpolation` there.
///
/// Layers have an ``Interpolation`` of their own, which differentiates, and knows no `.area`.
public enum ImageInterpolation: String, Sendable, Hashable, CaseIterable {
  /// The weighted mean of the four pixels around.
  case bilinear
  /// The nearest pixel.
  case nearest
  /// Cubic splines through the sixteen pixels around (Keys, a = −0.5).
  case bicubic
  /// The mean of the pixels that the new one covers.
  case area
}
