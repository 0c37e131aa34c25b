internal import KeratinKernels

/// What a convolution and its two gradients have in common.
struct ConvolutionForm: Sendable, Hashable {
  var rule: WindowRule
  var groups: Int

  /// The convolution of an input with kernels, for shapes that fit; throws else.
  ///
  /// - Parameters:
  ///   - input: `[batch, axes…, groups·channels]`.
  ///   - kernel: `[window…, channels, groups·filters]`.
  func descriptor(input: Shape, kernel: Shape) throws -> Convolution {
    guard groups > 0 else {
      throw KeratinError(.argument, expected: "groups to be at least 1", received: "\(groups)")
    }
    guard kernel.rank == input.rank else {
      throw KeratinError(
        .shape, expected: "a kernel of shape [window..., channels, filters] with \(input.rank) axes, as the input has",
        received: "kernel shape \(kernel)")
    }
    guard kernel[-1] % groups == 0 else {
      throw KeratinError(
        .shape, expected: "a number of filters that \(groups) groups share evenly", received: "kernel shape \(kernel)")
    }
    guard input[-1] == Shape.product(kernel[-2], groups) else {
      let sharing = groups == 1 ? "" : " in each of \(groups) groups"
      throw KeratinError(
        .shape, expected: "an input with \(kernel[-2]) channels\(sharing), for a kernel of shape \(kernel)",
        received: "input shape \(input)")
    }
    let window = Array(kernel.dimensions.dropLast(2))
    let motion = try rule.motion(batch: input[0], input: input.spatial, window: window)
    let result = resultShape(motion, rank: input.rank, channels: kernel[-1])
    for shape in [input, kernel, result] { try requireCountable(shape) }
    return Convolution(motion, groups: groups, channels: kernel[-2], filters: kernel[-1] / groups)
  }

  /// The shape of the convolution's result.
  func resultShape(input: Shape, kernel: Shape) throws -> Shape {
    let motion = try descriptor(input: input, kernel: kernel).window
    return resultShape(motion, rank: input.rank, channels: kernel[-1])
  }

  private func resultShape(_ motion: SpatialWindow, rank: Int, channels: Int) -> Shape {
    Shape([motion.batch] + motion.output.last(rank - 2) + [channels])
  }

  /// Requires the gradient of a result to have the result's shape.
  func requireResult(_ dy: Shape, input: Shape, kernel: Shape) throws {
    let result = try resultShape(input: input, kernel: kernel)
    guard dy == result else {
      throw KeratinError(
        .shape, expected: "the gradient of a result of shape \(result)", received: "shape \(dy)")
    }
  }
}

extension Convolution {
  /// Multiply-adds counted as two operations, `Int.max` where that is no `Int`.
  var countedOperations: Int {
    [2, resultCount, window.window.count, channels].reduce(1, Shape.product)
  }
}
