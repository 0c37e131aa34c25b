import KeratinTestSupport
import KeratinTraining

/// The optimizer that Keras describes by class and configuration.
func makeOptimizer(_ className: String, _ config: FixtureValue) throws -> Optimizer {
  let learningRate = config["learning_rate"].double!
  let weightDecay = config["weight_decay"].double
  let (clipnorm, clipvalue) = (config["clipnorm"].double, config["clipvalue"].double)
  let globalClipnorm = config["global_clipnorm"].double
  switch className {
  case "SGD":
    return SGD(
      learningRate: learningRate, momentum: config["momentum"].double!, nesterov: config["nesterov"].bool!,
      weightDecay: weightDecay, clipnorm: clipnorm, globalClipnorm: globalClipnorm, clipvalue: clipvalue)
  case "Adam":
    return Adam(
      learningRate: learningRate, beta1: config["beta_1"].double!, beta2: config["beta_2"].double!,
      epsilon: config["epsilon"].double!, amsgrad: config["amsgrad"].bool!, weightDecay: weightDecay,
      clipnorm: clipnorm, globalClipnorm: globalClipnorm, clipvalue: clipvalue)
  default: throw FixtureError.missing("optimizer", className)
  }
}
