internal import KeratinGraph
internal import KeratinKernels

/// The variables that keep all of their weight where others decay.
struct UndecayedVariables {
  private var variables: Set<ObjectIdentifier> = []
  private var names: [String] = []

  init(_ variables: [Variable] = [], names: [String] = []) {
    self.variables = Set(variables.map(ObjectIdentifier.init))
    self.names = names
  }

  func contains(_ variable: Variable) -> Bool {
    variables.contains(ObjectIdentifier(variable)) || names.contains { variable.name.contains($0) }
  }
}
