public import KeratinKernels

/// The first index at which two arrays of one length have elements of different bytes, `nil` if there is none.
public func firstDifferenceInBits<T: Scalar>(_ a: [T], _ b: [T]) -> Int? {
  a.withUnsafeBytes { a in
    b.withUnsafeBytes { b in
      zip(a, b).enumerated().first { $1.0 != $1.1 }.map { $0.offset / MemoryLayout<T>.stride }
    }
  }
}
