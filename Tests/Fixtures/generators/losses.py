"""Losses: the value, and the gradient of its sum with respect to the predictions."""

import jax
import numpy as np
from keras import losses

from .encoding import case, integers, probabilities, uniform


def run(name, loss, targets, predictions, sample_weight=None):
    def value(p):
        return loss(targets, p, sample_weight=sample_weight)

    predictions = np.asarray(predictions, "float64")
    return case(
        name, loss, targets=targets, predictions=predictions, sampleWeight=sample_weight, values=value(predictions),
        predictionGradients=jax.grad(lambda p: value(p).sum())(predictions))


def mean_squared_error():
    y, p = uniform(1, (4, 3)), uniform(2, (4, 3))
    weight = np.array([1.0, 0.0, 2.5, 0.5])
    for reduction in ["sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", None]:
        loss = losses.MeanSquaredError(reduction=reduction)
        yield run(f"mse_{reduction}", loss, y, p)
        yield run(f"mse_{reduction}_weighted", loss, y, p, weight)
    loss = losses.MeanSquaredError()
    yield run("mse_sequence", loss, uniform(3, (2, 3, 2)), uniform(4, (2, 3, 2)))
    yield run("mse_sequence_weighted", loss, uniform(3, (2, 3, 2)), uniform(4, (2, 3, 2)), uniform(5, (2, 3), 0, 2))
    yield run("mse_sequence_weighted_by_sample", loss, uniform(3, (2, 3, 2)), uniform(4, (2, 3, 2)),
              uniform(5, (2, 1), 0, 2))
    yield run("mse_targets_rank1", loss, uniform(6, (5,)), uniform(7, (5, 1)))
    yield run("mse_predictions_rank1", loss, uniform(6, (5, 1)), uniform(7, (5,)))
    yield run("mse_both_rank1", loss, uniform(6, (5,)), uniform(7, (5,)))
    yield run("mse_sequence_targets_squeezed", loss, uniform(8, (2, 3)), uniform(9, (2, 3, 1)))
    yield run("mse_perfect", loss, y, y)
    yield run("mse_one_sample", loss, y[:1], p[:1])
    yield run("mse_weights_all_zero", losses.MeanSquaredError(reduction="mean_with_sample_weight"), y, p, np.zeros(4))


def binary_crossentropy():
    y = integers(10, (4, 2), 2).astype("float64")
    p, logits = uniform(11, (4, 2), 0.02, 0.98), uniform(12, (4, 2), -4, 4)
    weight = np.array([0.5, 2.0, 0.0, 1.0])
    for form, values, from_logits in [("probabilities", p, False), ("logits", logits, True)]:
        loss = losses.BinaryCrossentropy(from_logits=from_logits)
        yield run(f"bce_{form}", loss, y, values)
        yield run(f"bce_{form}_weighted", loss, y, values, weight)
        for reduction in ["sum", None]:
            reduced = losses.BinaryCrossentropy(from_logits=from_logits, reduction=reduction)
            yield run(f"bce_{form}_{reduction}", reduced, y, values)
        smooth = losses.BinaryCrossentropy(from_logits=from_logits, label_smoothing=0.2)
        yield run(f"bce_{form}_smoothed", smooth, y, values)
        yield run(f"bce_{form}_targets_rank1", loss, y[:, 0], values[:, :1])
        yield run(f"bce_{form}_predictions_rank1", loss, y[:, :1], values[:, 0])
        yield run(f"bce_{form}_integer_targets", loss, integers(13, (4, 1), 2), values[:, :1])
        yield run(f"bce_{form}_soft_targets", loss, uniform(14, (4, 2), 0, 1), values)
        yield run(f"bce_{form}_sequence", loss, integers(15, (2, 2, 2), 2), values.reshape(2, 2, 2))
    hard = np.array([[0.0, 1.0], [1.0, 0.0], [0.0, 0.0], [1.0, 1.0]])
    yield run("bce_probabilities_extremes", losses.BinaryCrossentropy(reduction=None), hard,
              np.array([[0.0, 1.0], [0.0, 1.0], [1.0, 1e-8], [1.0, 1 - 1e-8]]))
    yield run("bce_logits_extremes", losses.BinaryCrossentropy(from_logits=True, reduction=None), hard,
              np.array([[-800.0, 800.0], [-800.0, 800.0], [0.0, -0.0], [40.0, -40.0]]))


def categorical_crossentropy():
    y = np.eye(3)[integers(20, (5,), 3)]
    p, logits = probabilities(21, (5, 3)), uniform(22, (5, 3), -4, 4)
    weight = np.array([0.5, 2.0, 0.0, 1.0, 1.5])
    for form, values, from_logits in [("probabilities", p, False), ("logits", logits, True)]:
        loss = losses.CategoricalCrossentropy(from_logits=from_logits)
        yield run(f"cce_{form}", loss, y, values)
        yield run(f"cce_{form}_weighted", loss, y, values, weight)
        for reduction in ["sum", None]:
            reduced = losses.CategoricalCrossentropy(from_logits=from_logits, reduction=reduction)
            yield run(f"cce_{form}_{reduction}", reduced, y, values)
        smooth = losses.CategoricalCrossentropy(from_logits=from_logits, label_smoothing=0.1)
        yield run(f"cce_{form}_smoothed", smooth, y, values)
        yield run(f"cce_{form}_soft_targets", loss, probabilities(23, (5, 3)), values)
        yield run(f"cce_{form}_sequence", loss, y[:4].reshape(2, 2, 3), values[:4].reshape(2, 2, 3))
        yield run(f"cce_{form}_sequence_weighted", loss, y[:4].reshape(2, 2, 3), values[:4].reshape(2, 2, 3),
                  weight[:4].reshape(2, 2))
    # Rows that do not sum to one are divided by their sum first.
    yield run("cce_probabilities_unnormalized", losses.CategoricalCrossentropy(), y, 3 * p)
    corners = np.array([[1.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    yield run("cce_probabilities_extremes", losses.CategoricalCrossentropy(reduction=None), np.eye(3), corners)
    yield run("cce_logits_extremes", losses.CategoricalCrossentropy(from_logits=True, reduction=None), np.eye(3),
              np.array([[1000.0, 0.0, -1000.0], [1000.0, 0.0, -1000.0], [0.0, 0.0, 0.0]]))


def sparse_categorical_crossentropy():
    y = integers(30, (5,), 3)
    p, logits = probabilities(31, (5, 3)), uniform(32, (5, 3), -4, 4)
    weight = np.array([0.5, 2.0, 0.0, 1.0, 1.5])
    for form, values, from_logits in [("probabilities", p, False), ("logits", logits, True)]:
        loss = losses.SparseCategoricalCrossentropy(from_logits=from_logits)
        yield run(f"sparse_cce_{form}", loss, y, values)
        yield run(f"sparse_cce_{form}_weighted", loss, y, values, weight)
        for reduction in ["sum", None]:
            reduced = losses.SparseCategoricalCrossentropy(from_logits=from_logits, reduction=reduction)
            yield run(f"sparse_cce_{form}_{reduction}", reduced, y, values)
        yield run(f"sparse_cce_{form}_column_targets", loss, y[:, None], values)
        yield run(f"sparse_cce_{form}_float_targets", loss, y.astype("float64"), values)
        yield run(f"sparse_cce_{form}_sequence", loss, y[:4].reshape(2, 2), values[:4].reshape(2, 2, 3))
        yield run(f"sparse_cce_{form}_sequence_column_targets", loss, y[:4].reshape(2, 2, 1),
                  values[:4].reshape(2, 2, 3))
        yield run(f"sparse_cce_{form}_sequence_weighted", loss, y[:4].reshape(2, 2), values[:4].reshape(2, 2, 3),
                  weight[:4].reshape(2, 2))
        ignoring = losses.SparseCategoricalCrossentropy(from_logits=from_logits, ignore_class=1)
        yield run(f"sparse_cce_{form}_ignore_class", ignoring, np.array([0, 1, 2, 1, 0], "int32"), values)
    labels = np.array([0, 1, 2], "int32")
    corners = np.array([[1.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    yield run("sparse_cce_probabilities_extremes", losses.SparseCategoricalCrossentropy(reduction=None), labels,
              corners)
    yield run("sparse_cce_logits_extremes",
              losses.SparseCategoricalCrossentropy(from_logits=True, reduction=None), labels,
              np.array([[1000.0, 0.0, -1000.0], [1000.0, 0.0, -1000.0], [0.0, 0.0, 0.0]]))


def cases():
    yield from mean_squared_error()
    yield from binary_crossentropy()
    yield from categorical_crossentropy()
    yield from sparse_categorical_crossentropy()
