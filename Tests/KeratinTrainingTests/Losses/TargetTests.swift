import KeratinGraph
import KeratinKernels
import KeratinTraining
import Testing

/// Targets that cannot be: what losses say of them.
struct TargetTests {
  private func complaint(
    _ loss: any Loss, _ targets: Tensor, _ prediction: Shape, at location: SourceLocation = #_sourceLocation
  ) -> String? {
    let error = #expect(throws: KeratinError.self, sourceLocation: location) {
      try loss.validate(targets, prediction: TensorType(prediction))
    }
    return error?.description
  }

  @Test func labelsOutOfRange() {
    let loss = Losses.SparseCategoricalCrossentropy()
    #expect(
      complaint(loss, Tensor([0, 1, 2, 3, 4] as [Int32]), [nil, 3])
        == "sparse_categorical_crossentropy: expected labels in 0...2, whole numbers, for predictions of 3 classes. "
        + "Received: 3 in sample 3. Try: labels that begin at 0, or a last layer with at least 4 units.")
    #expect(
      complaint(loss, Tensor([[0], [-1]] as [[Int32]]), [nil, 3])
        == "sparse_categorical_crossentropy: expected labels in 0...2, whole numbers, for predictions of 3 classes. "
        + "Received: -1 in sample 1. Try: ignoreClass: -1, if it stands for no label.")
    #expect(
      complaint(loss, Tensor([0, 1.5] as [Float]), [nil, 3])
        == "sparse_categorical_crossentropy: expected labels in 0...2, whole numbers, for predictions of 3 classes. "
        + "Received: 1.5 in sample 1. Try: meanSquaredError, if targets are no labels.")
    #expect(
      complaint(loss, Tensor([0, .nan] as [Double]), [nil, 3])
        == "sparse_categorical_crossentropy: expected labels in 0...2, whole numbers, for predictions of 3 classes. "
        + "Received: nan in sample 1. Try: dropping samples without a label.")
    #expect(
      complaint(loss, Tensor([[0, 1], [2, 9]] as [[UInt8]]), [nil, 2, 3])
        == "sparse_categorical_crossentropy: expected labels in 0...2, whole numbers, for predictions of 3 classes. "
        + "Received: 9 in sample 1 at [1]. Try: labels that begin at 0, or a last layer with at least 10 units.")
    #expect(
      complaint(loss, Tensor([0, .infinity] as [Float]), [nil, 3])
        == "sparse_categorical_crossentropy: expected labels in 0...2, whole numbers, for predictions of 3 classes. "
        + "Received: inf in sample 1. Try: labels that begin at 0.")
  }

  @Test func labelsOfOtherShapes() {
    let loss = Losses.SparseCategoricalCrossentropy()
    #expect(
      complaint(loss, Tensor([[1, 0, 0], [0, 0, 1]] as [[Float]]), [nil, 3])
        == "sparse_categorical_crossentropy: expected a label for each of the samples of predictions of shape [nil, 3], "
        + "classes on axis -1. Received: targets of shape [2, 3]. "
        + "Try: categoricalCrossentropy, which takes one-hot targets.")
    #expect(
      complaint(loss, Tensor([0, 1] as [Int32]), [nil, 4, 3])
        == "sparse_categorical_crossentropy: expected a label for each of the samples of predictions of shape [nil, 4, 3], "
        + "classes on axis -1. Received: targets of shape [2].")
    #expect(
      complaint(Losses.SparseCategoricalCrossentropy(axis: 2), Tensor([0, 1] as [Int32]), [nil, 3])
        == "sparse_categorical_crossentropy: expected predictions with an axis 2 for the classes. "
        + "Received: predictions of shape [nil, 3].")
  }

  @Test func labelsThatAreRight() throws {
    let prediction = TensorType([nil, 3])
    let loss = Losses.SparseCategoricalCrossentropy()
    for targets in [
      Tensor([0, 2, 1] as [Int32]), Tensor([0, 2, 1] as [UInt8]), Tensor([0, 2, 1] as [Float]),
      Tensor([[0], [2], [1]] as [[Double]]), Tensor([-0.0] as [Float]), Tensor([Int32]()),
    ] { try loss.validate(targets, prediction: prediction) }
    try Losses.SparseCategoricalCrossentropy(ignoreClass: -1)
      .validate(Tensor([0, -1, 2] as [Int32]), prediction: prediction)
    try Losses.SparseCategoricalCrossentropy(axis: 1)
      .validate(Tensor([[0, 2, 1, 0]] as [[Int32]]), prediction: TensorType([nil, 3, 4]))
  }

  @Test func classesThatThePredictionsLack() {
    let loss = Losses.CategoricalCrossentropy()
    #expect(
      complaint(loss, Tensor([[1, 0, 0, 0]] as [[Float]]), [nil, 3])
        == "categorical_crossentropy: expected targets of the shape of the predictions, [nil, 3]. "
        + "Received: targets of shape [1, 4]. Try: a last layer with 4 units.")
    #expect(
      complaint(loss, Tensor([1, 0] as [Int32]), [nil, 3])
        == "categorical_crossentropy: expected targets of the shape of the predictions, [nil, 3]. "
        + "Received: targets of shape [2]. Try: sparseCategoricalCrossentropy, if targets are labels.")
    #expect(
      complaint(loss, Tensor([[0, .nan, 1]] as [[Float]]), [nil, 3])
        == "categorical_crossentropy: expected finite targets. Received: nan in sample 0 at [1]. "
        + "Try: dropping or filling in what is missing.")
  }

  @Test func binaryTargetsOutsideZeroToOne() {
    let loss = Losses.BinaryCrossentropy()
    #expect(
      complaint(loss, Tensor([0, 1, -1] as [Float]), [nil, 1])
        == "binary_crossentropy: expected targets in 0...1. Received: -1 in sample 2. "
        + "Try: labels 0 and 1; meanSquaredError for other numbers.")
    #expect(
      complaint(loss, Tensor([[0, 1], [2, 0]] as [[Int32]]), [nil, 2])
        == "binary_crossentropy: expected targets in 0...1. Received: 2 in sample 1 at [0]. "
        + "Try: labels 0 and 1; meanSquaredError for other numbers.")
    #expect(complaint(loss, Tensor([[Float.nan]]), [nil, 1])?.contains("nan in sample 0") == true)
    #expect(
      complaint(loss, Tensor([0, 1] as [Int32]), [nil, 3])
        == "binary_crossentropy: expected targets of the shape of the predictions, [nil, 3]. "
        + "Received: targets of shape [2]. Try: sparseCategoricalCrossentropy, if targets are labels of 3 classes.")
  }

  @Test func targetsOfARegression() throws {
    let loss = Losses.MeanSquaredError()
    #expect(
      complaint(loss, Tensor([[1, 2, 3]] as [[Float]]), [nil, 1])
        == "mean_squared_error: expected targets of the shape of the predictions, [nil, 1]. "
        + "Received: targets of shape [1, 3]. Try: a last layer with 3 units.")
    #expect(
      complaint(loss, Tensor([1, 2, .nan, .nan] as [Float]), [nil, 1])
        == "mean_squared_error: expected finite targets. Received: nan in sample 2. "
        + "Try: dropping or filling in what is missing.")
    try loss.validate(Tensor([1, 2] as [Int32]), prediction: TensorType([nil, 1]))
    try loss.validate(Tensor([[1], [2]] as [[Float]]), prediction: TensorType([nil]))
  }

  @Test func aCallChecksItsTargetsAndBothShapes() {
    let p = Tensor([[0.2, 0.3, 0.5], [0.1, 0.1, 0.8]] as [[Float]])
    let late = #expect(throws: KeratinError.self) {
      try Losses.SparseCategoricalCrossentropy()(Tensor([0, 3] as [Int32]), p)
    }
    #expect(late?.received == "3 in sample 1")
    let shapes = #expect(throws: KeratinError.self) {
      try Losses.MeanSquaredError()(Tensor.zeros([3, 3]), p)
    }
    #expect(
      shapes?.description
        == "mean_squared_error: expected targets of the shape of the predictions, [2, 3]. "
        + "Received: targets of shape [3, 3].")
    let failed = Tensor([[1, 2], [3]] as [[Float]])
    let carried = #expect(throws: KeratinError.self) { try Losses.MeanSquaredError()(failed, p) }
    #expect(carried == failed.error)
  }

  @Test func smoothingBeyondOne() {
    let error = #expect(throws: KeratinError.self) {
      try Losses.BinaryCrossentropy(labelSmoothing: 1.5)(Tensor([[0] as [Float]]), Tensor([[0.5] as [Float]]))
    }
    #expect(
      error?.description == "binary_crossentropy: expected labelSmoothing between 0 and 1. Received: 1.5.")
  }
}
