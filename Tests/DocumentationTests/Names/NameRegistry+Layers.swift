import Keratin

extension NameRegistry {
  static func addLayers(to names: inout NameRegistry) {
    names.use("layers.Input", "Input(shape:)") { Input(shape: [1]) }
    names.use("layers.InputLayer", "InputLayer") { InputLayer.self }
    names.type("layers.InputSpec") { InputSpec(rank: 1) }
    names.type("layers.Layer") { Layer() }
    names.type("layers.Dense") { Dense(1) }
    names.type("layers.Activation") { Activation(.relu) }
    names.type("layers.Embedding") { Embedding(1, 1) }
    names.type("layers.Identity") { Keratin.Identity() }
    names.type("layers.Lambda") { Lambda { $0 } }
    names.type("layers.ReLU") { ReLU() }
    names.type("layers.LeakyReLU") { LeakyReLU() }
    names.type("layers.ELU") { ELU() }
    names.type("layers.PReLU") { PReLU() }
    names.type("layers.Softmax") { Softmax() }
    names.type("layers.BatchNormalization") { BatchNormalization() }
    names.type("layers.LayerNormalization") { LayerNormalization() }
    names.type("layers.GroupNormalization") { GroupNormalization() }
    names.type("layers.RMSNormalization") { RMSNormalization() }
    names.type("layers.UnitNormalization") { UnitNormalization() }
    names.type("layers.Dropout") { Dropout(0.5) }
    names.type("layers.SpatialDropout1D") { SpatialDropout1D(0.5) }
    names.type("layers.SpatialDropout2D") { SpatialDropout2D(0.5) }
    names.type("layers.SpatialDropout3D") { SpatialDropout3D(0.5) }
    names.type("layers.GaussianNoise") { GaussianNoise(0.5) }
    names.type("layers.GaussianDropout") { GaussianDropout(0.5) }
    names.type("layers.AlphaDropout") { AlphaDropout(0.5) }
    names.type("layers.ActivityRegularization") { ActivityRegularization() }
    names.type("layers.Add") { Add() }
    names.type("layers.Subtract") { Subtract() }
    names.type("layers.Multiply") { Multiply() }
    names.type("layers.Average") { Average() }
    names.type("layers.Maximum") { Maximum() }
    names.type("layers.Minimum") { Minimum() }
    names.type("layers.Concatenate") { Concatenate() }
    names.type("layers.Dot") { Dot(axes: 1) }
    names.type("layers.Rescaling") { Rescaling(1) }
    names.type("layers.Normalization") { Normalization() }
    names.type("layers.TextVectorization") { TextVectorization() }
    names.type("layers.StringLookup") { StringLookup() }
    names.type("layers.IntegerLookup") { IntegerLookup() }
    names.type("layers.CategoryEncoding") { CategoryEncoding(numTokens: 1) }
    names.type("layers.Discretization") { Discretization(numBins: 1) }
    names.type("layers.Hashing") { Hashing(numBins: 1) }
  }

  static func addShapingLayers(to names: inout NameRegistry) {
    names.type("layers.Flatten") { Flatten() }
    names.type("layers.Reshape") { Reshape([1]) }
    names.type("layers.Permute") { Permute([1]) }
    names.type("layers.RepeatVector") { RepeatVector(1) }
    names.type("layers.Cropping1D") { Cropping1D() }
    names.type("layers.Cropping2D") { Cropping2D() }
    names.type("layers.Cropping3D") { Cropping3D() }
    names.type("layers.ZeroPadding1D") { ZeroPadding1D() }
    names.type("layers.ZeroPadding2D") { ZeroPadding2D() }
    names.type("layers.ZeroPadding3D") { ZeroPadding3D() }
    names.type("layers.UpSampling1D") { UpSampling1D() }
    names.type("layers.UpSampling2D") { UpSampling2D() }
    names.type("layers.UpSampling3D") { UpSampling3D() }
    names.type("layers.GlobalAveragePooling1D") { GlobalAveragePooling1D() }
    names.type("layers.GlobalAveragePooling2D") { GlobalAveragePooling2D() }
    names.type("layers.GlobalAveragePooling3D") { GlobalAveragePooling3D() }
    names.type("layers.GlobalMaxPooling1D") { GlobalMaxPooling1D() }
    names.type("layers.GlobalMaxPooling2D") { GlobalMaxPooling2D() }
    names.type("layers.GlobalMaxPooling3D") { GlobalMaxPooling3D() }
  }
}
