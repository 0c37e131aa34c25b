import Foundation
import Keratin

extension Workload {
  /// Data as `peers/spec.py export` wrote them to `folder`.
  func load(_ folder: String) throws -> (x: Tensor, y: Tensor) {
    (try NPY.read(folder + "/x.npy"), try NPY.read(folder + "/y.npy"))
  }

  /// Gives the model the initial weights that `peers/spec.py export` wrote to `folder`: `w.LAYER.PARAMETER.npy`.
  func loadWeights(_ folder: String, into model: Model) throws {
    // By the last words of a weight's path, `mha/query/kernel`.
    var files: [String: String] = [:]
    for file in try FileManager.default.contentsOfDirectory(atPath: folder) where file.hasPrefix("w.") {
      let parts = file.split(separator: ".").map(String.init)
      var path = "\(parts[1])/\(parts[2])"
      for name in ["query", "key", "value", "out"] where parts[1] == "mha" && parts[2].hasPrefix(name + "_") {
        path = "\(name == "out" ? "attention_output" : name)/\(parts[2].dropFirst(name.count + 1))"
      }
      files[path.replacingOccurrences(of: "/recurrent", with: "/recurrent_kernel")] = file
    }
    for layer in model.layers {
      for variable in layer.trainableVariables {
        // A cell's variables do not name the layer around it.
        let words = variable.path.split(separator: "/").suffix(2).joined(separator: "/")
        let path = variable.path.contains("_cell/") ? "\(layer.name)/\(variable.name)" : words
        guard let file = files.removeValue(forKey: path) else {
          throw BenchError("no file in \(folder) for the weight \(variable.path)")
        }
        try variable.assign(NPY.read("\(folder)/\(file)"))
      }
    }
    guard files.isEmpty else { throw BenchError("no weight for \(files.values.sorted().joined(separator: ", "))") }
  }

  /// Data of the same shapes and kind, made here: normal inputs or tokens, targets from a random linear map.
  func synthesize(_ count: Int) throws -> (x: Tensor, y: Tensor) {
    func normal(_ shape: Int...) -> Tensor { Tensor.randomNormal(Shape([count] + shape), seed: 78) }
    func classes(_ x: Tensor, _ number: Int) -> Tensor {
      let flat = x.reshaped(to: [count, -1])
      return flat.matmul(Tensor.randomNormal([flat.shape[1], number], seed: 77)).argmax(axis: 1)
    }
    func values(_ x: Tensor, _ width: Int) -> Tensor {
      let flat = x.reshaped(to: [count, -1])
      let scale = 1 / Double(flat.shape[1]).squareRoot()
      return tanh(flat.matmul(Tensor.randomNormal([flat.shape[1], width], seed: 77)) * scale)
    }
    func tokens(_ length: Int) -> Tensor {
      let uniform = Tensor.randomUniform([count, length], seed: 78)
      return exp(uniform * log(Double(Workload.vocabulary))).clamped(max: Double(Workload.vocabulary - 1))
        .cast(to: .int32)
    }
    switch self {
    case .mlp: return (normal(784), classes(normal(784), 10))
    case .cnn: return (normal(28, 28, 1), classes(normal(28, 28, 1), 10))
    case .resnet20: return (normal(32, 32, 3), classes(normal(32, 32, 3), 10))
    case .lstm:
      return (tokens(80), classes(tokens(80).cast(to: .float32), 2).cast(to: .float32).reshaped(to: [count, 1]))
    case .lstmSeries: return (normal(100, 8), values(normal(100, 8), 1))
    case .rnn: return (normal(50, 16), values(normal(50, 16), 1))
    case .tiny: return (normal(4), classes(normal(4), 3))
    case .transformer: return (tokens(200), classes(tokens(200).cast(to: .float32), 2))
    case .vggBlock: return (normal(64, 64, 3), classes(normal(64, 64, 3), 100))
    case .wideMLP: return (normal(1024), values(normal(1024), 1024))
    }
  }
}
