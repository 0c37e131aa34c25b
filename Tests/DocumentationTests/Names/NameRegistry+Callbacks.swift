import Keratin

extension NameRegistry {
  static func addCallbacks(to names: inout NameRegistry) {
    names.type("callbacks.Callback") { Callback() }
    names.type("callbacks.CSVLogger") { CSVLogger("log.csv") }
    names.type("callbacks.EarlyStopping") { EarlyStopping() }
    names.use("callbacks.History", "History") { History.self }
    names.type("callbacks.LambdaCallback") { LambdaCallback() }
    names.type("callbacks.LearningRateScheduler") { LearningRateScheduler { _, rate in rate } }
    names.use("callbacks.ProgbarLogger", "Verbosity") { Verbosity.auto }
    names.type("callbacks.ReduceLROnPlateau") { ReduceLROnPlateau() }
    names.type("callbacks.TerminateOnNaN") { TerminateOnNaN() }
  }
}
