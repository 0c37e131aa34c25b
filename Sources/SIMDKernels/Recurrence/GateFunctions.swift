internal import CVector
internal import KeratinKernels

/// f(x).
@inline(__always)
func activated(_ kind: ActivationKind, _ x: Floats) -> Floats {
  switch kind {
  case .linear: x
  case .relu: vector_max(Floats(repeating: 0), x)
  case .sigmoid: sigmoid(x)
  case .tanh: tanh(x)
  }
}

/// From y = f(x) and dy: dx.
@inline(__always)
func activationGradient(_ kind: ActivationKind, _ y: Floats, _ dy: Floats) -> Floats {
  switch kind {
  case .linear: dy
  case .relu: vector_select(vector_less(Floats(repeating: 0), y), dy, Floats(repeating: 0))
  case .sigmoid: gradientOfSigmoid(y, dy)
  case .tanh: gradientOfTanh(y, dy)
  }
}

/// From y = sigmoid(x) and dy: dx.
@inline(__always)
func gradientOfSigmoid(_ y: Floats, _ dy: Floats) -> Floats { dy * y * (Floats(repeating: 1) - y) }

/// From y = tanh(x) and dy: dx.
@inline(__always)
func gradientOfTanh(_ y: Floats, _ dy: Floats) -> Floats { dy * (Floats(repeating: 1) - y * y) }

/// Stores the first `width` lanes, past the caches if asked to.
@inline(__always)
func keep(_ value: Floats, _ p: UnsafeMutablePointer<Float>, _ width: Int, streams: Bool) {
  if streams && width == lanes { vector_store_streaming(p, value) } else { vector_store_first(p, value, width) }
}
