import Keratin
import KeratinTestSupport

/// The models whose weights are in Tests/Fixtures/files, built as generators/files.py says.
func makeFileModel(_ name: String) throws -> Model {
  switch name {
  case "stack":
    return Sequential {
      Input(shape: [4])
      Normalization()
      BatchNormalization()
      Dense(3, activation: .relu)
      Dropout(0)
      Sequential {
        Input(shape: [3])
        Dense(2)
        Dense(3)
      }
      Dense(2)
    }
  case "branches":
    let (tokens, x) = (Input(shape: [5], elementType: .int32, name: "tokens"), Input(shape: [3], name: "x"))
    let mean = GlobalAveragePooling1D()(Embedding(7, 3)(tokens))
    let shared = Dense(3, activation: .tanh)
    let once = shared(x)
    let total = Add()([mean, once, shared(once)]) * 2
    return Model(inputs: [tokens, x], outputs: Dense(2)(total))
  case "whole":
    let model = Whole()
    _ = model(Tensor.zeros([1, 3]))
    return model
  case "half":
    return Sequential {
      Input(shape: [3])
      Dense(2)
      Dense(2)
    }
  default:
    return Sequential {
      Input(shape: [3])
      Dense(2)
    }
  }
}

/// A layer with a weight of its own and layers in every kind of property: x·scale through all of them.
final class Block: Layer {
  let scale = Variable("scale", initializer: .ones)
  let zed = Dense(3)
  let firstOne = Dense(3)
  let _hidden = Dense(3)
  let many: [Layer] = [Dense(3), LayerNormalization(), Dense(3)]
  let groups: [[Layer]] = [[Dense(3)], [Dense(3), Dense(3)]]
  let byName: [String: Layer] = ["b": Dense(3), "a": Dense(3)]
  let same: Layer

  init() {
    same = firstOne
    super.init()
  }

  override func build(_ input: Shape) { add(scale, shape: [3]) }

  override func call(_ x: Tensor, _ context: CallContext) throws -> Tensor {
    let all = [zed, firstOne, _hidden] + many + groups.flatMap { $0 } + [byName["a"], byName["b"]].compactMap { $0 }
    return all.reduce(x * scale.value) { $1($0) }
  }
}

/// A model that calls its layers itself.
final class Whole: Model {
  let zz = Dense(3)
  let aa = Dense(3)
  let block = Block()
  let listOf = [Dense(3)]

  override func call(_ x: Tensor, _ context: CallContext) throws -> Tensor { listOf[0](block(zz(aa(x)))) }
}
