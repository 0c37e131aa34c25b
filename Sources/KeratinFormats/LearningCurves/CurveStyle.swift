/// The colours of ``LearningCurves``, all dark enough on white.
enum CurveStyle {
  static let training = "#0072B2"
  static let validation = "#D55E00"
  static let ink = "#111827"
  static let secondary = "#4B5563"
  static let mark = "#6B7280"
  static let axis = "#9CA3AF"
  static let grid = "#E5E7EB"
}
