internal import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

extension KerasOperationCall {
  /// The operation in Keras's words, `nil` where Keras has none for it.
  ///
  /// - Parameter inputs: the tensors of the call.
  init?(_ operation: any Operation, inputs: [Tensor]) {
    guard let form = OperationForm(operation) else { return nil }
    let types = inputs.map(\.elementType)
    let all = (0..<inputs.count).map { KerasArgument.tensor($0) }
    func call(
      _ className: String, _ config: [String: ConfigValue] = [:], module: String = "numpy",
      args: [KerasArgument]? = nil,
      kwargs: [String: KerasArgument] = [:]
    ) -> KerasOperationCall {
      KerasOperationCall(
        module: module, className: className, config: config, call: KerasCall(args: args ?? all, kwargs: kwargs))
    }
    switch form {
    case .unary(let operation):
      let (module, className) = KerasOperationCall.words(operation)
      self = call(className, operation == .round ? ["decimals": 0] : [:], module: module)
    case .binary(let operation):
      guard let className = KerasOperationCall.word(operation, isLogical: types.allSatisfy { $0 == .bool }) else {
        return nil
      }
      self = call(className)
    case .compare(let operation): self = call(KerasOperationCall.word(operation))
    case .select: self = call("Where")
    case .cast(let type): self = call("Cast", ["dtype": .string(type.rawValue)], module: "core")
    case .softmax: self = call("Softmax", ["axis": -1], module: "nn")
    case .logSoftmax: self = call("LogSoftmax", ["axis": -1], module: "nn")
    case .reduce(let operation, let axes, let keeps):
      self = call(
        KerasOperationCall.word(operation, isLogical: types.first == .bool),
        ["axis": axes.map(KerasOperationCall.list) ?? .null, "keepdims": .bool(keeps)])
    case .argReduce(let largest, let axis, let keeps):
      self = call(largest ? "Argmax" : "Argmin", ["axis": .int(axis), "keepdims": .bool(keeps)])
    case .cumulative(let isProduct, let axis): self = call(isProduct ? "Cumprod" : "Cumsum", ["axis": .int(axis)])
    case .matmul(let transposeA, let transposeB):
      let ranks = inputs.map(\.rank)
      let (turnsA, turnsB) = (transposeA && ranks[0] > 1, transposeB && ranks[1] > 1)
      guard turnsA || turnsB else {
        self = call("Matmul")
        return
      }
      // Keras's product does not transpose; an equation says it in one operation.
      let a = ranks[0] == 1 ? "j" : turnsA ? "...ji" : "...ij"
      let b = ranks[1] == 1 ? "j" : turnsB ? "...kj" : "...jk"
      let result = "..." + (ranks[0] == 1 ? "" : "i") + (ranks[1] == 1 ? "" : "k")
      self = call("Einsum", ["subscripts": .string("\(a),\(b)->\(result)")])
    case .broadcast(let shape):
      guard shape.isKnown else { return nil }
      self = call("BroadcastTo", ["shape": KerasOperationCall.list(shape.dimensions)])
    case .concatenate(let axis): self = call("Concatenate", ["axis": .int(axis)], args: [.list(all)])
    case .copy: self = call("Copy")
    case .expandDimensions(let axis): self = call("ExpandDims", ["axis": .int(axis)])
    case .gather: self = call("Take", ["axis": 0])
    case .oneHot(let depth, let type):
      self = call(
        "OneHot", ["num_classes": .int(depth), "axis": -1, "dtype": .string(type.rawValue)], module: "nn")
    case .pad(let widths, let value):
      let pairs = widths.map { KerasOperationCall.list([$0.before, $0.after]) }
      self = call(
        "Pad", ["pad_width": .array(pairs), "mode": "constant"],
        kwargs: value == 0 ? [:] : ["constant_values": .value(.double(value))])
    case .repeated(let count, let axis): self = call("Repeat", ["repeats": .int(count), "axis": .int(axis)])
    case .reshape(let shape): self = call("Reshape", ["newshape": KerasOperationCall.list(shape.dimensions)])
    case .reverse(let axes): self = call("Flip", ["axis": axes.map(KerasOperationCall.list) ?? .null])
    case .slice(let slices):
      self = call("GetItem", args: all + [.list(slices.map { .value(KerasOperationCall.slice($0)) })])
    case .squeeze(let axes): self = call("Squeeze", ["axis": axes.map(KerasOperationCall.list) ?? .null])
    case .stopGradient: self = call("StopGradient", module: "core")
    case .tile(let counts): self = call("Tile", ["repeats": KerasOperationCall.list(counts)])
    case .transpose(let axes): self = call("Transpose", ["axes": KerasOperationCall.list(axes)])
    case .cholesky: self = call("Cholesky", module: "linalg")
    case .solve: self = call("Solve", module: "linalg")
    }
  }

  private static func list(_ numbers: [Int]) -> ConfigValue { .array(numbers.map { .int($0) }) }

  private static func slice(_ slice: AxisSlice) -> ConfigValue {
    func object(_ name: String, _ config: [String: ConfigValue]) -> ConfigValue {
      .object(["class_name": .string(name), "config": .object(config)])
    }
    func number(_ value: Int?) -> ConfigValue { value.map { .int($0) } ?? .null }
    switch slice {
    case .index(let index): return .int(index)
    case .insertion: return .null
    case .rest: return object("__ellipsis__", [:])
    case .range(let start, let end, let step):
      return object(
        "__slice__", ["start": number(start), "stop": number(end), "step": step == 1 ? .null : .int(step)])
    }
  }

  private static func words(_ operation: UnaryOperation) -> (module: String, className: String) {
    switch operation {
    case .negate: ("numpy", "Negative")
    case .abs: ("numpy", "Absolute")
    case .sign: ("numpy", "Sign")
    case .square: ("numpy", "Square")
    case .sqrt: ("numpy", "Sqrt")
    case .rsqrt: ("math", "Rsqrt")
    case .reciprocal: ("numpy", "Reciprocal")
    case .exp: ("numpy", "Exp")
    case .expm1: ("numpy", "Expm1")
    case .log: ("numpy", "Log")
    case .log1p: ("numpy", "Log1p")
    case .sin: ("numpy", "Sin")
    case .cos: ("numpy", "Cos")
    case .tan: ("numpy", "Tan")
    case .asin: ("numpy", "Arcsin")
    case .acos: ("numpy", "Arccos")
    case .atan: ("numpy", "Arctan")
    case .sinh: ("numpy", "Sinh")
    case .cosh: ("numpy", "Cosh")
    case .tanh: ("numpy", "Tanh")
    case .sigmoid: ("nn", "Sigmoid")
    case .relu: ("nn", "Relu")
    case .softplus: ("nn", "Softplus")
    case .erf: ("math", "Erf")
    case .floor: ("numpy", "Floor")
    case .ceil: ("numpy", "Ceil")
    case .round: ("numpy", "Round")
    }
  }

  private static func word(_ operation: BinaryOperation, isLogical: Bool) -> String? {
    switch operation {
    case .add: "Add"
    case .subtract: "Subtract"
    case .multiply: "Multiply"
    case .divide: "TrueDivide"
    case .maximum: isLogical ? "LogicalOr" : "Maximum"
    case .minimum: isLogical ? "LogicalAnd" : "Minimum"
    case .power: "Power"
    case .atan2: "Arctan2"
    case .floorMod: "Mod"
    case .reluGradient, .sigmoidGradient, .tanhGradient: nil
    }
  }

  private static func word(_ operation: CompareOperation) -> String {
    switch operation {
    case .equal: "Equal"
    case .notEqual: "NotEqual"
    case .less: "Less"
    case .lessEqual: "LessEqual"
    case .greater: "Greater"
    case .greaterEqual: "GreaterEqual"
    }
  }

  private static func word(_ operation: ReduceOperation, isLogical: Bool) -> String {
    switch operation {
    case .sum: "Sum"
    case .mean: "Mean"
    case .product: "Prod"
    case .maximum: isLogical ? "Any" : "Max"
    case .minimum: isLogical ? "All" : "Min"
    }
  }
}
