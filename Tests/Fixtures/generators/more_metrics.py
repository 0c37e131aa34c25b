"""Metrics at thresholds that a constraint allows, and correlations."""

from keras import metrics

from .encoding import integers, uniform
from .metrics import SIZES, both, run


def cases():
    one = [(integers(901 + i, (n,), 2), uniform(911 + i, (n,), 0, 1)) for i, n in enumerate(SIZES)]
    wide = [(integers(921 + i, (n, 3), 2), uniform(931 + i, (n, 3), 0, 1)) for i, n in enumerate(SIZES)]
    for make, name in [
        (metrics.SensitivityAtSpecificity, "sensitivity_at_specificity"),
        (metrics.SpecificityAtSensitivity, "specificity_at_sensitivity"),
        (metrics.PrecisionAtRecall, "precision_at_recall"), (metrics.RecallAtPrecision, "recall_at_precision")]:
        yield from both(name, lambda: make(0.6, name=name), one)
        yield run(f"{name}_never", make(1.0, num_thresholds=3, name=name), one)
        yield run(f"{name}_one_threshold", make(0.5, num_thresholds=1, name=name), wide)
        yield run(f"{name}_two_thresholds", make(0.0, num_thresholds=2, name=name), wide)
        yield run(f"{name}_class", make(0.4, num_thresholds=20, class_id=1, name=name), wide)
    values = [(uniform(941 + i, (n, 4)), uniform(951 + i, (n, 4))) for i, n in enumerate(SIZES)]
    for make, name in [(metrics.PearsonCorrelation, "pearson_correlation"),
                       (metrics.ConcordanceCorrelation, "concordance_correlation")]:
        yield from both(name, make, values)
    yield run("pearson_correlation_axis", metrics.PearsonCorrelation(axis=1), values)
