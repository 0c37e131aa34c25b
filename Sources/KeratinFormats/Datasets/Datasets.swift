internal import KeratinKernels

/// Small real data sets that come with the library, embedded in its code: nothing is downloaded and no file is read.
///
///     let (train, test) = try Datasets.digits()
///     print(train.x.shape)        // [1438, 8, 8, 1]
///
/// Sets of samples come in a random order and in two parts, a fifth of them for the test. Both are drawn from a fixed
/// seed: everyone's parts are the same. Sources and terms stand in Datasets/README.md.
public enum Datasets {
  /// The share of the samples kept for the test.
  static let testShare = 0.2

  /// The key from which the order of the set called `name` is drawn.
  static func key(_ name: String) -> RandomKey { RandomKey(seed: 0).folded(name) }

  /// An embedded CSV text as a table.
  static func table(_ text: StaticString, _ name: String) throws -> CSV {
    try CSV(bytes: text.withUTF8Buffer { Array($0) }, source: name, header: true, separator: ",")
  }
}
