import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport

extension FixtureTensor {
  /// The array as a tensor: integers as int32, else `elementType`.
  func tensor(_ elementType: ElementType) throws -> Tensor {
    try Tensor(values, shape: Shape(shape), elementType: isInteger ? .int32 : elementType)
  }
}

extension FixtureCase {
  /// The tensor that plays `role`, `nil` if there is none.
  func optionalTensor(_ role: String, _ elementType: ElementType) throws -> Tensor? {
    try self[role].first?.tensor(elementType)
  }
}

extension FixtureValue {
  /// The value as a configuration of ours would say it.
  func isEqual(to value: ConfigValue) -> Bool {
    switch (self, value) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.number(let a), .double(let b)): a == b
    case (.number(let a), .int(let b)): a == Double(b)
    case (.string(let a), .string(let b)): a == b
    case (.array(let a), .array(let b)): a.count == b.count && zip(a, b).allSatisfy { $0.isEqual(to: $1) }
    default: false
    }
  }
}
