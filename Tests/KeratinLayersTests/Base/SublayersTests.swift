import KeratinGraph
import KeratinKernels
import KeratinLayers
import Testing

@Suite struct SublayersTests {
  class Base: Layer {
    let early = Dense(1, name: "early")
    var none: Dense?
  }

  final class Derived: Base {
    let pair = [Dense(1, name: "a"), Dense(1, name: "b")]
    let groups = [[ReLU(name: "c")], [ReLU(name: "d")]]
    let named: [String: Layer] = ["z": Dense(1, name: "f"), "k": Dense(1, name: "e")]
    var some: Layer? = Dense(1, name: "g")
    lazy var unused = Dense(1, name: "unused")
    let numbers = [1, 2, 3]
    let empty: [Float] = []
    let variable = Variable("v", initializer: .zeros)
  }

  @Test func areFoundInPropertiesOfAllClassesAndInCollections() {
    let layer = Derived()
    #expect(layer.sublayers.map(\.name) == ["early", "a", "b", "c", "d", "e", "f", "g"])
    layer.some = nil
    layer.none = Dense(1, name: "late")
    #expect(layer.sublayers.map(\.name) == ["early", "late", "a", "b", "c", "d", "e", "f"])
  }

  @Test func canBeGivenInstead() {
    final class Chosen: Layer {
      let hidden = Dense(1, name: "hidden")
      let shown = Dense(1, name: "shown")
      override var sublayers: [Layer] { [shown] }
    }
    let layer = Chosen()
    for part in [layer.hidden, layer.shown] { _ = part(Tensor.ones([1, 2])) }
    #expect(layer.variables.map(\.path) == ["shown/kernel", "shown/bias"])
  }

  @Test func aCircleOfLayersHasAnEnd() throws {
    final class Child: Layer {
      unowned var parent: Layer!
      let weight = Variable("weight", initializer: .ones)
      override func build(_ input: Shape) throws { add(weight, shape: [2]) }
    }
    final class Parent: Layer {
      let child = Child(name: "child")
    }
    let parent = Parent()
    parent.child.parent = parent
    try parent.child.buildIfNeeded([[nil, 2]])
    #expect(parent.variables.map(\.path) == ["child/weight"])
    #expect(parent.child.trainableVariables.count == 1)
  }
}
