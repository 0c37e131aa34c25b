import KeratinKernels

/// Σ aᵢ·bᵢ in Double: exact for whole numbers of moderate size.
func dot<T: Scalar>(_ a: [T], _ b: [T]) -> Double {
  zip(a, b).reduce(0) { $0 + $1.0.asDouble * $1.1.asDouble }
}
