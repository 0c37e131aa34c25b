/// One kernel of a plan with the places of its operands.
struct Instruction {
  /// The node in the plan's graph.
  let node: Int
  let kernel: Kernel
  let operands: [Placement]
  let operandCounts: [Int]
  let results: [Placement]
  let resultCounts: [Int]
  /// Results that must first be given an operand's elements, since they could not be updated in place.
  let copies: [Copy]
  let scratchOffset: Int
  let scratchBytes: Int
  /// The place among the plan's prepacked operands.
  let packed: Int?

  struct Copy {
    let result: Int
    let operand: Int
    let bytes: Int
  }
}
