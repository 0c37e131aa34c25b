internal import KeratinGraph
internal import KeratinKernels

/// Batches of windows, copied out of the series when they are asked for.
struct TimeseriesDataset: RandomPasses {
  let data: Tensor
  let targets: Tensor?
  let start: Int
  let length: Int
  let stride: Int
  let rate: Int
  let windows: Int
  /// `nil` for windows one by one.
  let batchSize: Int?
  /// What the orders of passes follow from, `nil` for the windows' own order.
  private let keys: PassKeys?

  init(
    data: Tensor, targets: Tensor?, start: Int, length: Int, stride: Int, rate: Int, windows: Int, batchSize: Int?,
    key: RandomKey?
  ) {
    (self.data, self.targets, self.start, self.length) = (data, targets, start, length)
    (self.stride, self.rate, self.windows, self.batchSize) = (stride, rate, windows, batchSize)
    keys = key.map(PassKeys.init)
  }

  private var step: Int { batchSize ?? 1 }

  var cardinality: Cardinality { .finite(windows / step + (windows.isMultiple(of: step) ? 0 : 1)) }

  var passKeys: [PassKeys] { keys.map { [$0] } ?? [] }

  func makeIterator() throws -> () throws -> Batch? {
    var random = keys.map { RandomSource($0.next()) }
    let order = random?.permutation(windows)
    var next = 0
    return {
      guard next < windows else { return nil }
      let end = next + min(step, windows - next)
      defer { next = end }
      return try batch((next..<end).map { place in start + (order.map { Int($0[place]) } ?? place) * stride })
    }
  }

  private func batch(_ beginnings: [Int]) throws -> Batch {
    let offsets = (0..<length).map { $0 * rate }
    let x = try rows(data, beginnings.flatMap { beginning in offsets.map { beginning + $0 } })
    let lead = batchSize == nil ? [length] : [beginnings.count, length]
    let y = try targets.map { targets in
      Tensor(try rows(targets, beginnings), type(targets, batchSize == nil ? [] : [beginnings.count]))
    }
    return Batch(Tensor(x, type(data, lead)), y)
  }

  private func type(_ tensor: Tensor, _ lead: [Int]) -> TensorType {
    TensorType(Shape(lead + tensor.shape.dimensions.dropFirst()), tensor.elementType)
  }

  /// Rows of a tensor one after another.
  private func rows(_ tensor: Tensor, _ indices: [Int]) throws -> Buffer {
    let source = try tensor.buffer()
    let rowBytes = TensorType(tensor.shape.droppingFirst, tensor.elementType).byteCount
    let buffer = Buffer(byteCount: indices.count * rowBytes)
    for (place, index) in indices.enumerated() {
      (buffer.address + place * rowBytes).copyMemory(from: source.address + index * rowBytes, byteCount: rowBytes)
    }
    return buffer
  }
}
