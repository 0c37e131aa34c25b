import ArgumentParser
import ExampleOptions
import Foundation
import Keratin

// --backend, --threads and --seed, the flags that every example takes.
try RunOptions.parseOrExit().apply()

// MARK: Data

let (train, test) = try Datasets.iris()
print("train", train.x.shape, "test", test.x.shape)
print(train.x[0..<3])

// MARK: One neuron

let length = train.x[.all, 2..<3]
let width = train.x[.all, 3..<4]

let w = try Variable("w", Tensor([[0.0 as Float]]))
let b = try Variable("b", Tensor([0.0 as Float]))

func neuron(_ x: Tensor) -> Tensor { x.matmul(w.value) + b.value }
func loss() -> Tensor { square(neuron(length) - width).mean() }

print("loss before", String(format: "%.3f", try loss().scalar(as: Float.self)))

// MARK: Learning

for step in 1...200 {
  let slopes = try gradient(with: [w, b], of: loss)
  try w.assign(w.value - slopes[0] * 0.03)
  try b.assign(b.value - slopes[1] * 0.03)
  if step == 1 || step % 50 == 0 {
    print("step \(step)", String(format: "loss %.3f", try loss().scalar(as: Float.self)))
  }
}

let slope = try w.value.scalar(as: Float.self)
let offset = try b.value.scalar(as: Float.self)
print(String(format: "width = %.2f * length %+.2f", slope, offset))

// MARK: Backpropagation

let trace = Trace()
try trace.run {
  let prediction = trace.input(TensorType([3, 1])).matmul(w.value)
  _ = try gradient(of: square(prediction).mean(), with: [w.value])
}
print(trace.graph)

// MARK: The same in three lines

let line = Sequential {
  Input(shape: [1])
  Dense(1, kernelInitializer: .zeros)
}
try line.compile(optimizer: .sgd(learningRate: 0.03), loss: .meanSquaredError)
let history = try line.fit(length, width, batchSize: train.count, epochs: 200, verbose: .silent, shuffle: false)
print(String(format: "loss of epoch 200 %.3f", history["loss"][199]))

// MARK: A network

let mean = train.x.mean(axis: 0)
let spread = train.x.standardDeviation(axes: [0])
func standardized(_ x: Tensor) -> Tensor { (x - mean) / spread }

let model = Sequential(name: "iris") {
  Input(shape: [4])
  Dense(16, activation: .relu, kernelInitializer: .glorotUniform)
  Dense(3, activation: .softmax)
}
print(try model.summary(lineLength: 65))

// MARK: Training

try model.compile(
  optimizer: .adam(learningRate: 0.01),
  loss: .sparseCategoricalCrossentropy(),
  metrics: [.accuracy])

let course = try model.fit(
  standardized(train.x), train.y, batchSize: 16, epochs: 40, verbose: .silent,
  validationData: (standardized(test.x), test.y))
for epoch in [0, 4, 39] {
  print(
    String(
      format: "epoch %2d  loss %.2f  accuracy %.2f  on unseen flowers: loss %.2f  accuracy %.2f", epoch + 1,
      course["loss"][epoch], course["accuracy"][epoch], course["val_loss"][epoch], course["val_accuracy"][epoch]))
}
print("updates", try model.optimizer!.iterations.value.scalar(as: Int32.self))

// MARK: Using it

let flower = Tensor([[6.0, 2.9, 4.5, 1.5] as [Float]])
let probabilities: [Float] = try model.predict(standardized(flower), verbose: .silent).scalars()
for (species, probability) in zip(Datasets.irisSpecies, probabilities) {
  print(species, String(format: "%.1f", probability))
}

// MARK: When nothing is left to learn

let small = train.x[0..<15]
let large = Sequential {
  Input(shape: [4])
  Dense(256, activation: .relu)
  Dense(256, activation: .relu)
  Dense(3)
}
try large.compile(
  optimizer: .adam(), loss: .sparseCategoricalCrossentropy(fromLogits: true), metrics: [.accuracy])
try large.fit(standardized(small), train.y[0..<15], epochs: 200, verbose: .silent)
let known = try large.evaluate(standardized(small), train.y[0..<15], verbose: .silent)
let unseen = try large.evaluate(standardized(test.x), test.y, verbose: .silent)
print(String(format: "known flowers: loss %.2f, unseen flowers: loss %.2f", known.loss, unseen.loss))
