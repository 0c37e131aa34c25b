internal import KeratinGraph

extension RNN {
  func sequenceMask(of x: Tensor, _ context: CallContext) -> Tensor? { nil }
}
