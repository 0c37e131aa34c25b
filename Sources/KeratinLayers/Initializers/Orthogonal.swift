public import KeratinGraph
public import KeratinKernels

extension Initializers {
  /// A random matrix whose rows or columns, whichever are fewer, are orthonormal, times a factor.
  ///
  /// All axes but the last count as rows. The matrix is Q of the factors Q·R of a matrix of normal numbers, R's diagonal
  /// positive, so that every such matrix is equally likely.
  /// Source: Saxe, McClelland, Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks", ICLR 2014.
  public struct Orthogonal: RandomInitializer, Configurable {
    public static let module = "keras.initializers"
    public let gain: Double
    public let seed: Int?
    public var config: [String: ConfigValue] { ["gain": .double(gain), "seed": seedConfig] }

    /// - Parameters:
    ///   - gain: the length of the rows or columns; 1 by default.
    ///   - seed: see ``RandomInitializer``.
    public init(gain: Double = 1, seed: Int? = nil) { (self.gain, self.seed) = (gain, seed) }

    public func draw(_ shape: Shape, _ source: inout RandomSource) throws -> [Double] {
      guard shape.rank >= 2 else {
        throw KeratinError(
          .shape, expected: "a variable with at least 2 axes", received: "shape \(shape)", operation: "Orthogonal")
      }
      let columns = shape[-1]
      let rows = shape.dimensions.dropLast().reduce(1, Shape.product)
      let (m, n) = (max(rows, columns), min(rows, columns))
      let normals = source.normals(m * n)
      let q = orthonormalColumns(normals, m: m, n: n)
      if rows >= columns { return q.map { gain * $0 } }
      return (0..<rows * columns).map { gain * q[$0 % columns * rows + $0 / columns] }
    }
  }
}

extension Initializer where Self == Initializers.Orthogonal {
  /// A random matrix with orthonormal rows or columns.
  public static var orthogonal: Self { Self() }
  /// A random matrix with orthogonal rows or columns of length `gain`.
  public static func orthogonal(gain: Double = 1, seed: Int? = nil) -> Self { Self(gain: gain, seed: seed) }
}

extension Initializers.Orthogonal: KerasObject {
  package init(_ config: ConfigReader) throws {
    self.init(gain: try config("gain", or: 1), seed: try config.seed())
  }
}
