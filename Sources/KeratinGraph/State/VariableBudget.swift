package import KeratinKernels
internal import Synchronization

/// How much memory may be taken while a file is read: for as many elements as the file holds weights, whatever its descriptions of layers
/// ask for.
///
/// Variables that are built under a budget draw no first values: those come from the file.
package final class VariableBudget: Sendable {
  private let left: Mutex<Int>
  private let total: Int

  @TaskLocal package static var current: VariableBudget?

  /// The elements that a tensor of one sample may have.
  private static let sampleLimit = 1 << 28

  private init(elements: Int) {
    total = elements
    left = Mutex(elements)
  }

  /// Runs `body`, in which variables may be built with as many elements together.
  package static func with<R>(elements: Int, _ body: () throws -> R) rethrows -> R {
    try $current.withValue(VariableBudget(elements: elements), operation: body)
  }

  /// Takes the elements of a variable. Throws where the file has no weights for them.
  package func take(_ shape: Shape, for name: String) throws {
    let count = shape.count
    let isEnough = left.withLock { left in
      guard count >= 0, count <= left else { return false }
      left -= count
      return true
    }
    guard isEnough else {
      throw KeratinError(
        .file, expected: "weights for all variables of the model",
        received: "\(total) elements, and a variable '\(name)' of shape \(shape) beyond them")
    }
  }

  /// Throws for a tensor of which one sample alone would be absurdly large.
  package func check(_ shape: Shape) throws {
    let known = shape.dimensions.dropFirst().filter { $0 != Shape.unknown }
    let batch = shape.dimensions.first ?? 1
    guard known.reduce(1, Shape.product) <= VariableBudget.sampleLimit, batch <= VariableBudget.sampleLimit else {
      throw KeratinError(
        .file, expected: "tensors of at most \(VariableBudget.sampleLimit) elements for a sample",
        received: "shape \(shape)")
    }
  }
}
