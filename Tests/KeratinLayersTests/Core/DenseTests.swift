import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import Testing

@Suite struct DenseTests {
  @Test func takesIntegersAndOtherWidths() throws {
    let layer = Dense(2, kernelInitializer: .identity(gain: 3))
    for x in [Tensor([[1, 2]] as [[Int32]]), Tensor([[1, 2]] as [[UInt8]]), Tensor([[1, 2]] as [[Double]])] {
      let y = layer(x)
      #expect(y.elementType == .float32)
      #expect(try y.scalars(as: Float.self) == [3, 6])
    }
  }

  @Test func takesAnEmptyBatch() throws {
    let y = Dense(3, activation: .relu)(Tensor.ones([0, 2]))
    #expect(y.shape == [0, 3])
    #expect(try y.scalars(as: Float.self).isEmpty)
  }

  @Test func takesActivationsOfOnesOwn() throws {
    let cube = ActivationFunction("cube") { $0 * $0 * $0 }
    let layer = Dense(2, activation: cube, kernelInitializer: .constant(0.5), elementType: .float64)
    let x = Tensor([[1, 2], [-3, 0.5]] as [[Double]])
    #expect(try layer(x).scalars(as: Double.self) == [3.375, 3.375, -1.953125, -1.953125])
    #expect(throws: KeratinError.self) { try layer.serialized.requireWritable(path: "") }
    try checkGradients(at: [x], variables: layer.trainableVariables) { layer($0[0]) }
  }

  @Test func hasKerasConfiguration() {
    let layer = Dense(
      3, activation: .relu, kernelInitializer: .heNormal(seed: 5), kernelRegularizer: .l1l2(l1: 0.1, l2: 0.2),
      biasRegularizer: .l2(), name: "d", isTrainable: false, elementType: .float64)
    let expected: [String: ConfigValue] = [
      "name": "d", "trainable": false, "dtype": "float64", "units": 3, "activation": "relu", "use_bias": true,
      "kernel_initializer": [
        "module": "keras.initializers", "class_name": "HeNormal", "config": ["seed": 5], "registered_name": nil,
      ],
      "bias_initializer": [
        "module": "keras.initializers", "class_name": "Zeros", "config": [:], "registered_name": nil,
      ],
      "kernel_regularizer": [
        "module": "keras.regularizers", "class_name": "L1L2", "config": ["l1": 0.1, "l2": 0.2], "registered_name": nil,
      ],
      "bias_regularizer": [
        "module": "keras.regularizers", "class_name": "L2", "config": ["l2": 0.01], "registered_name": nil,
      ],
      "kernel_constraint": nil, "bias_constraint": nil,
    ]
    #expect(layer.config == expected)
  }

  @Test func isMadeOfTheElementTypeInForce() {
    #expect(Dense(1).elementType == .float32)
    #expect(FloatPolicy.with(.float64) { Dense(1).elementType } == .float64)
    #expect(FloatPolicy.with(.float64) { Dense(1, elementType: .float32).elementType } == .float32)
  }
}
