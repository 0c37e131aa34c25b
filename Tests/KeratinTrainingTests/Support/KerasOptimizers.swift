import KeratinTestSupport
import KeratinTraining

/// The optimizer that Keras describes by class and configuration.
func makeOptimizer(_ className: String, _ config: FixtureValue) throws -> Optimizer {
  let learningRate = config["learning_rate"].double!
  let weightDecay = config["weight_decay"].double
  let (clipnorm, clipvalue) = (config["clipnorm"].double, config["clipvalue"].double)
  let lossScale = config["loss_scale_factor"].double
  let globalClipnorm = config["global_clipnorm"].double
  let (useEMA, emaMomentum) = (config["use_ema"].bool!, config["ema_momentum"].double!)
  let (emaFrequency, accumulation) = (config["ema_overwrite_frequency"].int, config["gradient_accumulation_steps"].int)
  switch className {
  case "SGD":
    return SGD(
      learningRate: learningRate, momentum: config["momentum"].double!, nesterov: config["nesterov"].bool!,
      weightDecay: weightDecay, clipnorm: clipnorm, globalClipnorm: globalClipnorm, clipvalue: clipvalue,
      useEMA: useEMA, emaMomentum: emaMomentum, emaOverwriteFrequency: emaFrequency,
      lossScaleFactor: lossScale, gradientAccumulationSteps: accumulation)
  case "Adam":
    return Adam(
      learningRate: learningRate, beta1: config["beta_1"].double!, beta2: config["beta_2"].double!,
      epsilon: config["epsilon"].double!, amsgrad: config["amsgrad"].bool!, weightDecay: weightDecay,
      clipnorm: clipnorm, globalClipnorm: globalClipnorm, clipvalue: clipvalue, useEMA: useEMA,
      emaMomentum: emaMomentum, emaOverwriteFrequency: emaFrequency, lossScaleFactor: lossScale,
      gradientAccumulationSteps: accumulation)
  case "AdamW":
    return AdamW(
      learningRate: learningRate, beta1: config["beta_1"].double!, beta2: config["beta_2"].double!,
      epsilon: config["epsilon"].double!, amsgrad: config["amsgrad"].bool!, weightDecay: weightDecay,
      clipnorm: clipnorm, globalClipnorm: globalClipnorm, clipvalue: clipvalue, useEMA: useEMA,
      emaMomentum: emaMomentum, emaOverwriteFrequency: emaFrequency, lossScaleFactor: lossScale,
      gradientAccumulationSteps: accumulation)
  case "Adamax":
    return Adamax(
      learningRate: learningRate, beta1: config["beta_1"].double!, beta2: config["beta_2"].double!,
      epsilon: config["epsilon"].double!, weightDecay: weightDecay, clipnorm: clipnorm, globalClipnorm: globalClipnorm,
      clipvalue: clipvalue, useEMA: useEMA, emaMomentum: emaMomentum, emaOverwriteFrequency: emaFrequency,
      lossScaleFactor: lossScale, gradientAccumulationSteps: accumulation)
  case "Nadam":
    return Nadam(
      learningRate: learningRate, beta1: config["beta_1"].double!, beta2: config["beta_2"].double!,
      epsilon: config["epsilon"].double!, weightDecay: weightDecay, clipnorm: clipnorm, globalClipnorm: globalClipnorm,
      clipvalue: clipvalue, useEMA: useEMA, emaMomentum: emaMomentum, emaOverwriteFrequency: emaFrequency,
      lossScaleFactor: lossScale, gradientAccumulationSteps: accumulation)
  case "RMSprop":
    return RMSprop(
      learningRate: learningRate, rho: config["rho"].double!, momentum: config["momentum"].double!,
      epsilon: config["epsilon"].double!, centered: config["centered"].bool!, weightDecay: weightDecay,
      clipnorm: clipnorm, globalClipnorm: globalClipnorm, clipvalue: clipvalue, useEMA: useEMA,
      emaMomentum: emaMomentum, emaOverwriteFrequency: emaFrequency, lossScaleFactor: lossScale,
      gradientAccumulationSteps: accumulation)
  case "Adagrad":
    return Adagrad(
      learningRate: learningRate, initialAccumulatorValue: config["initial_accumulator_value"].double!,
      epsilon: config["epsilon"].double!, weightDecay: weightDecay, clipnorm: clipnorm, globalClipnorm: globalClipnorm,
      clipvalue: clipvalue, useEMA: useEMA, emaMomentum: emaMomentum, emaOverwriteFrequency: emaFrequency,
      lossScaleFactor: lossScale, gradientAccumulationSteps: accumulation)
  case "Adadelta":
    return Adadelta(
      learningRate: learningRate, rho: config["rho"].double!, epsilon: config["epsilon"].double!,
      weightDecay: weightDecay, clipnorm: clipnorm, globalClipnorm: globalClipnorm, clipvalue: clipvalue,
      useEMA: useEMA, emaMomentum: emaMomentum, emaOverwriteFrequency: emaFrequency,
      lossScaleFactor: lossScale, gradientAccumulationSteps: accumulation)
  case "Lion":
    return Lion(
      learningRate: learningRate, beta1: config["beta_1"].double!, beta2: config["beta_2"].double!,
      weightDecay: weightDecay, clipnorm: clipnorm, globalClipnorm: globalClipnorm, clipvalue: clipvalue,
      useEMA: useEMA, emaMomentum: emaMomentum, emaOverwriteFrequency: emaFrequency,
      lossScaleFactor: lossScale, gradientAccumulationSteps: accumulation)
  case "Ftrl":
    return Ftrl(
      learningRate: learningRate, learningRatePower: config["learning_rate_power"].double!,
      initialAccumulatorValue: config["initial_accumulator_value"].double!,
      l1RegularizationStrength: config["l1_regularization_strength"].double!,
      l2RegularizationStrength: config["l2_regularization_strength"].double!,
      l2ShrinkageRegularizationStrength: config["l2_shrinkage_regularization_strength"].double!,
      beta: config["beta"].double!, weightDecay: weightDecay, clipnorm: clipnorm, globalClipnorm: globalClipnorm,
      clipvalue: clipvalue, useEMA: useEMA, emaMomentum: emaMomentum, emaOverwriteFrequency: emaFrequency,
      lossScaleFactor: lossScale, gradientAccumulationSteps: accumulation)
  default: throw FixtureError.missing("optimizer", className)
  }
}
