/// A layer whose result is its input: a place for another.
///
/// Input of any shape, output of the same.
public final class Identity: Layer {}
