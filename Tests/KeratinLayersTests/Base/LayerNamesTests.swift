import KeratinGraph
import KeratinKernels
import KeratinLayers
import Testing

@Suite struct LayerNamesTests {
  /// As Keras's `to_snake_case` has them.
  @Test(arguments: [
    ("Dense", "dense"), ("Conv2D", "conv2d"), ("MaxPooling2D", "max_pooling2d"), ("PReLU", "p_re_lu"),
    ("LSTM", "lstm"), ("ReLU", "re_lu"), ("LeakyReLU", "leaky_re_lu"), ("RMSNormalization", "rms_normalization"),
    ("GRU", "gru"), ("Conv1DTranspose", "conv1d_transpose"), ("InputLayer", "input_layer"), ("ELU", "elu"),
    ("SimpleRNN", "simple_rnn"), ("ConvLSTM2D", "conv_lstm2d"), ("LSTMCell", "lstm_cell"),
    ("GlobalAveragePooling1D", "global_average_pooling1d"), ("MultiHeadAttention", "multi_head_attention"),
    ("UpSampling2D", "up_sampling2d"), ("EinsumDense", "einsum_dense"), ("A", "a"), ("myLayer", "my_layer"),
    ("Scale2Big", "scale2_big"), ("ABcDe", "a_bc_de"), ("Pair<Int, Float>", "pair"),
  ])
  func areSnakeCase(_ className: String, _ expected: String) {
    #expect(LayerNames.snakeCase(className) == expected)
  }

  @Test func areNumberedFromTheSecondOn() {
    withSession {
      #expect((0..<3).map { _ in Dense(1).name } == ["dense", "dense_1", "dense_2"])
      // A name that was given is not counted.
      #expect(Dense(1, name: "head").name == "head")
      #expect(Dense(1).name == "dense_3")
      #expect(ReLU().name == "re_lu")
      #expect(Input(shape: [2]).symbolic?.call.callee.name == "input_layer")
      #expect(Input(shape: [2]).symbolic?.call.callee.name == "input_layer_1")
      clearSession()
      #expect(Dense(1).name == "dense")
    }
  }

  @Test func followTheClassOfASubclass() {
    final class TwoHeaded: Layer {}
    final class Generic<Element>: Layer {}
    withSession {
      #expect(TwoHeaded().name == "two_headed")
      #expect(Generic<[Int]>().name == "generic")
      #expect(Identity().name == "identity")
    }
  }
}
