public import KeratinKernels

/// Tensors made by a rule.
extension Tensor {
  /// A tensor in which every element is `value`.
  public static func full(_ shape: Shape, _ value: Double, elementType: ElementType = .float32) -> Tensor {
    Tensor(repeating: value, shape: shape, elementType: elementType)
  }

  /// The numbers 0, 1, … before `end`, int32 by default.
  public static func arange(_ end: Int, elementType: ElementType = .int32) -> Tensor {
    arange(from: 0, to: Double(end), elementType: elementType)
  }

  /// The numbers from `start` on before `end`, `step` apart: start + i·step, each rounded once.
  public static func arange(
    from start: Double, to end: Double, by step: Double = 1, elementType: ElementType = .float32
  ) -> Tensor {
    let count = ((end - start) / step).rounded(.up)
    guard step != 0, start.isFinite, end.isFinite, step.isFinite, count <= Double(Int32.max) else {
      let error = KeratinError(
        .argument, expected: "finite bounds, a step other than 0 and at most \(Int32.max) numbers",
        received: "from \(start) to \(end) by \(step)", operation: "arange")
      return Tensor(failing: error, TensorType([Shape.unknown], elementType))
    }
    return sequence(Int(Swift.max(count, 0)), elementType, "arange") { start + Double($0) * step }
  }

  /// `count` numbers evenly spaced from `start` to `end`, both included.
  public static func linspace(
    from start: Double, to end: Double, count: Int, elementType: ElementType = .float32
  ) -> Tensor {
    let last = Double(Swift.max(count - 1, 1))
    return sequence(count, elementType, "linspace") { i in
      i > 0 && i == count - 1 ? end : start + (end - start) * (Double(i) / last)
    }
  }

  /// A matrix with ones on a diagonal and zeros elsewhere.
  ///
  /// - Parameters:
  ///   - rows: the number of rows.
  ///   - columns: the number of columns, `rows` by default.
  ///   - diagonal: how far above the main diagonal (below, if negative) the ones stand.
  public static func eye(
    _ rows: Int, columns: Int? = nil, diagonal: Int = 0, elementType: ElementType = .float32
  ) -> Tensor {
    let columns = columns ?? rows
    let type = TensorType([rows, columns], .int32)
    do { try requireRoom(for: type) } catch { return Tensor(failing: error.located(operation: "eye"), type) }
    let row = arange(rows).expandingDimension(at: 1)
    return (arange(columns).expandingDimension(at: 0) - row .== Double(diagonal)).cast(to: elementType)
  }

  /// A vector of `depth` elements for each label, 1 at the label and 0 elsewhere; zeros for a label outside `0..<depth`.
  ///
  /// - Parameter labels: integers of any shape.
  /// - Returns: shape `[...labels, depth]`.
  public static func oneHot(_ labels: Tensor, depth: Int, elementType: ElementType = .float32) -> Tensor {
    apply(OneHot(depth: depth, elementType: elementType), labels.cast(to: .int32))
  }

  private static func sequence(
    _ count: Int, _ elementType: ElementType, _ name: String, _ element: (Int) -> Double
  ) -> Tensor {
    // The numbers are first made in Double.
    do { try requireRoom(for: TensorType([count], .float64)) } catch {
      return Tensor(failing: error.located(operation: name), TensorType([Shape.unknown], elementType))
    }
    let numbers = (0..<count).map(element)
    return Tensor(Buffer(converting: numbers, to: elementType), TensorType([count], elementType))
  }
}
