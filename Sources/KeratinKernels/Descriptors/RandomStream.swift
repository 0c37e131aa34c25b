/// Random numbers for one use: the bits are a function of the key, the step and the element's index alone.
///
/// The key of a call is `key` folded with the step that the kernel reads from its `step` operand, the 32 bits of the
/// step taken as unsigned.
public struct RandomStream: Sendable, Hashable {
  public let key: RandomKey
  public let count: Int

  public init(key: RandomKey, count: Int) {
    self.key = key
    self.count = count
  }
}
