/// A result of a kernel: what a fault spoils.
public enum FaultyResult: Sendable, CaseIterable {
  case fill, copy, copyAdjoint, concatenate, gather, gatherAdjoint, oneHot, cast
  case unary, binary, compare, select
  case reduce, argReduce, cumulative
  case gemm, randomUniform
  case qrQ, qrR, cholesky, luFactors, luSign, solveTriangular, eighValues, eighVectors, svdU, svdS, svdVT
  case dense, softmax, logSoftmax, softmaxGradient
  case sparseCrossEntropy, sparseCrossEntropyGradient, crossEntropy, crossEntropyGradient
  case dropout, sgdW, sgdVelocity, adamW, adamM, adamV, adamLargestV
  case sparseAdamW, sparseAdamM, sparseAdamV, sparseAdamLargestV
  case productSGDW, productSGDVelocity, productAdamW, productAdamM, productAdamV, productAdamLargestV
}
