import Foundation
import KeratinGraph
import KeratinKernels
import KeratinLayers
import Testing

/// Whether numbers come from the distribution they should, after Kolmogorov and Smirnov.
@Suite struct DistributionTests {
  /// The largest distance between the share of numbers up to x and the distribution at x exceeds 2.7/√n once in a million times.
  private func expectDistribution(_ values: [Double], _ distribution: (Double) -> Double) {
    let sorted = values.sorted()
    let n = Double(sorted.count)
    var distance = 0.0
    for (rank, x) in sorted.enumerated() {
      let expected = distribution(x)
      distance = max(distance, expected - Double(rank) / n, Double(rank + 1) / n - expected)
    }
    #expect(distance <= 2.7 / n.squareRoot())
  }

  private func draw(_ initializer: any Initializer) throws -> [Double] {
    var source = RandomSource(RandomKey(seed: 11))
    return try initializer.values([200, 200], &source)
  }

  private func normal(_ x: Double) -> Double { 0.5 * (1 + erf(x / 2.0.squareRoot())) }

  @Test func normalNumbersAreNormal() throws {
    expectDistribution(try draw(.randomNormal(mean: 1, stddev: 3))) { normal(($0 - 1) / 3) }
    let scaled = Initializers.VarianceScaling(scale: 50, distribution: .untruncatedNormal)
    expectDistribution(try draw(scaled)) { normal($0 * 2) }
  }

  @Test func truncatedNormalNumbersAreNormalBetweenTwoDeviations() throws {
    let inside = normal(2) - normal(-2)
    expectDistribution(try draw(.truncatedNormal(mean: -1, stddev: 2))) { (normal(($0 + 1) / 2) - normal(-2)) / inside }
    expectDistribution(try draw(.heNormal)) { (normal($0 / (0.1 / 0.87962566103423978)) - normal(-2)) / inside }
  }

  @Test func uniformNumbersAreUniform() throws {
    expectDistribution(try draw(.randomUniform(minval: -2, maxval: 6))) { ($0 + 2) / 8 }
    let limit = (6.0 / 400).squareRoot()
    expectDistribution(try draw(.glorotUniform)) { ($0 + limit) / (2 * limit) }
  }

  @Test func entriesOfAnOrthogonalMatrixAreLikeThoseOfARotation() throws {
    // Each entry squared has mean 1/n; rows and columns are as likely to point one way as the other.
    let values = try draw(.orthogonal)
    let mean = values.reduce(0, +) / 40_000
    #expect(mean.magnitude <= 5 * (1.0 / 200).squareRoot() / 200)
    // The first entries of columns, whose sign the factorization alone would fix.
    let positive = (0..<200).count { values[$0 * 201] > 0 }
    #expect((positive - 100).magnitude <= 36)
  }
}
