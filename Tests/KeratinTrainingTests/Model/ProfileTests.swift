import Keratin
import KeratinKernels
import Testing

/// The times of a training run, kernel by kernel.
@Suite struct ProfileTests {
  private func profiled(epochs: Int) throws -> Profile {
    let problem = try SmallProblem(samples: 32)
    let model = try problem.makeModel()
    let profile = Profile()
    model.profile = profile
    try model.fit(problem.x, problem.y, batchSize: 8, epochs: epochs, verbose: .silent)
    return profile
  }

  @Test func everyKernelIsCountedWithItsOperations() throws {
    try withSession {
      let rows = try profiled(epochs: 3).rows
      // Of the first layer: the product going forward and the gradient by its kernel, 8 samples × 4 inputs × 8 units each.
      let first = rows.filter { $0.layer == "sequential/dense" && $0.operations > 0 }
      #expect(first.contains { $0.operations == 12 * 2 * 8 * 4 * 8 && $0.count == 12 })
      #expect(rows.allSatisfy { $0.count > 0 && $0.seconds >= 0 && $0.bytes > 0 })
      #expect(rows.reduce(0) { $0 + $1.seconds } > 0)
      #expect(Set(rows.map { [$0.layer, $0.operation] }).count == rows.count)
    }
  }

  @Test func theTableSetsTimesBesideTheLeastPossible() throws {
    try withSession {
      let profile = try profiled(epochs: 1)
      let table = profile.table(limits: MachineLimits(operationsPerSecond: 1e11, bytesPerSecond: 2e10))
      let lines = table.split(separator: "\n")
      #expect(lines.count == profile.rows.count + 2)
      #expect(lines.first?.hasPrefix("layer") == true && lines.first?.hasSuffix("of limit") == true)
      #expect(lines.last?.contains("100.0 GFLOP/s and 20.0 GB/s") == true)
      #expect(table.contains("sequential/dense_1"))
    }
  }

  @Test func limitsAreTheSlowerOfArithmeticAndMemory() {
    let limits = MachineLimits(operationsPerSecond: 1e9, bytesPerSecond: 1e8)
    #expect(limits.leastSeconds(operations: 2e9, bytes: 1e8) == 2)
    #expect(limits.leastSeconds(operations: 1e9, bytes: 3e8) == 3)
    // A processor whose vectors are not known sets no limit.
    #expect(MachineLimits(operationsPerSecond: 0, bytesPerSecond: 1e8).leastSeconds(operations: 1, bytes: 1e8) == 1)
    for threads in [1, 2, 5] {
      let measured = MachineLimits.measured(threads: threads)
      // 5 TB/s is beyond any memory of a processor: such a figure would be a clock read at the wrong moment.
      #expect(measured.bytesPerSecond > 0 && measured.bytesPerSecond < 5e12)
      #expect(measured.operationsPerSecond >= 0)
    }
    #expect(MachineLimits.measuredBandwidth(threads: 0) == 0)
  }
}
