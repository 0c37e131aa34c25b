/// One kernel of a plan with the places of its operands.
package struct Instruction {
  /// The node in the plan's graph.
  package let node: Int
  package let kernel: Kernel
  package let operands: [Placement]
  package let operandCounts: [Int]
  package let results: [Placement]
  package let resultCounts: [Int]
  /// Results that must first be given an operand's elements, since they could not be updated in place.
  package let copies: [Copy]
  package let scratchOffset: Int
  package let scratchBytes: Int
  /// The place among the plan's prepacked operands.
  package let packed: Int?

  package struct Copy {
    package let result: Int
    package let operand: Int
    package let bytes: Int
  }
}
