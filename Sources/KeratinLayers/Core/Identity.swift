public import KeratinGraph

/// A layer whose result is its input: a place for another.
///
/// Input of any shape, output of the same.
public final class Identity: Layer {
  public override func call(_ x: Tensor, _ context: CallContext) -> Tensor { x }

  public override var supportsMasking: Bool { true }
}

extension Identity: PlainLayer {}
