internal import KeratinGraph
internal import KeratinKernels

extension Datasets {
  /// The species of the irises, in the order of their labels.
  public static let irisSpecies = ["setosa", "versicolor", "virginica"]

  /// 150 irises of three species: 120 to train with, 30 to test with, each species with its share in both.
  ///
  /// - Returns: `x`, float32 [n, 4], the length and width of sepals and petals in centimetres, and `y`, int32 [n], the
  ///   species' index in ``irisSpecies``.
  ///
  /// Source: R. A. Fisher, "The use of multiple measurements in taxonomic problems", Annals of Eugenics 7, 1936; UCI Machine
  /// Learning Repository (https://doi.org/10.24432/C56C76). CC BY 4.0.
  public static func iris() throws -> (train: Samples, test: Samples) {
    let table = try table(IrisText.text, "iris")
    let lengths = try table.tensor(columns: Array(table.columns.dropLast())).scalars(as: Float.self)
    let labels = try table.classes(column: "species", names: irisSpecies).labels.scalars(as: Int32.self)
    let split = Split(stratifying: labels, testShare: testShare, key: key("iris"))
    func samples(_ rows: [Int]) throws -> Samples {
      try Samples(rows, x: lengths, shape: [4], y: labels, targetShape: [])
    }
    return try (samples(split.train), samples(split.test))
  }
}
