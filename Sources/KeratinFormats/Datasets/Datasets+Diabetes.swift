internal import KeratinGraph
internal import KeratinKernels

extension Datasets {
  /// The measurements of ``diabetes()``: age in years, sex (1 or 2), body mass index, mean blood pressure, and six numbers from
  /// blood serum.
  public static let diabetesMeasurements = ["age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"]

  /// 442 patients with diabetes, for regression: 354 to train with, 88 to test with.
  ///
  /// - Returns: `x`, float32 [n, 10], ``diabetesMeasurements`` in their own units (bring them to one scale before training), and
  ///   `y`, float32 [n, 1], a measure of the disease's progression within a year, 25 to 346.
  ///
  /// Source: B. Efron, T. Hastie, I. Johnstone, R. Tibshirani, "Least Angle Regression", Annals of Statistics 32, 2004
  /// (https://www4.stat.ncsu.edu/~boos/var.select/diabetes.html).
  public static func diabetes() throws -> (train: Samples, test: Samples) {
    let table = try table(DiabetesText.text, "diabetes")
    let measurements = try table.tensor(columns: diabetesMeasurements).scalars(as: Float.self)
    let progression = try table.tensor(columns: ["progression"]).scalars(as: Float.self)
    let split = Split(Array(0..<table.rowCount), testShare: testShare, key: key("diabetes"))
    func samples(_ rows: [Int]) throws -> Samples {
      try Samples(rows, x: measurements, shape: [10], y: progression, targetShape: [1])
    }
    return try (samples(split.train), samples(split.test))
  }
}
