/// The penalties on weights and on layers' results, as in Keras's `keras.regularizers`.
public enum Regularizers {}
