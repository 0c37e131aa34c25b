import KeratinGraph
import KeratinKernels
import KeratinLayers
import Testing

@Suite struct ReLULayerTests {
  private let x = Tensor([-3, -1, 0, 0.5, 1, 2, 7] as [Float])

  private func values(_ layer: ReLU) throws -> [Float] { try layer(x).scalars() }

  /// What Keras 3.15.1 gives for the same arguments.
  @Test func hasASlopeAThresholdAndALargestValue() throws {
    #expect(try values(ReLU()) == [0, 0, 0, 0.5, 1, 2, 7])
    #expect(try values(ReLU(maxValue: 1.5)) == [0, 0, 0, 0.5, 1, 1.5, 1.5])
    #expect(try values(ReLU(negativeSlope: 0.5)) == [-1.5, -0.5, 0, 0.5, 1, 2, 7])
    #expect(try values(ReLU(threshold: 1)) == [0, 0, 0, 0, 0, 2, 7])
    #expect(
      try values(ReLU(maxValue: 6, negativeSlope: 0.25, threshold: 1)) == [-1, -0.5, -0.25, -0.125, 0, 2, 6])
  }

  @Test func hasThatFunctionsGradient() throws {
    for layer in [ReLU(), ReLU(maxValue: 1.5, negativeSlope: 0.1, threshold: 0.25)] {
      try checkGradients(at: [Tensor([-3, -0.5, 0.2, 0.7, 1.2, 2] as [Double])]) { layer($0[0]) }
    }
  }
}
