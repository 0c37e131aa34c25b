internal import KeratinKernels

/// x with elements of one value before and after it along each axis.
struct Pad: Operation {
  /// For each axis, how many elements before and after.
  let widths: [Width]
  let value: Double

  struct Width: Sendable, Hashable {
    let before: Int
    let after: Int
  }

  var name: String { "padded" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    let (shape, limit) = (inputs[0].shape, 0...Int(Int32.max))
    guard widths.count == shape.rank, widths.allSatisfy({ limit.contains($0.before) && limit.contains($0.after) })
    else {
      throw KeratinError(
        .argument,
        expected: "for each of \(shape.rank) axes how many elements before and after, 0 to \(limit.upperBound)",
        received: "[\(widths.map { "(\($0.before), \($0.after))" }.joined(separator: ", "))] for shape \(shape)")
    }
    let padded = zip(shape.dimensions, widths).map { $0 + $1.before + $1.after }
    return [TensorType(Shape(padded), inputs[0].elementType)]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] {
    [call.dy.sliced(slices(call.inputs[0].shape))]
  }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    let (source, result) = (types.inputs[0], types.results[0])
    let copy = try SliceLayout(slices(source.shape), of: result.shape).copy
    if value == 0 { return .spreading(copy, source.elementType) }
    let value = source.elementType == .bool ? 1 : value
    func make<T: ArithmeticScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: .exact,
        workspaceBytes: { _ in
          Workspace.bytes(result.count, of: T.self) + Workspace.bytes(1, of: T.self)
            + Workspace.bytes(source.count, of: UInt8.self) + Workspace.bytes(result.count, of: UInt8.self)
        },
        run: { call in
          var workspace = call.workspace
          var spread = workspace.take(result.count, of: T.self)
          var filling = workspace.take(1, of: T.self)
          var ones = workspace.take(source.count, of: UInt8.self)
          var isInside = workspace.take(result.count, of: UInt8.self)
          call.backend.copyAdjoint(call.input(0, as: T.self), copy, into: &spread)
          call.backend.fill(1, into: &ones)
          call.backend.copyAdjoint(ones.span, copy, into: &isInside)
          call.backend.fill(T(rounding: value), into: &filling)
          var y = call.result(as: T.self)
          call.backend.select(
            isInside.span, spread.span, filling.span,
            Broadcast([[result.count], [result.count], [1]], to: [result.count]), into: &y)
        })
    }
    return make(source.elementType.arithmeticScalar)
  }

  /// Where x lies in the result.
  private func slices(_ shape: Shape) -> [AxisSlice] {
    zip(shape.dimensions, widths).map { .range(start: $1.before, end: $1.before + $0, step: 1) }
  }
}
