/// The losses of Keras's `keras.losses`.
public enum Losses {}
