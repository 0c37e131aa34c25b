public import KeratinKernels

extension TestBackend {
  /// The new w and velocity; an empty `velocity` is none.
  public func sgd<T: FloatingScalar>(
    gradient: [T], learningRate: T, _ update: SGDUpdate, w: [T], velocity: [T]
  ) throws -> (w: [T], velocity: [T]) {
    let learningRate = [learningRate]
    let bytes = kernels.workspaceBytes(update, T.self)
    let written: [[T]] = try run([.elements(w), .elements(velocity)], workspaceBytes: bytes) {
      results, workspace in
      var w = results.mutableElements(0, as: T.self)
      var velocity = results.mutableElements(1, as: T.self)
      kernels.sgd(
        gradient: gradient.span, learningRate: learningRate.span, update, w: &w, velocity: &velocity, &workspace)
    }
    return (written[0], written[1])
  }

  /// The new w, m, v and largest v; an empty `largestV` is none.
  public func adam<T: FloatingScalar>(
    gradient: [T], learningRate: T, iterations: Int32, _ update: AdamUpdate, w: [T], m: [T], v: [T], largestV: [T]
  ) throws -> [[T]] {
    let learningRate = [learningRate]
    let iterations = [iterations]
    let bytes = kernels.workspaceBytes(update, T.self)
    return try run([.elements(w), .elements(m), .elements(v), .elements(largestV)], workspaceBytes: bytes) {
      results, workspace in
      var w = results.mutableElements(0, as: T.self)
      var m = results.mutableElements(1, as: T.self)
      var v = results.mutableElements(2, as: T.self)
      var largestV = results.mutableElements(3, as: T.self)
      kernels.adam(
        gradient: gradient.span, learningRate: learningRate.span, iterations: iterations.span, update,
        w: &w, m: &m, v: &v, largestV: &largestV, &workspace)
    }
  }
}
