internal import Foundation

/// Prints how training goes: Keras's `ProgbarLogger`.
package final class ProgressReport: Callback {
  enum Form { case bar, line }

  private let form: Form
  private let write: (String) -> Void
  private let clock = ContinuousClock()
  private var start = ContinuousClock.now
  private var lastDrawn = ContinuousClock.now
  private var columns = 0
  private var done = 0
  private var isTraining = false
  private let interval = Duration.milliseconds(50)

  init(form: Form, write: @escaping (String) -> Void = ProgressReport.print) {
    self.form = form
    self.write = write
  }

  /// The report that suits `verbosity` and the standard output, `nil` for none.
  convenience init?(_ verbosity: Verbosity) {
    switch verbosity {
    case .silent: return nil
    case .bar: self.init(form: .bar)
    case .line: self.init(form: .line)
    case .auto: self.init(form: isatty(FileHandle.standardOutput.fileDescriptor) == 1 ? .bar : .line)
    }
  }

  /// Writes behind what the program has printed so far, which may still be in a buffer.
  package static func print(_ text: String) {
    fflush(nil)
    FileHandle.standardOutput.write(Data(text.utf8))
  }

  /// A bar shows running values, but only when it is drawn: at most 20 times a second.
  package override var wantsBatchLogs: Bool {
    form == .bar && clock.now - lastDrawn >= interval
  }

  package override func onTrainBegin() { isTraining = true }

  package override func onEpochBegin(_ epoch: Int) {
    begin()
    if form == .bar || parameters.epochs > 1 { write("Epoch \(epoch + 1)/\(parameters.epochs)\n") }
  }

  package override func onTrainBatchEnd(_ batch: Int, _ logs: Logs) { stepped(batch + 1, logs) }

  package override func onEpochEnd(_ epoch: Int, _ logs: inout Logs) { finish(logs) }

  package override func onTestBegin() { if !isTraining { begin() } }
  package override func onTestBatchEnd(_ batch: Int, _ logs: Logs) { if !isTraining { stepped(batch + 1, logs) } }
  package override func onTestEnd(_ logs: Logs) { if !isTraining { finish(logs) } }

  package override func onPredictBegin() { begin() }
  package override func onPredictBatchEnd(_ batch: Int) { stepped(batch + 1, Logs()) }
  package override func onPredictEnd() { finish(Logs()) }

  private func begin() {
    start = clock.now
    lastDrawn = start
    (columns, done) = (0, 0)
  }

  private func stepped(_ count: Int, _ logs: Logs) {
    done = count
    guard form == .bar, count < parameters.steps || parameters.steps == 0, clock.now - lastDrawn >= interval else {
      return
    }
    draw(ProgressText(target: parameters.steps), count, logs, end: "")
  }

  private func finish(_ logs: Logs) {
    // What was not known at the beginning is now.
    let text = ProgressText(target: parameters.steps == 0 ? done : parameters.steps)
    switch form {
    case .bar: draw(text, done, logs, end: "\n")
    case .line:
      write(text.line(done, elapsed: seconds, perStep: seconds / Double(max(done, 1)), logs) + "\n")
    }
  }

  private func draw(_ text: ProgressText, _ count: Int, _ logs: Logs, end: String) {
    let line = text.bar(count, elapsed: seconds, perStep: seconds / Double(max(count, 1)), logs)
    write("\r" + line.text + String(repeating: " ", count: max(0, columns - line.columns)) + end)
    columns = line.columns
    lastDrawn = clock.now
  }

  private var seconds: Double { (clock.now - start) / .seconds(1) }
}
