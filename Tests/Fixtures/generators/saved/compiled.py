"""Compile configurations: every optimizer, schedule, loss and metric that Keratin has."""

import keras
from keras import layers

from ..encoding import integers, probabilities
from .model import MIDDLE, NEW, NEWEST, OLD, Saved, VERSIONS, numbers, one_hot, saved, truth


def small(optimizer, loss="mse", **arguments):
    """3 -> dense 3 tanh -> dense 2, five samples."""
    model = keras.Sequential([keras.Input((3,)), layers.Dense(3, "tanh"), layers.Dense(2)])
    return Saved(
        model, [numbers(60, (5, 3))], dict(optimizer=optimizer, loss=loss, **arguments), [numbers(61, (5, 2))])


def optimizer(name, version, make):
    """Registers the small model with an optimizer that `make` makes."""

    def made():
        return small(make(keras.optimizers, keras.optimizers.schedules))

    made.__name__ = name
    saved(version)(made)


optimizer("sgd_decay_clip", OLD, lambda o, s: o.SGD(
    s.PiecewiseConstantDecay([2, 4], [0.1, 0.05, 0.01]), weight_decay=0.01, clipvalue=0.02))
optimizer("rmsprop_centered", NEW, lambda o, s: o.RMSprop(
    s.InverseTimeDecay(0.02, 2, 0.5), momentum=0.5, centered=True, weight_decay=0.1))
optimizer("adadelta", MIDDLE, lambda o, s: o.Adadelta(0.5, rho=0.9, clipnorm=0.1))
optimizer("adagrad", NEWEST, lambda o, s: o.Adagrad(
    s.PolynomialDecay(0.2, 4, 0.05, power=2.0), initial_accumulator_value=0.2))
optimizer("adamax", OLD, lambda o, s: o.Adamax(s.CosineDecayRestarts(0.1, 2, m_mul=0.5), beta_1=0.8, weight_decay=0.05))
optimizer("nadam", NEWEST, lambda o, s: o.Nadam(0.05, beta_2=0.9, use_ema=True, ema_momentum=0.9))
optimizer("ftrl", MIDDLE, lambda o, s: o.Ftrl(
    0.1, l1_regularization_strength=0.01, l2_regularization_strength=0.1, beta=0.1))
optimizer("lion", NEW, lambda o, s: o.Lion(0.01, beta_2=0.9, weight_decay=0.02))
optimizer("adamw_accumulated", NEWEST, lambda o, s: o.AdamW(0.05, weight_decay=0.1, gradient_accumulation_steps=2))


@saved(NEWEST)
def losses():
    """A loss for each output."""
    l = keras.losses
    some = {
        "mean_squared": ("mse", "numbers"), "absolute": (l.MeanAbsoluteError(), "numbers"),
        "percentage": ("mape", "numbers"), "logarithmic": ("msle", "positive"),
        "huber": (l.Huber(), "numbers"), "log_cosh": ("log_cosh", "numbers"),
        "cosine": (l.CosineSimilarity(axis=-1), "numbers"), "poisson": ("poisson", "positive"),
        "kl": (l.KLDivergence(), "shares"), "binary": (l.BinaryCrossentropy(label_smoothing=0.1), "truth"),
        "binary_logits": (l.BinaryCrossentropy(from_logits=True), "truth"),
        "focal": (l.BinaryFocalCrossentropy(gamma=1.5, apply_class_balancing=True), "truth"),
        "categorical": ("categorical_crossentropy", "one"),
        "categorical_focal": (l.CategoricalFocalCrossentropy(alpha=0.4), "one"),
        "sparse": (l.SparseCategoricalCrossentropy(ignore_class=0), "classes"), "hinge": ("hinge", "truth"),
        "squared_hinge": ("squared_hinge", "truth"), "categorical_hinge": ("categorical_hinge", "one"),
        "dice": (l.Dice(), "shares"), "tversky": (l.Tversky(alpha=0.3), "shares"),
    }
    targets = {"numbers": numbers(62, (4, 3)), "positive": numbers(63, (4, 3), 0.1, 2),
               "shares": probabilities(64, (4, 3)).astype("float32"), "truth": truth(65, (4, 3)), "one": one_hot(66, 4, 3),
               "classes": integers(67, (4,), 3)}
    last = {"numbers": None, "positive": "softplus", "shares": "softmax", "truth": "sigmoid", "one": "softmax",
            "classes": "softmax"}
    x = keras.Input((3,))
    outputs = [layers.Dense(3, None if "logits" in name else last[kind], name=name)(x)
               for name, (_, kind) in some.items()]
    return Saved(
        keras.Model(x, outputs), [numbers(68, (4, 3))],
        dict(optimizer=keras.optimizers.SGD(0.05), loss=[loss for loss, _ in some.values()],
             loss_weights=[0.01 if name == "percentage" else 1.0 for name in some]),
        [targets[kind] for _, kind in some.values()])


@saved(NEW)
def metrics():
    """Many metrics for each of three outputs."""
    m = keras.metrics
    x = keras.Input((3,))
    model = keras.Model(
        x, [layers.Dense(2, name="value")(x), layers.Dense(2, "sigmoid", name="truth")(x),
            layers.Dense(4, "softmax", name="kind")(x)])
    return Saved(
        model, [numbers(69, (6, 3))],
        dict(
            optimizer="adam", loss={"value": "mse", "truth": "binary_crossentropy", "kind": "categorical_crossentropy"},
            metrics={
                "value": ["mae", m.RootMeanSquaredError(), m.MeanAbsolutePercentageError(), m.LogCoshError(),
                          m.CosineSimilarity(axis=-1), m.R2Score(), "msle"],
                "truth": [m.BinaryAccuracy(threshold=0.4), m.AUC(num_thresholds=20), m.AUC(curve="PR", name="pr"),
                          m.Precision(), m.Recall(thresholds=0.3), m.TruePositives(), m.TrueNegatives(),
                          m.FalsePositives(), m.FalseNegatives(), m.BinaryCrossentropy(), m.Hinge(), m.SquaredHinge()],
                "kind": ["accuracy", m.TopKCategoricalAccuracy(2), m.CategoricalCrossentropy(), m.KLDivergence(),
                         m.F1Score(average="macro"), m.FBetaScore(beta=2.0), m.CategoricalHinge(), m.Poisson()]}),
        [numbers(70, (6, 2)), truth(71, (6, 2)), one_hot(72, 6, 4)])


@saved(NEWEST)
def sparse_metrics():
    """Metrics of labels, and of operating points."""
    m = keras.metrics
    x = keras.Input((3,))
    model = keras.Model(x, [layers.Dense(4, "softmax", name="kind")(x), layers.Dense(1, "sigmoid", name="yes")(x)])
    return Saved(
        model, [numbers(73, (6, 3))],
        dict(
            optimizer="sgd", loss=["sparse_categorical_crossentropy", "binary_crossentropy"],
            metrics=[["acc", m.SparseTopKCategoricalAccuracy(2), m.SparseCategoricalCrossentropy()],
                     [m.PrecisionAtRecall(0.5), m.RecallAtPrecision(0.5), m.SensitivityAtSpecificity(0.5),
                      m.SpecificityAtSensitivity(0.5), m.ConcordanceCorrelation(), m.PearsonCorrelation()]],
            weighted_metrics=[["acc"], ["mse"]]),
        [integers(74, (6,), 4), truth(75, (6, 1))])


@saved(OLD)
def initializers():
    """Every initializer, by configuration; the weights are in the file."""
    i = keras.initializers
    some = [i.Zeros(), i.Ones(), i.Constant(0.5), i.RandomNormal(0.1, 0.2, seed=1), i.RandomUniform(-0.1, 0.2, seed=2),
            i.TruncatedNormal(0.0, 0.3, seed=3), i.VarianceScaling(1.5, "fan_out", "untruncated_normal", seed=4),
            i.GlorotNormal(seed=5), i.GlorotUniform(), i.HeNormal(), i.HeUniform(), i.LecunNormal(), i.LecunUniform(),
            i.Orthogonal(gain=2.0), getattr(i, "IdentityInitializer", None) or i.Identity()]
    some[-1] = some[-1](gain=0.5) if isinstance(some[-1], type) else some[-1]
    model = keras.Sequential([keras.Input((3,))] + [layers.Dense(3, kernel_initializer=one) for one in some])
    return Saved(model, [numbers(76, (3, 3))])


@saved(*VERSIONS[1:3])
def labelled_steps():
    """A label for each step of a sequence."""
    model = keras.Sequential([keras.Input((3, 2)), layers.SimpleRNN(3, return_sequences=True), layers.Dense(3, "softmax")])
    return Saved(
        model, [numbers(77, (4, 3, 2))],
        dict(optimizer=keras.optimizers.Adam(0.02), loss="sparse_categorical_crossentropy", metrics=["accuracy"]),
        [integers(78, (4, 3), 3)])
