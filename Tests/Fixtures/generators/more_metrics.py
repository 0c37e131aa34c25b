"""Metrics at thresholds that a constraint allows, and correlations."""

import keras
from keras import metrics

from .encoding import integers, uniform
from .metrics import SIZES, both, run


def fresh(make, *arguments, **named):
    """A metric that is the first of its name."""
    keras.utils.clear_session()
    return make(*arguments, **named)


def cases():
    one = [(integers(901 + i, (n,), 2), uniform(911 + i, (n,), 0, 1)) for i, n in enumerate(SIZES)]
    wide = [(integers(921 + i, (n, 3), 2), uniform(931 + i, (n, 3), 0, 1)) for i, n in enumerate(SIZES)]
    for make, name in [
        (metrics.SensitivityAtSpecificity, "sensitivity_at_specificity"),
        (metrics.SpecificityAtSensitivity, "specificity_at_sensitivity"),
        (metrics.PrecisionAtRecall, "precision_at_recall"), (metrics.RecallAtPrecision, "recall_at_precision")]:
        yield from both(name, lambda: fresh(make, 0.6), one)
        yield run(f"{name}_never", fresh(make, 1.0, num_thresholds=3), one)
        yield run(f"{name}_one_threshold", fresh(make, 0.5, num_thresholds=1), wide)
        yield run(f"{name}_two_thresholds", fresh(make, 0.0, num_thresholds=2), wide)
        yield run(f"{name}_class", fresh(make, 0.4, num_thresholds=20, class_id=1), wide)
    values = [(uniform(941 + i, (n, 4)), uniform(951 + i, (n, 4))) for i, n in enumerate(SIZES)]
    for make, name in [(metrics.PearsonCorrelation, "pearson_correlation"),
                       (metrics.ConcordanceCorrelation, "concordance_correlation")]:
        yield from both(name, lambda: fresh(make), values)
    yield run("pearson_correlation_axis", fresh(metrics.PearsonCorrelation, axis=1), values)
