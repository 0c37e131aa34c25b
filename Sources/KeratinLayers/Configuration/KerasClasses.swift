internal import KeratinGraph

/// All of Keras's classes on this floor that files may hold. A new one belongs here.
extension ObjectKind where Object == Layer {
  static var layer: ObjectKind { LayerClasses.kind }
}

extension ObjectKind where Object == any Initializer {
  static var initializer: ObjectKind { InitializerClasses.kind }
}

extension ObjectKind where Object == any Regularizer {
  static var regularizer: ObjectKind { RegularizerClasses.kind }
}

extension ObjectKind where Object == any Constraint {
  static var constraint: ObjectKind { ConstraintClasses.kind }
}

/// Keras's layers.
private enum LayerClasses {
  static let kind = ObjectKind<Layer>(
    "a layer",
    [
      Activation.self, Dense.self, Embedding.self, InputLayer.self, Flatten.self, Dropout.self,
    ], acceptsWords: false)
}

/// Keras's initializers.
private enum InitializerClasses {
  static let kind = ObjectKind<any Initializer>(
    "an initializer",
    [
      Initializers.Constant.self, Initializers.GlorotNormal.self, Initializers.GlorotUniform.self,
      Initializers.HeNormal.self, Initializers.HeUniform.self, Initializers.Identity.self,
      Initializers.LecunNormal.self, Initializers.LecunUniform.self, Initializers.Ones.self,
      Initializers.Orthogonal.self, Initializers.RandomNormal.self, Initializers.RandomUniform.self,
      Initializers.TruncatedNormal.self, Initializers.VarianceScaling.self, Initializers.Zeros.self,
    ],
    words: [
      "IdentityInitializer": Initializers.Identity.self, "OrthogonalInitializer": Initializers.Orthogonal.self,
      "normal": Initializers.RandomNormal.self, "one": Initializers.Ones.self,
      "uniform": Initializers.RandomUniform.self, "zero": Initializers.Zeros.self,
    ])
}

/// Keras's regularizers.
private enum RegularizerClasses {
  static let kind = ObjectKind<any Regularizer>(
    "a regularizer",
    [
      Regularizers.L1.self, Regularizers.L1L2.self, Regularizers.L2.self, Regularizers.OrthogonalRegularizer.self,
    ], words: ["l1_l2": Regularizers.L1L2.self])
}

/// Keras's constraints.
private enum ConstraintClasses {
  static let kind = ObjectKind<any Constraint>(
    "a constraint",
    [
      Constraints.MaxNorm.self, Constraints.MinMaxNorm.self, Constraints.NonNeg.self, Constraints.UnitNorm.self,
    ])
}
