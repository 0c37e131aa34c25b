internal import KeratinSIMDTable

func makeRowTable() -> RowTable {
  RowTable(
    softmax: softmax, logSoftmax: logSoftmax, softmaxGradient: softmaxGradient,
    sparseCrossEntropy: sparseCrossEntropy, sparseCrossEntropyGradient: sparseCrossEntropyGradient,
    crossEntropy: crossEntropy, crossEntropyGradient: crossEntropyGradient)
}
