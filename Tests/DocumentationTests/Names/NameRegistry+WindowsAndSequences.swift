import Keratin

extension NameRegistry {
  static func addWindowLayers(to names: inout NameRegistry) {
    names.type("layers.Conv1D") { Conv1D(1, kernelSize: 1) }
    names.type("layers.Conv2D") { Conv2D(1, kernelSize: 1) }
    names.type("layers.Conv3D") { Conv3D(1, kernelSize: 1) }
    names.type("layers.Conv1DTranspose") { Conv1DTranspose(1, kernelSize: 1) }
    names.type("layers.Conv2DTranspose") { Conv2DTranspose(1, kernelSize: 1) }
    names.type("layers.Conv3DTranspose") { Conv3DTranspose(1, kernelSize: 1) }
    names.type("layers.DepthwiseConv1D") { DepthwiseConv1D(kernelSize: 1) }
    names.type("layers.DepthwiseConv2D") { DepthwiseConv2D(kernelSize: 1) }
    names.type("layers.SeparableConv1D") { SeparableConv1D(1, kernelSize: 1) }
    names.type("layers.SeparableConv2D") { SeparableConv2D(1, kernelSize: 1) }
    names.type("layers.MaxPooling1D") { MaxPooling1D() }
    names.type("layers.MaxPooling2D") { MaxPooling2D() }
    names.type("layers.MaxPooling3D") { MaxPooling3D() }
    names.type("layers.AveragePooling1D") { AveragePooling1D() }
    names.type("layers.AveragePooling2D") { AveragePooling2D() }
    names.type("layers.AveragePooling3D") { AveragePooling3D() }
    names.type("layers.Resizing") { Resizing(height: 1, width: 1) }
    names.type("layers.CenterCrop") { CenterCrop(height: 1, width: 1) }
    names.type("layers.RandomFlip") { RandomFlip() }
    names.use("ops.conv", "convolve(_:_:)") { convolve(Tensor(0), Tensor(0)) }
    names.use("ops.conv_transpose", "convolveTransposed(_:_:)") { convolveTransposed(Tensor(0), Tensor(0)) }
    names.use("ops.depthwise_conv", "depthwiseConvolve(_:_:)") { depthwiseConvolve(Tensor(0), Tensor(0)) }
    names.use("ops.max_pool", "maxPool(_:size:)") { maxPool(Tensor(0), size: 2) }
    names.use("ops.average_pool", "averagePool(_:size:)") { averagePool(Tensor(0), size: 2) }
  }

  static func addSequenceLayers(to names: inout NameRegistry) {
    names.type("layers.SimpleRNN") { SimpleRNN(1) }
    names.type("layers.LSTM") { LSTM(1) }
    names.type("layers.GRU") { GRU(1) }
    names.type("layers.SimpleRNNCell") { SimpleRNNCell(1) }
    names.type("layers.LSTMCell") { LSTMCell(1) }
    names.type("layers.GRUCell") { GRUCell(1) }
    names.type("layers.StackedRNNCells") { StackedRNNCells([LSTMCell(1)]) }
    names.type("layers.RNN") { RNN(LSTMCell(1)) }
    names.type("layers.Bidirectional") { Bidirectional(LSTM(1)) }
    names.type("layers.TimeDistributed") { TimeDistributed(Dense(1)) }
    names.type("layers.Masking") { Masking() }
    names.type("layers.MultiHeadAttention") { MultiHeadAttention(numHeads: 1, keyDim: 1) }
    names.type("layers.Attention") { Attention() }
    names.type("layers.AdditiveAttention") { AdditiveAttention() }
    names.type("layers.EinsumDense") { EinsumDense("ab,bc->ac", outputShape: [1]) }
  }

  static func addFiles(to names: inout NameRegistry) {
    names.type("callbacks.ModelCheckpoint") { ModelCheckpoint("a.keras") }
    names.type("callbacks.BackupAndRestore") { BackupAndRestore("folder") }
    names.type("callbacks.SwapEMAWeights") { SwapEMAWeights() }
    names.use("Model.save_weights", "Model.saveWeights(to:)") { try Model().saveWeights(to: "a.npz") }
    names.use("Model.load_weights", "Model.loadWeights(from:)") { try Model().loadWeights(from: "a.npz") }
    names.use("utils.get_file", "getFile(_:origin:)") { try getFile("name", origin: "http://localhost") }
    names.use("utils.image_dataset_from_directory", "imageDatasetFromDirectory(_:)") {
      try imageDatasetFromDirectory("folder")
    }
    names.use("utils.timeseries_dataset_from_array", "timeseriesDatasetFromArray(_:_:sequenceLength:)") {
      try timeseriesDatasetFromArray(Tensor(0), nil, sequenceLength: 1)
    }
    names.use("utils.normalize", "normalize(_:axis:order:)") { normalize(Tensor(0)) }
    names.use("utils.to_categorical", "toCategorical(_:numClasses:)") { try toCategorical([1]) }
    names.use("utils.pad_sequences", "padSequences(_:)") { try padSequences([[1]]) }
    names.use("utils.split_dataset", "splitDataset(_:leftSize:rightSize:)") {
      try splitDataset(imageDatasetFromDirectory("folder"), leftSize: nil)
    }
    names.use("utils.PyDataset", "IndexedDataset") { (any IndexedDataset).self }
    names.use("datasets.mnist", "Datasets.mnist(_:)") { try Datasets.mnist() }
    names.use("datasets.fashion_mnist", "Datasets.fashionMNIST(_:)") { try Datasets.fashionMNIST() }
    names.use("datasets.cifar10", "Datasets.cifar10(_:)") { try Datasets.cifar10() }
    names.use("datasets.cifar100", "Datasets.cifar100(_:)") { try Datasets.cifar100() }
    names.use("datasets.imdb", "Datasets.imdb(_:)") { try Datasets.imdb() }
    names.use("datasets.reuters", "Datasets.reuters(_:)") { try Datasets.reuters() }
    names.use("datasets.boston_housing", "Datasets.bostonHousing(_:)") { try Datasets.bostonHousing() }
    names.use("datasets.california_housing", "Datasets.californiaHousing(_:)") { try Datasets.californiaHousing() }
  }
}
