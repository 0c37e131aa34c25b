import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct CreationTests {
  @Test func numbersInTheCodeBecomeFloat32() throws {
    #expect(Tensor([1, 2]).type == TensorType([2], .float32))
    #expect(Tensor([0.5, 1]).type == TensorType([2], .float32))
    #expect(Tensor([[1, 2], [3, 4], [5, 6]]).type == TensorType([3, 2], .float32))
    #expect(Tensor([[[0.5], [1]]]).type == TensorType([1, 2, 1], .float32))
    #expect(try Tensor([1, 2, 3, 4], shape: [2, 2]).type == TensorType([2, 2], .float32))
    #expect(Tensor(2.5).type == TensorType(.scalar, .float32))
    #expect(Tensor([true, false]).type == TensorType([2], .bool))
    let (floats, doubles) = ([0.5, 1] as [Float], [0.5, 1])
    #expect(Tensor(floats).elementType == .float32)
    #expect(Tensor(doubles).elementType == .float64)
    #expect(try Tensor(doubles, shape: [1, 2]).elementType == .float64)
    #expect(try Tensor(doubles, shape: [2], elementType: .float32).elementType == .float32)
    #expect(Tensor([[1 as Int32, 2]]).type == TensorType([1, 2], .int32))
    #expect(Tensor([1 as UInt8]).elementType == .uint8)
  }

  @Test func rulesGiveSequences() throws {
    #expect(try Tensor.arange(4).scalars(as: Int32.self) == [0, 1, 2, 3])
    #expect(Tensor.arange(-3).shape == [0])
    #expect(try Tensor.arange(from: 1, to: 2, by: 0.25).doubles() == [1, 1.25, 1.5, 1.75])
    #expect(try Tensor.arange(from: 1, to: -1, by: -1).doubles() == [1, 0])
    #expect(try Tensor.arange(from: 5, to: 1).doubles() == [])
    #expect(try Tensor.linspace(from: -1, to: 1, count: 5).doubles() == [-1, -0.5, 0, 0.5, 1])
    #expect(try Tensor.linspace(from: 3, to: 9, count: 1).doubles() == [3])
    #expect(try Tensor.linspace(from: 0, to: 0.3, count: 4, elementType: .float64).doubles().last == 0.3)
    #expect(Tensor.linspace(from: 3, to: 9, count: 0).shape == [0])
    #expect(try Tensor.eye(2).doubles() == [1, 0, 0, 1])
    #expect(try Tensor.eye(2, columns: 3, diagonal: 1).doubles() == [0, 1, 0, 0, 0, 1])
    #expect(try Tensor.eye(2, diagonal: -1, elementType: .int32).doubles() == [0, 0, 1, 0])
    #expect(try Tensor.full([2, 1], 7, elementType: .uint8).doubles() == [7, 7])
    #expect(try Tensor.full([2], 7, elementType: .bool).doubles() == [1, 1])
    #expect(Tensor.zeros([0, 2]).shape == [0, 2])
    #expect(try Tensor.ones(like: Tensor([1 as Int32, 5])).scalars(as: Int32.self) == [1, 1])
    #expect(Tensor.zeros(like: functional([nil, 3])).shape == [nil, 3])
  }

  @Test func saysWhatDoesNotFit() {
    let error = #expect(throws: KeratinError.self) { try Tensor([1, 2, 3], shape: [2, 2]) }
    #expect(error?.description == "Tensor: expected 4 elements for shape [2, 2]. Received: 3 elements.")
    #expect(throws: KeratinError.self) { try Tensor([1, 2], shape: [nil, 2]) }
    #expect(throws: KeratinError.self) { try Tensor([] as [Float], shape: [-2, 0]) }
    #expect(throws: KeratinError.self) { try Tensor([1], shape: [1 << 32, 1 << 32]) }
    #expect(
      Tensor([[1, 2], [3]]).message == "Tensor: expected rows of one length. Received: rows of shapes [2], [1].")
    #expect(
      Tensor.arange(from: 0, to: 1, by: 0).message
        == "arange: expected finite bounds, a step other than 0 and at most 2147483647 numbers. "
        + "Received: from 0.0 to 1.0 by 0.0.")
    #expect(Tensor.arange(from: 0, to: .infinity).error?.kind == .argument)
    #expect(Tensor.arange(from: 0, to: 1, by: 1e-300).error?.kind == .argument)
    #expect(Tensor.linspace(from: 0, to: 1, count: -1).error?.kind == .shape)
    #expect(Tensor.eye(-2).error?.kind == .shape)
    #expect(Tensor.eye(1 << 31).error?.kind == .shape)
  }

  @Test func elementsAreConvertedWhenRead() throws {
    let x = Tensor([1.9, -1.9, 300, .nan])
    #expect(try x.scalars(as: Int32.self) == [1, -1, 300, 0])
    #expect(try x.scalars(as: UInt8.self) == [1, 0, 255, 0])
    #expect(try x[0].scalar(as: Double.self) == Double(Float(1.9)))
    let error = #expect(throws: KeratinError.self) { try x.scalar(as: Float.self) }
    #expect(error?.description == "scalar: expected a tensor of one element. Received: shape [4]. Try: scalars().")
    #expect(try x.isAllFinite() == false)
    #expect(try x[..<3].isAllFinite())
  }

  @Test func wholeTensorsAreCompared() throws {
    let x = Tensor([1, 2, .infinity])
    #expect(try x.isClose(to: x))
    #expect(try x.isClose(to: Tensor([1 + 1e-6, 2, .infinity])))
    #expect(try !x.isClose(to: Tensor([1 + 1e-4, 2, .infinity])))
    #expect(try x.isClose(to: Tensor([1.1, 2, .infinity]), rtol: 0, atol: 0.11))
    #expect(try !x.isClose(to: Tensor([1, .infinity, .infinity])))
    #expect(try !x.isClose(to: Tensor([1, 2, -.infinity])))
    #expect(try !Tensor([.nan]).isClose(to: Tensor([.nan])))
    #expect(try !x.isClose(to: x.expandingDimension(at: 0)))
    #expect(try x.isClose(to: x.cast(to: .float64)))
    #expect(try x.isIdentical(to: x + 0))
    #expect(try Tensor([.nan]).isIdentical(to: Tensor([.nan])))
    #expect(try !Tensor([0]).isIdentical(to: Tensor([-0.0])))
    #expect(try !x.isIdentical(to: x.cast(to: .float64)))
    #expect(throws: KeratinError.self) { try x.isClose(to: x + Tensor([1, 2])) }
  }
}
