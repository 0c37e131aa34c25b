import KeratinKernels
import KeratinTestSupport
import Testing

/// Tests of the tests: each fails on a backend whose kernel is wrong, and not on one that is right.
@Suite struct FaultDetectionTests {
  @Test(arguments: FaultyResult.allCases, InjectedFault.general)
  func aFaultyKernelFailsItsTests(_ result: FaultyResult, _ fault: InjectedFault) {
    let backend = TestBackend(FaultyBackend(fault: fault, in: result), label: "\(result) with \(fault)")
    #expect("the tests of \(result) must notice \(fault)") {
      try runTests(of: result, on: backend)
    } throws: { error in
      switch (fault, error as? KernelFault) {
      case (.outOfBounds, .wroteOutsideResult(let byteOffset)): byteOffset >= 0
      case (.varying, .threadsDisagree(index: 0)): true
      case (.missingTail, .leftUnwritten), (.accumulating, .leftUnwritten): true
      case (.missingTail, nil), (.accumulating, nil), (.offset, nil): error is Mismatch
      default: false
      }
    }
  }

  @Test func aFlagReadTheOtherWayRoundFailsTheTestsOfProducts() {
    let backend = TestBackend(FaultyBackend(fault: .transposed, in: .gemm), label: "transposed")
    #expect(throws: Mismatch.self) { try GemmTests().multipliesTwoByTwo(backend) }
    #expect(throws: Mismatch.self) { try GemmTests().multipliesTheSmallestMatrices(backend) }
    #expect(throws: Mismatch.self) {
      try GemmTests().multipliesWithinTheBoundOfAProduct(backend, GemmForm(16, 16, 16, transposeB: true))
    }
  }

  @Test func aKernelThatLeavesItsWorkspaceIsCaught() {
    let backend = TestBackend(FaultyBackend(fault: .outOfWorkspace, in: .gemm), label: "out of workspace")
    #expect(throws: KernelFault.wroteBeyondWorkspace(byteOffset: 128)) {
      try GemmTests().multipliesWithinTheBoundOfAProduct(backend, GemmForm(16, 16, 16))
    }
  }

  @Test(arguments: FaultyResult.allCases)
  func aKernelWithoutFaultPasses(_ result: FaultyResult) throws {
    try runTests(of: result, on: TestBackend(FaultyBackend(fault: nil, in: result), label: "\(result)"))
  }

  private func runTests(of result: FaultyResult, on backend: TestBackend) throws {
    switch result {
    case .fill: try FillTests().writesTheValueEverywhere(backend, 17)
    case .copy: try CopyTests().readsTheView(backend, StridedView(transposing: [5, 7], [1, 0]))
    case .copyAdjoint: try CopyTests().addsUpWhatTheViewReads(backend, StridedView(transposing: [5, 7], [1, 0]))
    case .concatenate: try ConcatenateTests().joinsBlocks(backend, Concatenation(outer: 3, lengths: [2, 5]))
    case .gather: try GatherTests().picksRows(backend, RowGather(rows: 5, rowLength: 3, count: 7))
    case .gatherAdjoint: try GatherTests().addsUpRowsThatWerePicked(backend, RowGather(rows: 5, rowLength: 3, count: 7))
    case .oneHot: try OneHotTests().marksTheLabel(backend, Rows(count: 4, length: 3))
    case .cast: try CastTests().convertsEveryPairOfTypes(backend, 17)
    case .unary: try UnaryTests().isNearTheFunctionOverTheWholeRange(backend, .tanh)
    case .binary: try BinaryTests().isNearTheFunctionInEveryBroadcastForm(backend, .multiply)
    case .compare: try CompareTests().isTheComparison(backend, .less)
    case .select: try SelectTests().takesAWhereTheConditionIsNotZero(backend)
    case .reduce: try ReduceTests().staysWithinTheBoundsOfSumsAndProducts(backend, ReductionForm([4, 3, 5], [1]))
    case .argReduce:
      try ArgReduceTests().findsTheFirstOfTheLargest(backend, AxisReduction(outer: 3, count: 10, inner: 1))
    case .cumulative:
      try CumulativeTests().staysWithinTheBoundsOfSumsAndProducts(backend, AxisReduction(outer: 2, count: 3, inner: 4))
    case .gemm: try GemmTests().multipliesWithinTheBoundOfAProduct(backend, GemmForm(13, 33, 65))
    case .randomUniform: try RandomUniformTests().hasTheBitsOfThreefry(backend, 33)
    case .qrQ, .qrR: try QRTests().decomposesMatrices(backend, [5, 3])
    case .cholesky: try CholeskyTests().decomposesMatrices(backend, 5)
    case .luFactors, .luSign: try LUTests().decomposesMatrices(backend, 5)
    case .solveTriangular: try TriangularTests().solvesSystems(backend, [5, 3])
    case .eighValues, .eighVectors: try EighTests().decomposesMatrices(backend, 5)
    case .svdU, .svdS, .svdVT: try SVDTests().decomposesMatrices(backend, [5, 3])
    case .dense: try DenseTests().isTheActivationOfTheProductPlusBias(backend, [13, 31, 33])
    case .softmax, .logSoftmax, .softmaxGradient:
      try SoftmaxTests().isNearTheDefinition(backend, Rows(count: 7, length: 10))
    case .sparseCrossEntropy, .sparseCrossEntropyGradient, .crossEntropy, .crossEntropyGradient:
      try CrossEntropyTests().isNearTheDefinition(backend, Rows(count: 7, length: 10))
    case .dropout: try DropoutTests().keepsAndScalesByTheMask(backend, 0.3)
    case .sgdW, .sgdVelocity: try SGDTests().isNearTheDefinition(backend, 33)
    case .adamW, .adamM, .adamV, .adamLargestV: try AdamTests().isNearTheDefinition(backend, 33)
    case .sparseAdamW, .sparseAdamM, .sparseAdamV, .sparseAdamLargestV:
      try SparseAdamTests().isNearTheDefinition(backend, [5, 3, 7])
    case .productSGDW, .productSGDVelocity, .productAdamW, .productAdamM, .productAdamV, .productAdamLargestV:
      try ProductUpdateTests().isNearTheDefinition(backend, Gemm(m: 13, n: 33, k: 65, transposeA: true))
    }
  }
}
