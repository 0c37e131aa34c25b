/// The gates of recurrent layers and their gradients, a step of some sequences at a time.
public struct GateTable: Sendable {
  public typealias Step = @Sendable (_ rows: GateRows) -> Void
  public typealias Gradient = @Sendable (_ rows: GateGradientRows) -> Void

  public let simple: Step
  public let lstm: Step
  public let gruResetAfter: Step
  public let simpleGradient: Gradient
  public let lstmGradient: Gradient
  public let gruResetAfterGradient: Gradient

  public init(
    simple: @escaping Step, lstm: @escaping Step, gruResetAfter: @escaping Step, simpleGradient: @escaping Gradient,
    lstmGradient: @escaping Gradient, gruResetAfterGradient: @escaping Gradient
  ) {
    self.simple = simple
    self.lstm = lstm
    self.gruResetAfter = gruResetAfter
    self.simpleGradient = simpleGradient
    self.lstmGradient = lstmGradient
    self.gruResetAfterGradient = gruResetAfterGradient
  }
}
