import Keratin

extension NameRegistry {
  static func addActivations(to names: inout NameRegistry) {
    names.use("activations.celu", "ActivationFunction.celu") { ActivationFunction.celu }
    names.use("activations.elu", "ActivationFunction.elu") { ActivationFunction.elu }
    names.use("activations.exponential", "ActivationFunction.exponential") { ActivationFunction.exponential }
    names.use("activations.gelu", "ActivationFunction.gelu") { ActivationFunction.gelu }
    names.use("activations.glu", "ActivationFunction.glu") { ActivationFunction.glu }
    names.use("activations.hard_shrink", "ActivationFunction.hardShrink") { ActivationFunction.hardShrink }
    names.use("activations.hard_sigmoid", "ActivationFunction.hardSigmoid") { ActivationFunction.hardSigmoid }
    names.use("activations.hard_silu", "ActivationFunction.hardSilu") { ActivationFunction.hardSilu }
    names.use("activations.hard_tanh", "ActivationFunction.hardTanh") { ActivationFunction.hardTanh }
    names.use("activations.leaky_relu", "ActivationFunction.leakyReLU") { ActivationFunction.leakyReLU }
    names.use("activations.linear", "ActivationFunction.linear") { ActivationFunction.linear }
    names.use("activations.log_sigmoid", "ActivationFunction.logSigmoid") { ActivationFunction.logSigmoid }
    names.use("activations.log_softmax", "ActivationFunction.logSoftmax") { ActivationFunction.logSoftmax }
    names.use("activations.mish", "ActivationFunction.mish") { ActivationFunction.mish }
    names.use("activations.relu", "ActivationFunction.relu") { ActivationFunction.relu }
    names.use("activations.relu6", "ActivationFunction.relu6") { ActivationFunction.relu6 }
    names.use("activations.selu", "ActivationFunction.selu") { ActivationFunction.selu }
    names.use("activations.sigmoid", "ActivationFunction.sigmoid") { ActivationFunction.sigmoid }
    names.use("activations.silu", "ActivationFunction.silu") { ActivationFunction.silu }
    names.use("activations.soft_shrink", "ActivationFunction.softShrink") { ActivationFunction.softShrink }
    names.use("activations.softmax", "ActivationFunction.softmax") { ActivationFunction.softmax }
    names.use("activations.softplus", "ActivationFunction.softplus") { ActivationFunction.softplus }
    names.use("activations.softsign", "ActivationFunction.softsign") { ActivationFunction.softsign }
    names.use("activations.sparse_plus", "ActivationFunction.sparsePlus") { ActivationFunction.sparsePlus }
    names.use("activations.sparse_sigmoid", "ActivationFunction.sparseSigmoid") { ActivationFunction.sparseSigmoid }
    names.use("activations.squareplus", "ActivationFunction.squareplus") { ActivationFunction.squareplus }
    names.use("activations.tanh", "ActivationFunction.tanh") { ActivationFunction.tanh }
    names.use("activations.tanh_shrink", "ActivationFunction.tanhShrink") { ActivationFunction.tanhShrink }
    names.use("activations.threshold", "ActivationFunction.threshold(_:defaultValue:)") {
      ActivationFunction.threshold(0, defaultValue: 0)
    }
  }
}
