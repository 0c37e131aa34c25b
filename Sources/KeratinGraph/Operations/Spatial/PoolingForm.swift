internal import KeratinKernels

/// What pooling and its gradients have in common.
struct PoolingForm: Sendable, Hashable {
  let size: [Int]
  let rule: WindowRule

  /// The pooling of an input `[batch, axes…, channels]`; throws where the window does not fit.
  func descriptor(_ input: Shape) throws -> Pooling {
    let motion = try rule.motion(batch: input[0], input: input.spatial, window: size).withoutUnseenEdges
    let pooling = Pooling(motion, channels: input[-1])
    for shape in [input, Shape(motion.window.last(3)), resultShape(pooling, rank: input.rank)] {
      try requireCountable(shape)
    }
    return pooling
  }

  func resultShape(_ input: Shape) throws -> Shape { resultShape(try descriptor(input), rank: input.rank) }

  private func resultShape(_ pooling: Pooling, rank: Int) -> Shape {
    Shape([pooling.window.batch] + pooling.window.output.last(rank - 2) + [pooling.channels])
  }

  /// Requires the gradient of a result to have the result's shape.
  func requireResult(_ dy: Shape, input: Shape) throws {
    let result = try resultShape(input)
    guard dy == result else {
      throw KeratinError(.shape, expected: "the gradient of a result of shape \(result)", received: "shape \(dy)")
    }
  }
}

extension SpatialWindow {
  /// The same without those ends of the window that lie outside the input wherever it stands: a window may be far larger than its input.
  fileprivate var withoutUnseenEdges: SpatialWindow {
    var trimmed = self
    for axis in [\SpatialExtents.depth, \.height, \.width] where output[keyPath: axis] > 0 {
      let last = (output[keyPath: axis] - 1) * strides[keyPath: axis]
      let front = max(padding[keyPath: axis] - last, 0)
      trimmed.padding[keyPath: axis] -= front
      trimmed.window[keyPath: axis] =
        min(window[keyPath: axis], padding[keyPath: axis] + input[keyPath: axis]) - front
    }
    return trimmed
  }
}

extension Pooling {
  /// How many windows an element of the input can lie in.
  var overlap: Int {
    func along(_ window: Int, _ stride: Int) -> Int { (window - 1) / stride + 1 }
    return [
      along(window.window.depth, window.strides.depth), along(window.window.height, window.strides.height),
      along(window.window.width, window.strides.width),
    ].reduce(1, Shape.product)
  }

  var windowCount: Int { window.window.count }

  /// One operation for each element that a window sees, padding included.
  var countedOperations: Int { Shape.product(resultCount, windowCount) }
}
