import AllocationCounter
import Keratin

/// Prints how many allocations a call of a predictor makes, for a small model and a large one, beside those of its result.
func countServingAllocations() throws {
  for depth in [1, 12] {
    let input = Input(shape: [20])
    var hidden = input
    for _ in 0..<depth { hidden = Dense(24, activation: .relu)(hidden) }
    let predictor = try Model(inputs: input, outputs: Dense(5)(hidden)).predictor()
    let x = Tensor.randomUniform([8, 20], seed: 1)
    for _ in 0..<3 { _ = try predictor.predict(x) }
    let before = allocation_count()
    for _ in 0..<100 { _ = try predictor.predict(x) }
    print("\(depth): \(allocation_count() - before)")
  }
  let type = TensorType([8, 5])
  let before = allocation_count()
  for _ in 0..<100 { withExtendedLifetime(Tensor(Buffer(byteCount: type.byteCount), type)) {} }
  print("result: \(allocation_count() - before)")
}
