import KeratinGraph
import KeratinKernels
import KeratinLayers
import Testing

@Suite struct MergingTests {
  private let a = Tensor([[1, 2], [3, 4]] as [[Float]])
  private let b = Tensor([[10, 20], [30, 40]] as [[Float]])

  @Test func addsAnyNumberOfTensors() throws {
    #expect(try Add()([a]).scalars(as: Float.self) == [1, 2, 3, 4])
    #expect(try Add()([a, b, a]).scalars(as: Float.self) == [12, 24, 36, 48])
    #expect(try add([a, b], name: "sum").scalars(as: Float.self) == [11, 22, 33, 44])
  }

  /// As Keras has it: a tensor with fewer axes gets its new ones after the batch.
  @Test func alignsSamplesOfDifferentRank() throws {
    let deep = Tensor.ones([2, 3, 2])
    let y = Add()([deep, a])
    #expect(y.shape == [2, 3, 2])
    #expect(try y.scalars(as: Float.self) == [2, 3, 2, 3, 2, 3, 4, 5, 4, 5, 4, 5])
    #expect(Add()([Input(shape: [3, 2]), Input(shape: [2]), Input(shape: [3, 1])]).shape == [nil, 3, 2])
  }

  @Test func concatenatesAlongAnyAxis() throws {
    #expect(try concatenate([a, b]).scalars(as: Float.self) == [1, 2, 10, 20, 3, 4, 30, 40])
    #expect(try concatenate([a, b], axis: 0).scalars(as: Float.self) == [1, 2, 3, 4, 10, 20, 30, 40])
    #expect(Concatenate(axis: 1)([Input(shape: [nil, 4]), Input(shape: [3, 4])]).shape == [nil, nil, 4])
    #expect(try Concatenate()([a]).scalars(as: Float.self) == [1, 2, 3, 4])
    #expect(Concatenate()([Tensor.ones([2, 0]), a]).shape == [2, 2])
  }

  @Test func namesItselfAndItsCalls() {
    withSession {
      let sum = add([Input(shape: [2]), Input(shape: [2])])
      #expect(sum.symbolic?.call.callee.name == "add" && sum.symbolic?.call.inputs.count == 2)
      #expect(concatenate([sum, sum]).symbolic?.call.callee.name == "concatenate")
    }
  }

  @Test func takesAMergeOfOnesOwn() throws {
    final class Largest: Merge {
      override func merged(_ inputs: [Tensor]) -> Tensor { inputs.dropFirst().reduce(inputs[0]) { maximum($0, $1) } }
    }
    #expect(try Largest()([a, Tensor([[2, 0], [5, 0]] as [[Float]])]).scalars(as: Float.self) == [2, 2, 5, 4])
    #expect(Merge()([a, b]).error?.expected == "a layer that overrides merged(_:)")
  }
}
