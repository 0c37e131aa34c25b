internal import KeratinKernels

extension CrossCheck {
  /// Runs kernel `step` of the executor's plan on both backends and compares the results.
  func check(_ executor: Executor, _ step: Int) throws {
    let plan = executor.plan
    let instruction = plan.instructions[step]
    let node = plan.program.graph.nodes[instruction.node]
    let types = NodeTypes(inputs: node.inputs.map { plan.program.graph.type(of: $0) }, results: node.types)
    let start = executor.table + executor.tableStarts[step]
    let operands = (0..<instruction.operands.count).map { start[$0] }
    // The reference goes first, since the plan's own kernel may write over an operand.
    let expected = runAside(instruction.kernel, on: reference, operands, types)
    let tolerance = try Tolerance(
      instruction.kernel, node, operands, types, isReferenceExact: reference.name == "naive")
    executor.run(step)
    let results = types.results.enumerated().map { elements(start[operands.count + $0].address, $1) }
    let references = zip(expected, types.results).map { elements($0.address, $1) }
    for index in types.results.indices {
      try compare(
        results[index], references[index], within: tolerance.bounds(index, results, references),
        backend: plan.backend, node: node)
    }
    countKernel()
  }
}

/// How far the elements of a kernel's results may differ, worked out from its operands before it runs.
private struct Tolerance {
  let bound: ErrorBound
  let masks: [Kernel.Mask]
  let types: NodeTypes
  /// 1 against the reference backend, 2 against another that may err itself.
  let factor: Double
  /// For sums: each result computed on the operands' absolute values.
  var magnitudes: [Buffer] = []
  /// For fused kernels: 8 times the largest difference between the definition in Float and in Double, and the largest value.
  var spreads: [Double] = []
  var largest: [Double] = []
  /// For selections: the operand from which elements were selected.
  var selectedFrom: [Double] = []

  init(_ kernel: Kernel, _ node: Node, _ operands: [Operand], _ types: NodeTypes, isReferenceExact: Bool) throws {
    bound = kernel.bound
    masks = kernel.masks
    self.types = types
    factor = isReferenceExact ? 1 : 2
    switch kernel.bound {
    case .exact, .ulps: break
    case .sum:
      let absolute = zip(operands, types.inputs).map { Buffer(absoluteValuesOf: $0, $1.elementType) }
      let places = zip(absolute, operands).map { Operand(address: $0.address, count: $1.count) }
      let magnitude = kernel.magnitude.first ?? kernel
      magnitudes = withExtendedLifetime(absolute) { runAside(magnitude, on: Backends.naive, places, types) }
    case .definition, .definitionOfSums:
      let narrow = runAside(kernel, on: Backends.naive, operands, types)
      let wideTypes = types.widened
      guard case .operation(let operation) = node.source else { return }
      let wide = zip(operands, types.inputs).map { Buffer(widening: $0, $1.elementType) }
      let places = zip(wide, operands).map { Operand(address: $0.address, count: $1.count) }
      let wideKernel = try operation.kernel(wideTypes)
      let exact = withExtendedLifetime(wide) { runAside(wideKernel, on: Backends.naive, places, wideTypes) }
      for (index, type) in types.results.enumerated() {
        let a = elements(narrow[index].address, type)
        let b = elements(exact[index].address, wideTypes.results[index])
        spreads.append(8 * zip(a, b).reduce(0) { Swift.max($0, ($1.0 - $1.1).magnitude.finiteOrZero) })
        largest.append(b.reduce(0) { Swift.max($0, $1.magnitude.finiteOrZero) })
        // Of an update that takes away most of what was there, the rounding of both is left.
        for update in kernel.updates where update.result == index {
          let old = elements(operands[update.operand].address, types.inputs[update.operand])
          largest[index] = zip(old, b).reduce(largest[index]) {
            Swift.max($0, $1.0.magnitude.finiteOrZero, ($1.1 - $1.0).magnitude.finiteOrZero)
          }
        }
      }
    case .backward(let terms):
      let wideTypes = types.widened
      guard case .operation(let operation) = node.source else { return }
      let wideKernel = try operation.kernel(wideTypes)
      func results(_ operandsOfOne: [Buffer]) -> [[Double]] {
        let places = zip(operandsOfOne, operands).map { Operand(address: $0.address, count: $1.count) }
        let results = withExtendedLifetime(operandsOfOne) {
          runAside(wideKernel, on: Backends.naive, places, wideTypes)
        }
        return zip(results, wideTypes.results).map { elements($0.address, $1) }
      }
      let exact = results(zip(operands, types.inputs).map { Buffer(widening: $0, $1.elementType) })
      largest = exact.map { $0.reduce(0) { Swift.max($0, $1.magnitude.finiteOrZero) } }
      spreads = exact.map { _ in 0 }
      for round in 0..<4 {
        let near = results(
          zip(operands, types.inputs).map { Buffer(changing: $0, $1, by: terms, round: UInt64(round)) })
        for (index, (a, b)) in zip(near, exact).enumerated() {
          // What a small change makes impossible may differ in any way.
          let change = zip(a, b).reduce(0) {
            Swift.max($0, $1.0.isNaN != $1.1.isNaN ? .infinity : ($1.0 - $1.1).magnitude)
          }
          spreads[index] = Swift.max(spreads[index], 8 * (change.isNaN ? 0 : change))
        }
      }
    case .selection: selectedFrom = elements(operands[0].address, types.inputs[0])
    }
  }

  /// The bound of each element of result `index`.
  func bounds(_ index: Int, _ results: [[Double]], _ references: [[Double]]) -> (Int) -> Double {
    if let mask = masks.first(where: { $0.result == index }) { return bounds(mask, results, references) }
    let type = types.results[index]
    let least = type.elementType == .float64 ? Double.leastNormalMagnitude : Double(Float.leastNormalMagnitude)
    let (result, reference) = (results[index], references[index])
    func ulp(_ value: Double) -> Double {
      let magnitude = Swift.max(value.magnitude.finiteOrZero, least)
      return type.elementType == .float64 ? magnitude.ulp : Double(Float(magnitude).ulp)
    }
    switch bound {
    case .exact: return { _ in 0 }
    case .ulps(let count): return { count * factor * ulp(reference[$0]) }
    case .sum(let terms, let ulps, let spreads):
      let gamma =
        type.elementType == .float64
        ? RoundingBound.gamma(terms, Double.self) : RoundingBound.gamma(terms, Float.self)
      let magnitude = elements(magnitudes[index].address, type)
      return {
        if spreads && !magnitude[$0].isFinite { return .infinity }
        return factor * (gamma * magnitude[$0].finiteOrZero + ulps * ulp(reference[$0])) + Double(terms) * ulp(0)
      }
    case .definition, .definitionOfSums, .backward:
      let growth = if case .definitionOfSums(let terms) = bound { Double(max(terms, 1)).squareRoot() } else { 1.0 }
      let limit = factor * (growth * spreads[index] + 4 * ulp(largest[index]))
      return { _ in limit }
    case .selection(let axis):
      return { element in
        let (outer, inner) = (element / axis.inner, element % axis.inner)
        func selected(_ index: Double) -> Double {
          selectedFrom[(outer * axis.count + Int(index)) * axis.inner + inner]
        }
        let (a, b) = (selected(result[element]), selected(reference[element]))
        return a == b || (a.isNaN && b.isNaN) ? .infinity : 0
      }
    }
  }

  /// For a mask: none where the number that it was taken from lies within its own bound of 0 on both backends, and each mask is true to it.
  private func bounds(_ mask: Kernel.Mask, _ results: [[Double]], _ references: [[Double]]) -> (Int) -> Double {
    let limits = bounds(mask.number, results, references)
    return { element in
      let mayDiffer = [results, references].allSatisfy {
        let number = $0[mask.number][element]
        return number.magnitude <= limits(element) && (number > 0) == ($0[mask.result][element] != 0)
      }
      return mayDiffer ? .infinity : 0
    }
  }
}

/// The elements at `address` as Doubles.
private func elements(_ address: UnsafeMutableRawPointer, _ type: TensorType) -> [Double] {
  // A loop for each type: read through a generic one, a check takes ten times as long.
  switch type.elementType {
  case .float32: return numbers(address.assumingMemoryBound(to: Float.self), type.count) { Double($0) }
  case .float64: return numbers(address.assumingMemoryBound(to: Double.self), type.count) { $0 }
  case .int32: return numbers(address.assumingMemoryBound(to: Int32.self), type.count) { Double($0) }
  case .uint8, .bool: return numbers(address.assumingMemoryBound(to: UInt8.self), type.count) { Double($0) }
  }
}

@inline(__always)
private func numbers<T>(_ address: UnsafePointer<T>, _ count: Int, _ number: (T) -> Double) -> [Double] {
  [Double](unsafeUninitializedCapacity: count) { memory, initialized in
    for index in 0..<count { memory[index] = number(address[index]) }
    initialized = count
  }
}

extension Buffer {
  fileprivate convenience init(absoluteValuesOf operand: Operand, _ type: ElementType) {
    let values = elements(operand.address, TensorType([operand.count], type))
    self.init(converting: type.isFloating ? values.map(\.magnitude) : values, to: type)
  }

  fileprivate convenience init(widening operand: Operand, _ type: ElementType) {
    self.init(
      converting: elements(operand.address, TensorType([operand.count], type)), to: type.isFloating ? .float64 : type)
  }
}

extension Buffer {
  /// The elements as Doubles, in each matrix changed up or down by γ of `terms` times its largest magnitude; integers as they are.
  fileprivate convenience init(changing operand: Operand, _ type: TensorType, by terms: Int, round: UInt64) {
    var values = elements(operand.address, TensorType([operand.count], type.elementType))
    let unit = type.elementType == .float64 ? Double.self : Float.self as any FloatingScalar.Type
    let gamma = type.elementType.isFloating ? RoundingBound.gamma(terms, unit) : 0
    let size = Swift.max(type.shape.dimensions.suffix(2).reduce(1, *), 1)
    var source = RandomSource(RandomKey(seed: round))
    for start in stride(from: 0, to: values.count, by: size) {
      let matrix = start..<Swift.min(start + size, values.count)
      let change = gamma * matrix.reduce(0) { Swift.max($0, values[$1].magnitude.finiteOrZero) }
      for index in matrix { values[index] += source.uniform() < 0.5 ? change : -change }
    }
    self.init(converting: values, to: type.elementType.isFloating ? .float64 : type.elementType)
  }
}

extension NodeTypes {
  /// The same with float64 in place of float32.
  fileprivate var widened: NodeTypes {
    func widened(_ type: TensorType) -> TensorType {
      TensorType(type.shape, type.elementType.isFloating ? .float64 : type.elementType)
    }
    return NodeTypes(inputs: inputs.map(widened), results: results.map(widened))
  }
}

extension Double {
  fileprivate var finiteOrZero: Double { isFinite ? self : 0 }
}
