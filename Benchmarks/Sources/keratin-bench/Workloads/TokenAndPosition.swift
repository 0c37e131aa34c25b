import Keratin

/// An embedding of tokens plus one of their places, as in Keras's example of a transformer that classifies texts.
final class TokenAndPosition: Layer {
  let tokens = Embedding(Workload.vocabulary, 32, name: "tok")
  let positions = Embedding(200, 32, name: "pos")

  override func call(_ x: Tensor, _ context: CallContext) -> Tensor {
    tokens(x) + positions(Tensor((0..<200).map { Int32($0) }))
  }
}
