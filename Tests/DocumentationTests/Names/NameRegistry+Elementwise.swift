import Keratin

private let x = Tensor([1, 2])

extension NameRegistry {
  static func addElementwiseOperations(to names: inout NameRegistry) {
    names.use("ops.abs", "abs(_:)") { abs(x) }
    names.use("ops.ceil", "ceil(_:)") { ceil(x) }
    names.use("ops.cos", "cos(_:)") { cos(x) }
    names.use("ops.cosh", "cosh(_:)") { cosh(x) }
    names.use("ops.erf", "erf(_:)") { erf(x) }
    names.use("ops.exp", "exp(_:)") { exp(x) }
    names.use("ops.expm1", "expm1(_:)") { expm1(x) }
    names.use("ops.floor", "floor(_:)") { floor(x) }
    names.use("ops.log", "log(_:)") { log(x) }
    names.use("ops.log1p", "log1p(_:)") { log1p(x) }
    names.use("ops.reciprocal", "reciprocal(_:)") { reciprocal(x) }
    names.use("ops.relu", "relu(_:)") { relu(x) }
    names.use("ops.round", "round(_:)") { round(x) }
    names.use("ops.rsqrt", "rsqrt(_:)") { rsqrt(x) }
    names.use("ops.sigmoid", "sigmoid(_:)") { sigmoid(x) }
    names.use("ops.sign", "sign(_:)") { sign(x) }
    names.use("ops.sin", "sin(_:)") { sin(x) }
    names.use("ops.sinh", "sinh(_:)") { sinh(x) }
    names.use("ops.softplus", "softplus(_:)") { softplus(x) }
    names.use("ops.sqrt", "sqrt(_:)") { sqrt(x) }
    names.use("ops.square", "square(_:)") { square(x) }
    names.use("ops.tan", "tan(_:)") { tan(x) }
    names.use("ops.tanh", "tanh(_:)") { tanh(x) }
    names.use("ops.arccos", "acos(_:)") { acos(x) }
    names.use("ops.arcsin", "asin(_:)") { asin(x) }
    names.use("ops.arctan", "atan(_:)") { atan(x) }
    names.use("ops.isfinite", "isFinite(_:)") { isFinite(x) }
    names.use("ops.isnan", "isNaN(_:)") { isNaN(x) }
    names.use("ops.softmax", "softmax(_:)") { softmax(x) }
    names.use("ops.log_softmax", "logSoftmax(_:)") { logSoftmax(x) }
    names.use("ops.arctan2", "atan2(_:_:)") { atan2(x, x) }
    names.use("ops.maximum", "maximum(_:_:)") { maximum(x, x) }
    names.use("ops.minimum", "minimum(_:_:)") { minimum(x, x) }
    names.use("ops.power", "pow(_:_:)") { pow(x, x) }
    names.use("ops.mod", "floorMod(_:_:)") { floorMod(x, x) }
    names.use("ops.add", "+") { x + x }
    names.use("ops.subtract", "-") { x - x }
    names.use("ops.multiply", "*") { x * x }
    names.use("ops.divide", "/") { x / x }
    names.use("ops.equal", ".==") { x .== x }
    names.use("ops.not_equal", ".!=") { x .!= x }
    names.use("ops.less", ".<") { x .< x }
    names.use("ops.less_equal", ".<=") { x .<= x }
    names.use("ops.greater", ".>") { x .> x }
    names.use("ops.greater_equal", ".>=") { x .>= x }
    names.use("ops.logical_and", ".&") { x .& x }
    names.use("ops.logical_or", ".|") { x .| x }
    names.use("ops.logical_not", ".!") { .!x }
    names.use("ops.negative", "-") { -x }
    names.use("ops.where", "which(_:_:_:)") { which(x, x, x) }
    names.use("ops.clip", "clamped(min:max:)") { x.clamped(min: 0, max: 1) }
    names.use("ops.cast", "cast(to:)") { x.cast(to: .int32) }
    names.use("ops.stop_gradient", "stopGradient()") { x.stopGradient() }
    names.use("ops.allclose", "isClose(to:)") { try x.isClose(to: x) }
    names.use("ops.sparse_categorical_crossentropy", "sparseCrossEntropy(logits:labels:)") {
      sparseCrossEntropy(logits: x, labels: x)
    }
    names.use("ops.categorical_crossentropy", "crossEntropy(logits:targets:)") { crossEntropy(logits: x, targets: x) }
    names.use("ops.celu", "ActivationFunction.celu") { ActivationFunction.celu }
    names.use("ops.elu", "ActivationFunction.elu") { ActivationFunction.elu }
    names.use("ops.gelu", "ActivationFunction.gelu") { ActivationFunction.gelu }
    names.use("ops.glu", "ActivationFunction.glu") { ActivationFunction.glu }
    names.use("ops.hard_shrink", "ActivationFunction.hardShrink") { ActivationFunction.hardShrink }
    names.use("ops.hard_sigmoid", "ActivationFunction.hardSigmoid") { ActivationFunction.hardSigmoid }
    names.use("ops.hard_silu", "ActivationFunction.hardSilu") { ActivationFunction.hardSilu }
    names.use("ops.hard_tanh", "ActivationFunction.hardTanh") { ActivationFunction.hardTanh }
    names.use("ops.leaky_relu", "ActivationFunction.leakyReLU") { ActivationFunction.leakyReLU }
    names.use("ops.log_sigmoid", "ActivationFunction.logSigmoid") { ActivationFunction.logSigmoid }
    names.use("ops.relu6", "ActivationFunction.relu6") { ActivationFunction.relu6 }
    names.use("ops.selu", "ActivationFunction.selu") { ActivationFunction.selu }
    names.use("ops.silu", "ActivationFunction.silu") { ActivationFunction.silu }
    names.use("ops.soft_shrink", "ActivationFunction.softShrink") { ActivationFunction.softShrink }
    names.use("ops.softsign", "ActivationFunction.softsign") { ActivationFunction.softsign }
    names.use("ops.sparse_plus", "ActivationFunction.sparsePlus") { ActivationFunction.sparsePlus }
    names.use("ops.sparse_sigmoid", "ActivationFunction.sparseSigmoid") { ActivationFunction.sparseSigmoid }
    names.use("ops.squareplus", "ActivationFunction.squareplus") { ActivationFunction.squareplus }
    names.use("ops.tanh_shrink", "ActivationFunction.tanhShrink") { ActivationFunction.tanhShrink }
    names.use("ops.threshold", "ActivationFunction.threshold(_:defaultValue:)") {
      ActivationFunction.threshold(0, defaultValue: 0)
    }
  }
}
