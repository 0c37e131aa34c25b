package import KeratinGraph

/// All of Keras's classes that files may hold, floor by floor. A new one belongs here, and conforms to ``KerasObject``.
package enum KerasClasses {
  package static let layers = ObjectKind<Layer>(
    "a layer",
    [
      ActivityRegularization.self, Activation.self, Add.self, AdditiveAttention.self, AlphaDropout.self, Attention.self,
      Average.self, AveragePooling1D.self, AveragePooling2D.self, AveragePooling3D.self, BatchNormalization.self,
      Bidirectional.self, CategoryEncoding.self, CenterCrop.self, Concatenate.self, Conv1D.self, Conv1DTranspose.self,
      Conv2D.self, Conv2DTranspose.self, Conv3D.self, Conv3DTranspose.self, Cropping1D.self, Cropping2D.self,
      Cropping3D.self, Dense.self, DepthwiseConv1D.self, DepthwiseConv2D.self, Discretization.self, Dot.self,
      Dropout.self, ELU.self, EinsumDense.self, Embedding.self, Flatten.self, GRU.self, GRUCell.self,
      GaussianDropout.self, GaussianNoise.self, GlobalAveragePooling1D.self, GlobalAveragePooling2D.self,
      GlobalAveragePooling3D.self, GlobalMaxPooling1D.self, GlobalMaxPooling2D.self, GlobalMaxPooling3D.self,
      GroupNormalization.self, Identity.self, InputLayer.self, IntegerLookup.self, LSTM.self, LSTMCell.self,
      LayerNormalization.self, LeakyReLU.self, Masking.self, MaxPooling1D.self, MaxPooling2D.self, MaxPooling3D.self,
      Maximum.self, Minimum.self, MultiHeadAttention.self, Multiply.self, Normalization.self, PReLU.self, Permute.self,
      RMSNormalization.self, RNN.self, RandomFlip.self, ReLU.self, RepeatVector.self, Rescaling.self, Reshape.self,
      Resizing.self, SeparableConv1D.self, SeparableConv2D.self, SimpleRNN.self, SimpleRNNCell.self, Softmax.self,
      SpatialDropout1D.self, SpatialDropout2D.self, SpatialDropout3D.self, StackedRNNCells.self, Subtract.self,
      TimeDistributed.self, UnitNormalization.self, UpSampling1D.self, UpSampling2D.self, UpSampling3D.self,
      ZeroPadding1D.self, ZeroPadding2D.self, ZeroPadding3D.self,
    ], acceptsWords: false)

  package static let initializers = ObjectKind<any Initializer>(
    "an initializer",
    [
      Initializers.Constant.self, Initializers.GlorotNormal.self, Initializers.GlorotUniform.self,
      Initializers.HeNormal.self, Initializers.HeUniform.self, Initializers.Identity.self,
      Initializers.LecunNormal.self, Initializers.LecunUniform.self, Initializers.Ones.self,
      Initializers.Orthogonal.self, Initializers.RandomNormal.self, Initializers.RandomUniform.self,
      Initializers.TruncatedNormal.self, Initializers.VarianceScaling.self, Initializers.Zeros.self,
    ],
    words: [
      "IdentityInitializer": Initializers.Identity.self, "OrthogonalInitializer": Initializers.Orthogonal.self,
      "normal": Initializers.RandomNormal.self, "one": Initializers.Ones.self,
      "uniform": Initializers.RandomUniform.self, "zero": Initializers.Zeros.self,
    ])

  package static let regularizers = ObjectKind<any Regularizer>(
    "a regularizer",
    [
      Regularizers.L1.self, Regularizers.L1L2.self, Regularizers.L2.self, Regularizers.OrthogonalRegularizer.self,
    ], words: ["l1_l2": Regularizers.L1L2.self])

  package static let constraints = ObjectKind<any Constraint>(
    "a constraint",
    [
      Constraints.MaxNorm.self, Constraints.MinMaxNorm.self, Constraints.NonNeg.self, Constraints.UnitNorm.self,
    ])
}
