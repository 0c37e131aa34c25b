public import KeratinGraph
public import KeratinKernels

extension Initializers {
  /// The identity matrix times a factor; a matrix that is not square has zeros in what is left over.
  public struct Identity: Initializer, Configurable {
    public static let module = "keras.initializers"
    public let gain: Double
    public var config: [String: ConfigValue] { ["gain": .double(gain)] }

    /// - Parameter gain: what stands in the diagonal; 1 by default.
    public init(gain: Double = 1) { self.gain = gain }

    public func values(_ shape: Shape, _ source: inout RandomSource) throws -> [Double] {
      guard shape.rank == 2 else {
        throw KeratinError(
          .shape, expected: "a variable with 2 axes", received: "shape \(shape)", operation: "Identity")
      }
      var values = [Double](repeating: 0, count: shape.count)
      for place in 0..<min(shape[0], shape[1]) { values[place * (shape[1] + 1)] = gain }
      return values
    }
  }
}

extension Initializer where Self == Initializers.Identity {
  /// The identity matrix.
  public static var identity: Self { Self() }
  /// The identity matrix times `gain`.
  public static func identity(gain: Double) -> Self { Self(gain: gain) }
}

extension Initializers.Identity: KerasObject {
  package init(_ config: ConfigReader) throws {
    self.init(gain: try config("gain", or: 1))
  }
}
