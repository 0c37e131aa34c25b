internal import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

extension KerasOperation {
  static let arrangements: [KerasOperation] = [
    KerasOperation("numpy", "Reshape") { arguments in
      [try arguments.tensor("x").reshaped(to: try arguments.shape("newshape"))]
    },
    unary("numpy", "Ravel") { $0.flattened() },
    KerasOperation("numpy", "BroadcastTo") { arguments in
      [try arguments.tensor("x").broadcast(to: try arguments.shape("shape"))]
    },
    KerasOperation("numpy", "ExpandDims") { arguments in
      let (x, axes) = (try arguments.tensor("x"), try arguments.ints("axis"))
      guard axes.count == 1 else {
        throw KeratinError(.argument, expected: "one axis", received: "\(axes.count)")
      }
      return [x.expandingDimension(at: axes[0])]
    },
    KerasOperation("numpy", "Squeeze") { [try $0.tensor("x").squeezed(axes: try $0.axes())] },
    KerasOperation("numpy", "Transpose") { arguments in
      let x = try arguments.tensor("x")
      return [x.transposed(axes: try arguments.axes("axes") ?? Array((0..<x.rank).reversed()))]
    },
    KerasOperation("numpy", "Swapaxes") { arguments in
      let x = try arguments.tensor("x")
      var order = Array(0..<x.rank)
      let (a, b) = (try place(arguments.int("axis1"), x), try place(arguments.int("axis2"), x))
      order.swapAt(a, b)
      return [x.transposed(axes: order)]
    },
    KerasOperation("numpy", "Moveaxis") { arguments in
      let x = try arguments.tensor("x")
      let sources = try arguments.ints("source").map { try place($0, x) }
      let destinations = try arguments.ints("destination").map { try place($0, x) }
      guard sources.count == destinations.count, Set(sources).count == sources.count,
        Set(destinations).count == sources.count
      else { throw KeratinError(.argument, expected: "as many different destinations as sources", received: "others") }
      var rest = (0..<x.rank).filter { !sources.contains($0) }[...]
      let targets = Dictionary(uniqueKeysWithValues: zip(destinations, sources))
      return [x.transposed(axes: (0..<x.rank).compactMap { targets[$0] ?? rest.popFirst() })]
    },
    KerasOperation("numpy", "Flip") { [try $0.tensor("x").reversed(axes: try $0.axes())] },
    KerasOperation("numpy", "Concatenate", ["xs"]) {
      [Tensor.concatenated(try $0.list("xs"), axis: try $0.int("axis", default: 0))]
    },
    KerasOperation("numpy", "Stack") { [Tensor.stacked(try $0.list("x"), axis: try $0.int("axis", default: 0))] },
    KerasOperation("numpy", "Hstack", ["xs"]) { arguments in
      let tensors = try arguments.list("xs")
      return [Tensor.concatenated(tensors, axis: tensors[0].rank == 1 ? 0 : 1)]
    },
    KerasOperation("numpy", "Append", ["x1", "x2"]) { arguments in
      let operands = try arguments.operands("x1", "x2")
      if let axis = try arguments.optionalInt("axis") { return [Tensor.concatenated(operands, axis: axis)] }
      return [Tensor.concatenated(operands.map { $0.flattened() }, axis: 0)]
    },
    KerasOperation("numpy", "Split") { arguments in
      let x = try arguments.tensor("x")
      let axis = try place(arguments.int("axis", default: 0), x)
      switch try arguments.raw("indices_or_sections") {
      case .value(.int(let count)) where (1...65_536).contains(count): return x.split(into: count, axis: axis)
      case .value(.array(let places)) where places.count <= 65_536:
        return try ranges(places).map { x.sliced($0, axis: axis) }
      default: throw KeratinError(.argument, expected: "a number of parts, or places to cut", received: "others")
      }
    },
    KerasOperation("core", "Unstack") { arguments in
      let x = try arguments.tensor("x")
      let axis = try place(arguments.int("axis", default: 0), x)
      let count = try arguments.int("num", default: x.shape[axis])
      guard count == x.shape[axis], count <= 65_536 else {
        throw KeratinError(.argument, expected: "as many parts as axis \(axis) has", received: "\(count)")
      }
      return (0..<count).map { x.sliced($0, axis: axis) }
    },
    KerasOperation("numpy", "Tile") { arguments in
      let x = try arguments.tensor("x")
      let counts = try arguments.ints("repeats")
      return [x.tiled([Int](repeating: 1, count: Swift.max(0, x.rank - counts.count)) + counts)]
    },
    KerasOperation("numpy", "Repeat") { arguments in
      let x = try arguments.tensor("x")
      let count = try arguments.int("repeats")
      if let axis = try arguments.optionalInt("axis") { return [x.repeated(count, axis: axis)] }
      return [x.flattened().repeated(count, axis: 0)]
    },
    KerasOperation("numpy", "Roll") { arguments in
      let x = try arguments.tensor("x")
      let axis = try arguments.optionalInt("axis").map { try place($0, x) }
      let (source, along) = axis.map { (x, $0) } ?? (x.flattened(), 0)
      let extent = Swift.max(source.shape[along], 1)
      let shift = try arguments.int("shift")
      let cut = extent - ((shift % extent) + extent) % extent
      let parts = [source.sliced(cut..., axis: along), source.sliced(..<cut, axis: along)]
      let rolled = Tensor.concatenated(parts, axis: along)
      return [axis == nil ? rolled.reshaped(to: x.shape) : rolled]
    },
    KerasOperation("numpy", "Pad", ["x", "constant_values"]) { arguments in
      let x = try arguments.tensor("x")
      guard try arguments.string("mode", default: "constant") == "constant" else {
        throw KeratinError(.argument, expected: "padding with a constant", received: "another mode")
      }
      let value = try arguments.optionalDouble("constant_values") ?? 0
      return [x.padded(try widths(arguments.raw("pad_width"), rank: x.rank), value: value)]
    },
    KerasOperation("numpy", "Take", ["x", "indices"]) { arguments in
      let operands = [try arguments.tensor("x"), try arguments.tensor("indices").cast(to: .int32)]
      guard let axis = try arguments.optionalInt("axis") else {
        return [operands[0].flattened().gathering(operands[1])]
      }
      return [operands[0].gathering(operands[1], axis: axis)]
    },
    KerasOperation("numpy", "GetItem", ["x", "key"]) { arguments in
      [try arguments.tensor("x").sliced(try slices(arguments.raw("key")))]
    },
  ]

  private static func place(_ axis: Int, _ x: Tensor) throws -> Int {
    let place = axis < 0 ? axis + x.rank : axis
    guard (0..<x.rank).contains(place) else {
      throw KeratinError(.shape, expected: "an axis of \(x.rank)", received: "\(axis)")
    }
    return place
  }

  /// The ranges between the places at which an axis is cut.
  private static func ranges(_ places: [ConfigValue]) throws -> [AxisSlice] {
    let cuts = places.compactMap { if case .int(let place) = $0 { place } else { nil } }
    guard cuts.count == places.count else {
      throw KeratinError(.argument, expected: "places to cut", received: "others")
    }
    let starts: [Int?] = [nil] + cuts
    let ends: [Int?] = cuts + [nil]
    return zip(starts, ends).map { AxisSlice.range(start: $0, end: $1, step: 1) }
  }

  /// How much comes before and after each axis: one number, one pair, or a pair for each.
  private static func widths(_ argument: KerasArgument, rank: Int) throws -> [(before: Int, after: Int)] {
    func numbers(_ value: ConfigValue) -> [Int]? {
      switch value {
      case .int(let number): [number, number]
      case .array(let values):
        values.allSatisfy { if case .int = $0 { true } else { false } }
          ? values.compactMap { if case .int(let number) = $0 { number } else { nil } } : nil
      default: nil
      }
    }
    func pair(_ value: ConfigValue) -> (before: Int, after: Int)? {
      guard let numbers = numbers(value), (1...2).contains(numbers.count) else { return nil }
      return (numbers[0], numbers[numbers.count - 1])
    }
    if case .value(let value) = argument {
      if let pair = pair(value) { return [(before: Int, after: Int)](repeating: pair, count: rank) }
      if case .array(let elements) = value {
        let pairs = elements.compactMap(pair)
        if pairs.count == elements.count, pairs.count == rank { return pairs }
      }
    }
    throw KeratinError(.argument, expected: "how much to add before and after each of \(rank) axes", received: "others")
  }

  /// What stands in Python's brackets.
  static func slices(_ argument: KerasArgument) throws -> [AxisSlice] {
    switch argument {
    case .value(.array(let values)): return try values.map(slice)
    case .list(let elements):
      return try elements.map { element in
        guard case .value(let value) = element else {
          throw KeratinError(.argument, expected: "slices by numbers", received: "slices by tensors")
        }
        return try slice(value)
      }
    case .value(let value): return [try slice(value)]
    case .tensor: throw KeratinError(.argument, expected: "slices by numbers", received: "slices by tensors")
    }
  }

  private static func slice(_ value: ConfigValue) throws -> AxisSlice {
    switch value {
    case .int(let index): return .index(index)
    case .null: return .insertion
    case .object(let members):
      if members["class_name"] == "__ellipsis__" { return .rest }
      guard members["class_name"] == "__slice__", case .object(let config)? = members["config"] else { break }
      func bound(_ name: String) throws -> Int? {
        switch config[name] {
        case .int(let number): number
        case .null, nil: nil
        default: throw KeratinError(.argument, expected: "integers in a slice", received: "others")
        }
      }
      return .range(start: try bound("start"), end: try bound("stop"), step: try bound("step") ?? 1)
    default: break
    }
    throw KeratinError(.argument, expected: "an index or a slice", received: "others")
  }
}
