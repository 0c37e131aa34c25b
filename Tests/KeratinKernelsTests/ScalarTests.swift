import KeratinKernels
import Testing

@Suite struct ScalarTests {
  @Test func integersSaturateAndNaNIsZero() {
    #expect(Int32(rounding: 2.9) == 2 && Int32(rounding: -2.9) == -2 && Int32(rounding: .nan) == 0)
    #expect(Int32(rounding: 1e10) == .max && Int32(rounding: -.infinity) == .min)
    #expect(Int32(rounding: 2_147_483_647.5) == .max && Int32(rounding: -2_147_483_648.5) == .min)
    #expect(UInt8(rounding: 255.9) == 255 && UInt8(rounding: -0.9) == 0 && UInt8(rounding: 256) == 255)
    #expect(UInt8(rounding: -1) == 0)
  }

  @Test func integerArithmeticNeverTraps() {
    #expect(Int32.sum(.max, 1) == .min && Int32.difference(.min, 1) == .max)
    #expect(Int32.product(.max, 2) == -2 && Int32.quotient(7, 0) == 0 && Int32.quotient(.min, -1) == .min)
    #expect(Int32.quotient(-7, 2) == -3)
    #expect(UInt8.sum(200, 100) == 44 && UInt8.difference(0, 1) == 255 && UInt8.quotient(9, 2) == 4)
  }

  @Test func elementTypesNameTheirScalars() {
    for type in ElementType.allCases {
      #expect(type.byteCount == (type == .bool ? 1 : size(of: type.scalar)))
      #expect((type.floatingScalar != nil) == type.isFloating)
      #expect(type == .bool || type.scalar.elementType == type)
      #expect(type == .bool || type.arithmeticScalar.elementType == type)
    }
  }

  private func size<T: Scalar>(of type: T.Type) -> Int { MemoryLayout<T>.size }
}
