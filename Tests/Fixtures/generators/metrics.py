"""Metrics: the result after each of several updates with batches of different sizes."""

import numpy as np
from keras import metrics

from .encoding import case, integers, probabilities, uniform

SIZES = [4, 1, 3]


def run(name, metric, batches, weights=None):
    """`batches` is a list of (targets, predictions), `weights` one array a batch."""
    results = []
    for index, (targets, predictions) in enumerate(batches):
        metric.update_state(targets, predictions, sample_weight=None if weights is None else weights[index])
        results.append(float(metric.result()))
    return case(
        name, metric, targets=[t for t, _ in batches], predictions=[p for _, p in batches], sampleWeight=weights,
        results=np.array(results))


def both(name, make, batches):
    """Without weights and with weights, one of which is zero."""
    yield run(name, make(), batches)
    weights = [uniform(700 + i, (len(t),), 0, 2) for i, (t, _) in enumerate(batches)]
    weights[0][1] = 0
    yield run(f"{name}_weighted", make(), batches, weights)


def accuracies():
    def labels(seed, n):
        return integers(seed, (n,), 3)

    yield from both(
        "accuracy", metrics.Accuracy, [(labels(i, n), labels(10 + i, n)) for i, n in enumerate(SIZES)])
    yield from both(
        "accuracy_columns", metrics.Accuracy,
        [(labels(i, n)[:, None], labels(10 + i, n)[:, None]) for i, n in enumerate(SIZES)])

    binary = [(integers(20 + i, (n, 1), 2), uniform(30 + i, (n, 1), 0, 1)) for i, n in enumerate(SIZES)]
    yield from both("binary_accuracy", metrics.BinaryAccuracy, binary)
    yield from both("binary_accuracy_threshold", lambda: metrics.BinaryAccuracy(threshold=0.25), binary)
    yield from both(
        "binary_accuracy_rank1", metrics.BinaryAccuracy, [(t[:, 0], p[:, 0]) for t, p in binary])
    yield from both(
        "binary_accuracy_targets_rank1", metrics.BinaryAccuracy, [(t[:, 0], p) for t, p in binary])
    wide = [(integers(40 + i, (n, 3), 2), uniform(50 + i, (n, 3), 0, 1)) for i, n in enumerate(SIZES)]
    yield from both("binary_accuracy_columns", metrics.BinaryAccuracy, wide)
    yield run("binary_accuracy_at_threshold", metrics.BinaryAccuracy(), [
        (np.array([[1], [0], [1]]), np.array([[0.5], [0.5], [0.5000001]]))])

    classes = [(labels(60 + i, n), probabilities(70 + i, (n, 3))) for i, n in enumerate(SIZES)]
    yield from both("sparse_categorical_accuracy", metrics.SparseCategoricalAccuracy, classes)
    yield from both(
        "sparse_categorical_accuracy_column", metrics.SparseCategoricalAccuracy, [(t[:, None], p) for t, p in classes])
    yield from both(
        "categorical_accuracy", metrics.CategoricalAccuracy, [(np.eye(3)[t], p) for t, p in classes])
    # The lowest index wins a tie, in predictions and in targets.
    ties = np.array([[0.4, 0.4, 0.2], [0.2, 0.4, 0.4], [1 / 3, 1 / 3, 1 / 3], [0.0, 0.0, 0.0]])
    yield run("sparse_categorical_accuracy_ties", metrics.SparseCategoricalAccuracy(),
              [(np.array([0, 2, 0, 0], "int32"), ties), (np.array([1, 1, 2, 1], "int32"), ties)])
    yield run("categorical_accuracy_ties", metrics.CategoricalAccuracy(),
              [(np.array([[0.5, 0.5, 0], [0, 0.5, 0.5], [0, 0, 1], [1, 0, 0]]), ties)])
    sequence = [(integers(80 + i, (n, 2), 3), probabilities(90 + i, (n, 2, 3))) for i, n in enumerate(SIZES)]
    yield from both("sparse_categorical_accuracy_sequence", metrics.SparseCategoricalAccuracy, sequence)
    yield from both(
        "categorical_accuracy_sequence", metrics.CategoricalAccuracy, [(np.eye(3)[t], p) for t, p in sequence])
    yield run("sparse_categorical_accuracy_sequence_weighted_by_step", metrics.SparseCategoricalAccuracy(), sequence,
              [uniform(100 + i, (n, 2), 0, 2) for i, n in enumerate(SIZES)])


def losses():
    real = [(uniform(110 + i, (n, 2)), uniform(120 + i, (n, 2))) for i, n in enumerate(SIZES)]
    yield from both("mean_squared_error", metrics.MeanSquaredError, real)
    yield from both(
        "mean_squared_error_targets_rank1", metrics.MeanSquaredError, [(t[:, 0], p[:, :1]) for t, p in real])

    binary = [(integers(130 + i, (n, 2), 2), uniform(140 + i, (n, 2), 0.02, 0.98)) for i, n in enumerate(SIZES)]
    yield from both("binary_crossentropy", metrics.BinaryCrossentropy, binary)
    yield from both(
        "binary_crossentropy_logits", lambda: metrics.BinaryCrossentropy(from_logits=True), real_logits(binary))
    yield from both("binary_crossentropy_smoothed", lambda: metrics.BinaryCrossentropy(label_smoothing=0.1), binary)

    classes = [(integers(150 + i, (n,), 3), probabilities(160 + i, (n, 3))) for i, n in enumerate(SIZES)]
    one_hot = [(np.eye(3)[t], p) for t, p in classes]
    yield from both("categorical_crossentropy", metrics.CategoricalCrossentropy, one_hot)
    yield from both(
        "categorical_crossentropy_logits", lambda: metrics.CategoricalCrossentropy(from_logits=True),
        real_logits(one_hot))
    yield from both(
        "categorical_crossentropy_smoothed", lambda: metrics.CategoricalCrossentropy(label_smoothing=0.1), one_hot)
    yield from both("sparse_categorical_crossentropy", metrics.SparseCategoricalCrossentropy, classes)
    yield from both(
        "sparse_categorical_crossentropy_logits", lambda: metrics.SparseCategoricalCrossentropy(from_logits=True),
        real_logits(classes))


def real_logits(batches):
    """The same targets with logits as predictions."""
    return [(t, uniform(170 + i, p.shape, -3, 3)) for i, (t, p) in enumerate(batches)]


def cases():
    yield from accuracies()
    yield from losses()
