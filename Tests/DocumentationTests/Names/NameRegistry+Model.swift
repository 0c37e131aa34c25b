import Keratin

private let x = Tensor([1, 2])

extension NameRegistry {
  static func addModel(to names: inout NameRegistry) {
    let model = Sequential([Dense(1)])
    names.use("Model", "Model(inputs:outputs:)") { Model(inputs: x, outputs: x) }
    names.type("Sequential") { Sequential([Dense(1)]) }
    names.use("Model.add", "add(_:)") { model.add(Dense(1)) }
    names.use("Model.pop", "pop()") { try model.pop() }
    names.use("Model.add_loss", "CallContext.addLoss(_:)") { CallContext(isTraining: true).addLoss(x) }
    names.use("Model.add_weight", "add(_:shape:)") { model.add(Variable("w", initializer: .zeros), shape: [1]) }
    names.use("Model.build", "build(_:)") { try model.build([[nil, 1]]) }
    names.use("Model.call", "call(_:_:)") { try model.call([x], CallContext(isTraining: true)) }
    names.use("Model.compile", "compile(optimizer:loss:metrics:)") { try model.compile(loss: .meanSquaredError) }
    names.use("Model.compute_loss", "computeLoss(_:_:)") { model.computeLoss }
    names.use("Model.compute_metrics", "computeMetrics(_:_:)") { model.computeMetrics }
    names.use("Model.compute_mask", "computeMask(_:_:)") { try model.computeMask([x], [x]) }
    names.use("Model.reset_metrics", "resetMetrics()") { try model.resetMetrics() }
    names.use("Model.count_params", "parameterCount") { model.parameterCount }
    names.use("Model.evaluate", "evaluate(_:_:)") { try model.evaluate(x, x) }
    names.use("Model.fit", "fit(_:_:)") { try model.fit(x, x) }
    names.use("Model.get_config", "config") { model.config }
    names.use("Model.get_layer", "layer(named:)") { try model.layer(named: "dense") }
    names.use("Model.get_weights", "getWeights()") { model.getWeights() }
    names.use("Model.inputs", "inputs") { model.inputs }
    names.use("Model.input_shape", "inputs[0].shape") { model.inputs[0].shape }
    names.use("Model.layers", "layers") { model.layers }
    names.use("Model.metrics", "metrics") { model.metrics }
    names.use("Model.non_trainable_variables", "nonTrainableVariables") { model.nonTrainableVariables }
    names.use("Model.outputs", "outputs") { model.outputs }
    names.use("Model.output_shape", "outputs[0].shape") { model.outputs[0].shape }
    names.use("Model.predict", "predict(_:)") { try model.predict(x) }
    names.use("Model.predict_step", "predictStep(_:)") { model.predictStep }
    names.use("Model.set_weights", "setWeights(_:)") { try model.setWeights([]) }
    names.use("Model.summary", "summary()") { try model.summary() }
    names.use("Model.test_on_batch", "testOnBatch(_:_:)") { try model.testOnBatch(x, x) }
    names.use("Model.test_step", "testStep(_:)") { model.testStep }
    names.use("Model.trainable_weights", "trainableVariables") { model.trainableVariables }
    names.use("Model.non_trainable_weights", "nonTrainableVariables") { model.nonTrainableVariables }
    names.use("Model.predict_on_batch", "predict(_:)") { try model.predict(x) }
    names.use("Model.losses", "penalties") { model.penalties }
    names.use("Model.train_on_batch", "trainOnBatch(_:_:)") { try model.trainOnBatch(x, x) }
    names.use("Model.train_step", "trainStep(_:)") { model.trainStep }
    names.use("Model.trainable", "isTrainable") { model.isTrainable }
    names.use("Model.trainable_variables", "trainableVariables") { model.trainableVariables }
    names.use("Model.variables", "variables") { model.variables }
    names.use("Model.weights", "weights") { model.weights }
    names.use("Model.save", "save(_:)") { try model.save("model.keras") }
    names.use("Model.to_json", "toJSON()") { try model.toJSON() }
    names.use("saving.load_model", "Model.load(_:)") { try Model.load("model.keras") }
    names.use("models.clone_model", "cloneModel(_:)") { try cloneModel(model) }
    names.use("models.model_from_json", "Model.model(fromJSON:)") { try Model.model(fromJSON: "{}") }
    names.use("utils.register_keras_serializable", "CustomObjects.register(_:)") {
      CustomObjects.register(Layer.self) { _ in Layer() }
    }
  }
}
