/// The metrics of Keras's `keras.metrics`.
public enum Metrics {}
