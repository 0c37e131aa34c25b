internal import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

/// Checks a layer against a case of layers.json: that it is Keras's, that its gradients are those of what it computes, and that it is
/// the same on every backend, at once and planned.
///
/// In order: class, default name and configuration; the same layer made from it; the weights' shapes; the shape of the result on a functional input with unknown batch;
/// results and gradients in float64 on the reference, next to Keras's numbers; the same bits from a plan; gradients next to finite
/// differences; one step of gradient descent; in float32, every kernel of every backend next to the reference's.
///
/// - Parameters:
///   - sample: what Keras computed.
///   - isSmooth: false where the case's numbers touch a kink, so that differences say nothing.
///   - make: makes the layer, with a name and an element type by default.
/// - Throws: a ``LayerFault`` that names the case and what is wrong, or what a layer or check threw.
public func checkLayer(_ sample: FixtureCase, isSmooth: Bool = true, _ make: () throws -> Layer) throws {
  try withoutActuallyEscaping(make) { make in
    let check = LayerCheck(sample: sample, make: make)
    try FloatPolicy.with(.float64) {
      try Backends.with(Backends.naive) {
        try check.checkConfiguration()
        try check.checkRemade()
        try check.checkFunctionalShapes()
        try check.checkNumbers()
        try check.checkPlan()
        if isSmooth { try check.checkDifferences() }
        try check.checkTrainingStep()
      }
    }
    for backend in TestBackends.all { try check.checkSinglePrecision(backend) }
  }
}
