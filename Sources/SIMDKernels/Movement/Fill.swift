/// y[i] = value for i below count.
func fill(_ value: Float, _ y: UnsafeMutablePointer<Float>, _ count: Int) {
  spread(Floats(repeating: value), y, count)
}
