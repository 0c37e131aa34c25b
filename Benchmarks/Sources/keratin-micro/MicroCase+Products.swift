import Keratin

extension MicroCase {
  /// C[m, n] = A[m, k]·B[k, n].
  private static func product(_ m: Int, _ k: Int, _ n: Int, _ a: Bool = false, _ b: Bool = false) -> MicroCase {
    let form = a ? "sgemm_tn" : b ? "sgemm_nt" : "sgemm"
    return MicroCase(
      group: "gemm", name: m == k && k == n ? "\(form) \(m)" : "\(form) \(m)×\(k)×\(n)",
      operations: 2 * Double(m) * Double(k) * Double(n), bytes: Double(4 * (m * k + k * n + m * n)),
      inputs: [a ? [k, m] : [m, k], b ? [n, k] : [k, n]]
    ) { [$0[0].matmul($0[1], transposeA: a, transposeB: b)] }
  }

  /// `count` products C = A·B of these extents in a batch.
  private static func products(_ count: Int, _ m: Int, _ k: Int, _ n: Int, _ a: Bool = false, _ b: Bool = false)
    -> MicroCase
  {
    let one = product(m, k, n, a, b)
    return MicroCase(
      group: "gemm", name: "\(count) times \(one.name)", operations: Double(count) * one.operations,
      bytes: Double(count) * one.bytes, inputs: one.inputs.map { Shape([count] + $0.dimensions) }, body: one.body)
  }

  static var products: [MicroCase] {
    [
      product(512, 512, 512), product(1024, 1024, 1024), product(2048, 2048, 2048), product(128, 784, 512),
      product(128, 512, 10), product(784, 128, 512, true), product(128, 512, 784, false, true), product(32, 128, 512),
      product(2560, 128, 512), product(128, 2560, 512, true), product(2560, 512, 128, false, true),
      products(64, 200, 32, 200, false, true), products(64, 200, 200, 32), products(64, 200, 200, 32, true),
    ]
  }

  /// Convolutions of NHWC images, forward and both gradients, counted as direct convolution.
  static var convolutions: [MicroCase] {
    let forms: [(n: Int, extent: Int, channels: Int, size: Int, filters: Int, stride: Int, padding: Padding)] = [
      (128, 28, 1, 3, 32, 1, .valid), (128, 32, 3, 3, 16, 1, .same), (16, 64, 3, 3, 64, 1, .same),
      (128, 13, 32, 3, 64, 1, .valid), (128, 32, 16, 3, 16, 1, .same), (128, 32, 16, 3, 32, 2, .same),
      (128, 16, 32, 3, 32, 1, .same), (128, 16, 32, 3, 64, 2, .same), (128, 8, 64, 3, 64, 1, .same),
      (32, 28, 32, 3, 32, 1, .same), (32, 28, 64, 3, 64, 1, .same), (32, 14, 128, 3, 128, 1, .same),
      (32, 14, 256, 3, 256, 1, .same), (16, 64, 32, 3, 32, 1, .same), (16, 64, 64, 3, 64, 1, .same),
      (16, 32, 128, 3, 128, 1, .same), (16, 16, 256, 3, 256, 1, .same), (1, 32, 16, 3, 16, 1, .same),
      (1, 8, 64, 3, 64, 1, .same), (128, 32, 32, 1, 64, 1, .same), (128, 32, 16, 1, 32, 2, .same),
    ]
    return forms.flatMap { form -> [MicroCase] in
      let (n, h, c, s, o) = (form.n, form.extent, form.channels, form.size, form.filters)
      let result = form.padding == .same ? (h + form.stride - 1) / form.stride : (h - s) / form.stride + 1
      let x: Shape = [n, h, h, c]
      let kernel: Shape = [s, s, c, o]
      let y: Shape = [n, result, result, o]
      let name = "conv \(n)×\(h)×\(h)×\(c) \(s)×\(s) \(o)" + (form.stride > 1 ? " /\(form.stride)" : "")
      let operations = 2 * Double(y.count) * Double(s * s * c)
      let bytes = Double(4 * (x.count + kernel.count + y.count))
      func convolution(_ x: Tensor, _ kernel: Tensor) -> Tensor {
        convolve(x, kernel, strides: form.stride, padding: form.padding)
      }
      func item(_ part: String, _ body: @escaping ([Tensor]) throws -> [Tensor]) -> MicroCase {
        MicroCase(
          group: "conv", name: "\(name) \(part)", operations: operations, bytes: bytes,
          inputs: part == "forward" ? [x, kernel] : [x, kernel, y], body: body)
      }
      return [
        item("forward") { [convolution($0[0], $0[1])] },
        item("input gradient") { try gradient(of: convolution($0[0], $0[1]), with: [$0[0]], upstream: $0[2]) },
        item("kernel gradient") { try gradient(of: convolution($0[0], $0[1]), with: [$0[1]], upstream: $0[2]) },
      ]
    }
  }
}
