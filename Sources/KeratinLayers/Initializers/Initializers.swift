/// The rules that give variables their first values, as in Keras's `keras.initializers`.
public enum Initializers {}
