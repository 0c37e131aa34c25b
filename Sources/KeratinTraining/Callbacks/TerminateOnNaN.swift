/// Ends training when the loss is NaN or infinite, instead of throwing.
///
/// The weights stay as they were before the step with that loss.
public final class TerminateOnNaN: Callback {}
