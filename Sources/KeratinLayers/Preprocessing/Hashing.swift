public import KeratinGraph
public import KeratinKernels

/// Numbers for strings or integers without a vocabulary: the remainder of a hash, FarmHash's as in Keras.
///
/// Strings are hashed as they are, integers as they are written. Of a model's layers this is none, since a plan does not hash: it makes the
/// numbers that a model is fed with. What cannot be is a tensor that carries the error.
///
///     Hashing(numBins: 3)(["A", "B", "C", "D", "E"])      // [1, 0, 1, 1, 2]
public final class Hashing {
  public let numBins: Int
  public let maskValue: String?
  public let outputMode: OutputMode
  private let elementType: ElementType

  /// - Parameters:
  ///   - numBins: the number of bins, at least 1.
  ///   - maskValue: what is given bin 0, and nothing else is; none by default. An integer as it is written.
  ///   - outputMode: bins by default; not ``OutputMode/tfIdf``. (Keras's `salt` needs another hash, which is not here.)
  ///   - elementType: of vectors; by default ``FloatPolicy/elementType``.
  public init(
    numBins: Int, maskValue: String? = nil, outputMode: OutputMode = .int, elementType: ElementType? = nil
  ) {
    self.numBins = numBins
    self.maskValue = maskValue
    self.outputMode = outputMode
    self.elementType = elementType ?? FloatPolicy.elementType
  }

  /// The bins of strings, `[n]`, or vectors made of them.
  public func callAsFunction(_ strings: [String]) -> Tensor {
    do { return try bins(strings, shape: [strings.count]) } catch { return failed(error) }
  }

  /// The bins of integers, of their shape, or vectors for the last axis.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    do {
      return try bins(try x.scalars(as: Int32.self).map { "\($0)" }, shape: x.shape)
    } catch { return failed(error) }
  }

  private func bins(_ strings: [String], shape: Shape) throws -> Tensor {
    guard (1...Int(Int32.max)).contains(numBins) else {
      throw KeratinError(.argument, expected: "numBins in 1...\(Int32.max)", received: "\(numBins)")
    }
    guard outputMode != .tfIdf else {
      throw KeratinError(
        .argument, expected: "outputMode .int, .oneHot, .multiHot or .count", received: "\(outputMode)")
    }
    // Bin 0 is kept for the mask where there are others.
    let isMasked = maskValue != nil && numBins > 1
    let count = UInt64(isMasked ? numBins - 1 : numBins)
    let numbers = strings.map { string -> Int32 in
      if isMasked && TokenText(string) == maskValue.map({ TokenText($0) }) { return 0 }
      return Int32(FarmHash.fingerprint(Array(string.utf8)) % count) + (isMasked ? 1 : 0)
    }
    return try Tensor(numbers, shape: shape).encoded(outputMode, depth: numBins, elementType: elementType)
  }

  private func failed(_ error: any Error) -> Tensor {
    Tensor(failing: KeratinError(wrapping: error).located(operation: "Hashing"))
  }
}
