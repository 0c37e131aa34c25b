internal import KeratinGraph
internal import KeratinKernels

/// The variables that keep all of their weight where others decay.
struct UndecayedVariables {
  /// Kept, and not their identities alone: another variable may have that of one that is gone.
  private var variables: [ObjectIdentifier: Variable] = [:]
  private var names: [String] = []

  init(_ variables: [Variable] = [], names: [String] = []) {
    self.variables = Dictionary(variables.map { (ObjectIdentifier($0), $0) }) { first, _ in first }
    self.names = names
  }

  func contains(_ variable: Variable) -> Bool {
    variables[ObjectIdentifier(variable)] != nil || names.contains { variable.name.contains($0) }
  }
}
