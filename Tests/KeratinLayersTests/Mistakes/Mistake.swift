import KeratinGraph
import KeratinKernels
import KeratinLayers

/// A deliberate mistake and what it should be answered with.
struct Mistake: Sendable, CustomStringConvertible {
  /// What is wrong, in a few words.
  let description: String
  /// The error's description, without the file and line at its end.
  let message: String
  /// Does what is wrong: returns the tensor that carries the error, or throws it.
  let make: @Sendable () throws -> Tensor

  init(_ description: String, _ message: String, _ make: @escaping @Sendable () throws -> Tensor) {
    (self.description, self.message, self.make) = (description, message, make)
  }

  static func ones(_ shape: Shape) -> Tensor { Tensor.ones(shape) }
}
