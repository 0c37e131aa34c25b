public import KeratinTraining

extension History {
  /// Draws the learning curves and writes them to `path` as SVG; see ``LearningCurves``.
  public func writeSVG(to path: String, title: String? = nil) throws {
    try LearningCurves(self, title: title).write(to: path)
  }
}
