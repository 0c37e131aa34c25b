internal import KeratinKernels

/// x, taken for a constant when gradients are computed.
struct StopGradient: Operation {
  var name: String { "stopGradient" }
  var isView: Bool { true }

  func types(_ inputs: [TensorType]) -> [TensorType] { [inputs[0]] }

  func gradient(_ call: GradientCall) -> [Tensor?] { [nil] }

  func kernel(_ types: NodeTypes) -> Kernel { Copy().kernel(types) }
}
