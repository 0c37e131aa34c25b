internal import KeratinSIMDTable

func makeGateTable() -> GateTable {
  GateTable(
    simple: simpleStep, lstm: lstmStep, gruResetAfter: gruStep, simpleGradient: simpleGradient,
    lstmGradient: lstmGradient, gruResetAfterGradient: gruGradient)
}
