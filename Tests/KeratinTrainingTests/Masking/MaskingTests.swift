import Keratin
import Testing

/// Masks in whole models: where they go, what they change, and how that is seen.
@Suite struct MaskingTests {
  private let words = Tensor([[3, 1, 0, 0], [2, 0, 0, 0], [1, 2, 3, 1]] as [[Int32]])

  private func tagger() -> Sequential {
    Sequential(name: "tagger") {
      Input(shape: [4], elementType: .int32)
      Embedding(4, 3, maskZero: true, name: "words")
      Dense(2, activation: .softmax, name: "tag")
    }
  }

  @Test func carriesMasksThroughModels() throws {
    try withSession {
      let model = tagger()
      #expect(model.outputs[0].hasMask)
      let mask = try #require(model(words).mask)
      #expect(mask.elementType == .bool)
      #expect(try mask.scalars(as: Int32.self) == [1, 1, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1])
      // A model is a layer, and operations drop masks.
      let outer = Sequential([model, Activation(.relu)])
      #expect(outer(words).hasMask)
      #expect(!(model(words) * 2).hasMask)
      #expect(!GlobalAveragePooling1D()(model(words)).hasMask)
    }
  }

  @Test func showsMasksInTheSummary() throws {
    try withSession {
      let text = try tagger().summary(lineLength: 88)
      #expect(text.contains("(None, 4, 3) masked"))
      #expect(text.contains("(None, 4, 2) masked"))
      let plain = Sequential {
        Input(shape: [4], elementType: .int32)
        Embedding(4, 3)
      }
      #expect(try !plain.summary().contains("masked"))
    }
  }

  /// Whatever stands in masked steps, targets included, neither loss nor accuracy sees it.
  @Test func leavesPaddingOutOfLossAndMetrics() throws {
    try withSession {
      let model = tagger()
      try model.compile(optimizer: .sgd(), loss: .sparseCategoricalCrossentropy(), metrics: [.accuracy])
      let tags = Tensor([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 1]] as [[Int32]])
      let others = Tensor([[0, 1, 1, 1], [1, 1, 1, 1], [0, 0, 1, 1]] as [[Int32]])
      let scores = try model.evaluate(words, tags, verbose: .silent).values
      #expect(try model.evaluate(words, others, verbose: .silent).values == scores)
      let guesses = try model.predict(words, verbose: .silent).argmax(axis: -1).scalars(as: Int32.self)
      let counted = [0, 1, 4, 8, 9, 10, 11]
      let right = try zip(guesses, tags.scalars(as: Int32.self)).enumerated().filter {
        counted.contains($0.offset) && $0.element.0 == $0.element.1
      }
      #expect(abs(scores[1] - Double(right.count) / 7) < 1e-6)
    }
  }

  @Test func refusesMasksThatDoNotFit() throws {
    let x = Tensor.zeros([2, 3, 4])
    #expect(x.withMask(Tensor.ones([2, 5])).error?.kind == .shape)
    #expect(x.withMask(Tensor.ones([2, 3, 4, 1])).error?.kind == .shape)
    #expect(Input(shape: [3, 4]).withMask(Tensor.ones([2, 3])).error?.kind == .state)
    #expect(x.withMask(Tensor([[2, 0, 1], [0, 0, 1]] as [[Float]])).mask?.elementType == .bool)
    #expect(!x.withMask(Tensor.ones([2, 3])).withMask(nil).hasMask)
    let y = Tensor.zeros([2, 3]).withMask(Tensor.ones([2, 3]))
    #expect(throws: KeratinError.self) { try Losses.MeanSquaredError()(Tensor.zeros([2, 3]), y) }
    #expect(Masking()(Tensor.zeros([3])).error != nil)
    #expect(!Flatten()(x.withMask(Tensor.ones([2, 3]))).hasMask)
  }
}
