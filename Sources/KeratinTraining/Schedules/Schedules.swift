internal import KeratinGraph
internal import KeratinKernels

/// Learning rates that depend on the number of updates, as in Keras's `keras.optimizers.schedules`.
public enum Schedules {}

/// A learning rate that carries what is wrong with its schedule's arguments, to the step that uses it.
func unsound(_ schedule: String, expected: String, received: String) -> Tensor {
  Tensor(failing: KeratinError(.argument, expected: expected, received: received, operation: schedule))
}
