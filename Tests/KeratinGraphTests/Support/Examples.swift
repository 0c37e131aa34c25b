import KeratinGraph
import KeratinKernels
import KeratinTestSupport

/// The elements of a tensor of `shape`, row-major, each computed from its index along every axis.
func elements(of shape: Shape, _ element: ([Int]) -> Double) -> [Double] {
  var indices: [[Int]] = [[]]
  for extent in shape.dimensions { indices = indices.flatMap { index in (0..<extent).map { index + [$0] } } }
  return indices.map(element)
}

/// A tensor of the numbers 1, 2, 3, … (of truth values: true, false, true, …).
func counting(_ shape: Shape, _ elementType: ElementType = .float32) throws -> Tensor {
  let numbers = (0..<shape.count).map { elementType == .bool ? Double(($0 + 1) % 2) : Double($0 + 1) }
  return try Tensor(numbers, shape: shape, elementType: elementType)
}

/// Random numbers, the same in every run for one name.
func random(
  _ shape: Shape, _ name: String, from low: Double = -1, to high: Double = 1, _ elementType: ElementType = .float64
) throws -> Tensor {
  var data = TestData(name)
  return try Tensor(data.uniform(shape.count, from: low, to: high, as: Double.self), shape: shape).cast(to: elementType)
}

/// A functional tensor, as `Input` returns it.
func functional(_ shape: Shape, _ elementType: ElementType = .float32) -> Tensor {
  final class Source: SymbolicCallee {
    var name: String { "input" }
  }
  return SymbolicCall(Source(), inputs: [], resultTypes: [TensorType(shape, elementType)]).results[0]
}

extension Tensor {
  /// The elements as Double.
  func doubles() throws -> [Double] { try scalars(as: Double.self) }
  /// The message of the error that the tensor carries, without file and line; empty if it carries none.
  var message: String {
    guard var error else { return "" }
    error.site = nil
    return error.description
  }
}
