import CPeak
import Keratin

/// Measures matrix products as a plan runs them, beside the machine's peak in fused multiply-adds.
struct ProductBench {
  /// m, k and n of C[m, n] = A[m, k]·B[k, n].
  struct Size {
    let m: Int
    let k: Int
    let n: Int
    var operationCount: Double { 2 * Double(m) * Double(k) * Double(n) }
  }

  static let sizes = [
    Size(m: 512, k: 512, n: 512), Size(m: 1024, k: 1024, n: 1024), Size(m: 2048, k: 2048, n: 2048),
    Size(m: 128, k: 784, n: 512), Size(m: 32, k: 128, n: 512),
  ]

  let seconds: Double
  let threads: Int

  /// One line for each size. The peak is measured between the windows, so that both see the same machine.
  func lines() throws -> [[String: Any]] { try ProductBench.sizes.map(line) }

  private func line(_ size: Size) throws -> [String: Any] {
    let executor = try product(size)
    let clock = ContinuousClock()
    let once = try clock.measure { _ = try executor.run() } / .seconds(1)
    let runs = max(1, Int(0.02 / once))
    var rates: [Double] = []
    var peaks: [Double] = []
    let start = clock.now
    repeat {
      peaks.append(peak_gflops() * Double(threads))
      let time = try clock.measure { for _ in 0..<runs { _ = try executor.run() } } / .seconds(1)
      rates.append(size.operationCount * Double(runs) / time / 1e9)
    } while (clock.now - start) / .seconds(1) < seconds
    let (rate, peak) = (median(rates), median(peaks))
    return [
      "m": size.m, "k": size.k, "n": size.n, "gflops": rate, "gflops_best": rates.max()!, "peak_gflops": peak,
      "share_of_peak": peak > 0 ? rate / peak : 0, "share_of_peak_best": peak > 0 ? rates.max()! / peak : 0,
      "windows": rates.count,
    ]
  }

  private func product(_ size: Size) throws -> Executor {
    let trace = Trace()
    let plan = try trace.run {
      let a = trace.input(TensorType([size.m, size.k]))
      let b = trace.input(TensorType([size.k, size.n]))
      return try Plan(Program(trace, outputs: [a.matmul(b)]))
    }
    let executor = Executor(plan)
    executor.bind(input: 0, to: Buffer(copying: [Float](repeating: 0.5, count: size.m * size.k)))
    executor.bind(input: 1, to: Buffer(copying: [Float](repeating: 0.25, count: size.k * size.n)))
    _ = try executor.run()
    return executor
  }

  private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}
