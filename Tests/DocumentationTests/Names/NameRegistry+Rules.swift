import Keratin

extension NameRegistry {
  /// Initializers, regularizers and constraints.
  static func addRules(to names: inout NameRegistry) {
    names.use("initializers.Initializer", "Initializer") { (any Initializer).self }
    names.type("initializers.Constant") { Initializers.Constant() }
    names.type("initializers.GlorotNormal") { Initializers.GlorotNormal() }
    names.type("initializers.GlorotUniform") { Initializers.GlorotUniform() }
    names.type("initializers.HeNormal") { Initializers.HeNormal() }
    names.type("initializers.HeUniform") { Initializers.HeUniform() }
    names.type("initializers.Identity") { Initializers.Identity() }
    names.type("initializers.LecunNormal") { Initializers.LecunNormal() }
    names.type("initializers.LecunUniform") { Initializers.LecunUniform() }
    names.type("initializers.Ones") { Initializers.Ones() }
    names.type("initializers.Orthogonal") { Initializers.Orthogonal() }
    names.type("initializers.RandomNormal") { Initializers.RandomNormal() }
    names.type("initializers.RandomUniform") { Initializers.RandomUniform() }
    names.type("initializers.TruncatedNormal") { Initializers.TruncatedNormal() }
    names.type("initializers.VarianceScaling") { Initializers.VarianceScaling() }
    names.type("initializers.Zeros") { Initializers.Zeros() }
    names.use("regularizers.Regularizer", "Regularizer") { (any Regularizer).self }
    names.type("regularizers.L1") { Regularizers.L1() }
    names.type("regularizers.L2") { Regularizers.L2() }
    names.type("regularizers.L1L2") { Regularizers.L1L2() }
    names.type("regularizers.OrthogonalRegularizer") { Regularizers.OrthogonalRegularizer() }
    names.use("constraints.Constraint", "Constraint") { (any Constraint).self }
    names.type("constraints.MaxNorm") { Constraints.MaxNorm() }
    names.type("constraints.MinMaxNorm") { Constraints.MinMaxNorm() }
    names.type("constraints.NonNeg") { Constraints.NonNeg() }
    names.type("constraints.UnitNorm") { Constraints.UnitNorm() }
  }
}
