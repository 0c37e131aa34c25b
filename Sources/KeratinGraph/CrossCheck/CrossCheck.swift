public import KeratinKernels

/// Compares every kernel that a plan runs with the same kernel on another backend.
///
/// The other backend works on the operands of the chosen one, and its result is dropped, so that differences cannot add up. The first
/// result beyond its kernel's ``ErrorBound`` throws, naming layer, operation and element.
public final class CrossCheck {
  public let reference: any Backend
  /// How many kernels were compared.
  public private(set) var kernelCount = 0
  /// The largest difference seen, as a share of its bound.
  public private(set) var largestShare = 0.0
  /// Where that was.
  public private(set) var largestAt = ""

  public init(against reference: any Backend) { self.reference = reference }

  /// One sentence: how many kernels were compared, and how close the closest came to its bound.
  public var summary: String {
    let share = (largestShare * 1000).rounded() / 10
    let place = largestAt.isEmpty ? "" : ", in \(largestAt)"
    return
      "\(kernelCount) kernels agree with \(reference.name); the largest difference is \(share) % of its bound\(place)"
  }

  /// Compares the elements of one result with the reference's, element i being allowed to differ by `bounds[i]`.
  func compare(
    _ result: [Double], _ expected: [Double], within bounds: (Int) -> Double, backend: any Backend, node: Node
  ) throws {
    for index in result.indices {
      let (a, b) = (result[index], expected[index])
      if a == b || (a.isNaN && b.isNaN) { continue }
      let difference = abs(a - b)
      let bound = bounds(index)
      guard difference <= bound || bound == .infinity else {
        throw KeratinError(
          .backend, expected: "\(backend.name) and \(reference.name) to agree within \(bound)",
          received: "element \(index) of \(result.count): \(a) and \(b), \(difference) apart",
          operation: node.name, layerPath: node.layerPath.isEmpty ? nil : node.layerPath,
          suggestion: "KERATIN_BACKEND=\(reference.name), and report the case")
      }
      if difference > largestShare * bound {
        largestShare = difference / bound
        largestAt = node.layerPath.isEmpty ? node.name : "\(node.name) in \(node.layerPath)"
      }
    }
  }

  func countKernel() { kernelCount += 1 }
}
