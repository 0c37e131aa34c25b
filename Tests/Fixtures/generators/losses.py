"""Losses: the value, and the gradient of its sum with respect to the predictions."""

import jax
import numpy as np
from keras import losses

from .encoding import case, integers, probabilities, uniform


def run(name, loss, targets, predictions, sample_weight=None, **settings):
    """`settings` are arguments that Keras leaves out of the configuration."""
    def value(p):
        return loss(targets, p, sample_weight=sample_weight)

    predictions = np.asarray(predictions, "float64")
    return case(
        name, loss, settings=settings, targets=targets, predictions=predictions, sampleWeight=sample_weight,
        values=value(predictions), predictionGradients=jax.grad(lambda p: value(p).sum())(predictions))


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


def distances():
    """Losses of a prediction and a target that are numbers, each mean over the last axis."""
    y, p = uniform(40, (4, 3)), uniform(41, (4, 3))
    counts, rates = integers(42, (4, 3), 6).astype("float64"), uniform(43, (4, 3), 0.05, 5)
    signs = 2.0 * integers(44, (4, 3), 2) - 1
    ratios = (probabilities(45, (4, 3)), probabilities(46, (4, 3)))
    yield from every_way("mae", losses.MeanAbsoluteError, y, p)
    yield from every_way("mape", losses.MeanAbsolutePercentageError, y, p)
    yield from every_way("msle", losses.MeanSquaredLogarithmicError, counts, rates)
    yield run("msle_negative", losses.MeanSquaredLogarithmicError(), y, p)
    yield from every_way("huber", losses.Huber, y, p)
    yield from every_way("huber_delta", lambda **options: losses.Huber(delta=0.5, **options), y, p, delta=0.5)
    yield from every_way("log_cosh", losses.LogCosh, y, p)
    yield run("log_cosh_far", losses.LogCosh(), y, 40 * p)
    yield from every_way("kl_divergence", losses.KLDivergence, *ratios)
    yield run("kl_divergence_one_hot", losses.KLDivergence(), np.eye(3)[integers(47, (4,), 3)], ratios[1])
    yield from every_way("poisson", losses.Poisson, counts, rates)
    yield from every_way("hinge", losses.Hinge, signs, p)
    yield from every_way("squared_hinge", losses.SquaredHinge, signs, p)
    for name, loss in [("hinge", losses.Hinge()), ("squared_hinge", losses.SquaredHinge())]:
        yield run(f"{name}_zeros_and_ones", loss, integers(48, (4, 3), 2), p)
        yield run(f"{name}_zeros_ones_and_others", loss, integers(49, (4, 3), 3), p)
        yield run(f"{name}_numbers", loss, y, p)
    yield from every_way("categorical_hinge", losses.CategoricalHinge, np.eye(3)[integers(50, (4,), 3)], p)
    yield from every_way("cosine_similarity", losses.CosineSimilarity, y, p)
    yield run("cosine_similarity_of_zero", losses.CosineSimilarity(), y * [[1], [0], [1], [1]], p)
    yield run("cosine_similarity_axis", losses.CosineSimilarity(axis=1), uniform(51, (2, 3, 2)), uniform(52, (2, 3, 2)),
              axis=1)


def every_way(name, make, y, p, **settings):
    """Each reduction with and without weights, a sequence, and shapes that Keras brings to one another."""
    weight = np.array([1.0, 0.0, 2.5, 0.5])
    for reduction in ["sum_over_batch_size", "sum", "mean_with_sample_weight", None]:
        yield run(f"{name}_{reduction}", make(reduction=reduction), y, p, **settings)
        yield run(f"{name}_{reduction}_weighted", make(reduction=reduction), y, p, weight, **settings)
    yield run(f"{name}_sequence", make(), y.reshape(2, 2, 3), p.reshape(2, 2, 3), weight.reshape(2, 2), **settings)
    yield run(f"{name}_targets_rank1", make(), y[:, 0], p[:, :1], **settings)


def focal_crossentropies():
    y, p, logits = integers(60, (4, 2), 2).astype("float64"), uniform(61, (4, 2), 0.05, 0.95), uniform(62, (4, 2), -3, 3)
    one_hot, classes, scores = np.eye(3)[integers(63, (4,), 3)], probabilities(64, (4, 3)), uniform(65, (4, 3), -3, 3)
    weight = np.array([0.5, 2.0, 0.0, 1.0])
    for form, yes, shares, from_logits in [("probabilities", p, classes, False), ("logits", logits, scores, True)]:
        for kind, loss, targets, values in [
            ("binary", losses.BinaryFocalCrossentropy, y, yes),
            ("categorical", losses.CategoricalFocalCrossentropy, one_hot, shares),
        ]:
            name = f"{kind}_focal_{form}"
            yield run(name, loss(from_logits=from_logits), targets, values)
            yield run(f"{name}_weighted", loss(from_logits=from_logits), targets, values, weight)
            yield run(f"{name}_none", loss(from_logits=from_logits, reduction=None), targets, values)
            yield run(f"{name}_gamma", loss(from_logits=from_logits, gamma=3.0, alpha=0.4), targets, values)
            yield run(f"{name}_smoothed", loss(from_logits=from_logits, label_smoothing=0.1), targets, values)
        balanced = losses.BinaryFocalCrossentropy(from_logits=from_logits, apply_class_balancing=True, alpha=0.3)
        yield run(f"binary_focal_{form}_balanced", balanced, y, yes)


def areas():
    y, p = integers(70, (4, 3, 2), 2).astype("float64"), uniform(71, (4, 3, 2), 0.1, 0.9)
    weight = np.array([0.5, 2.0, 0.0, 1.0])
    for name, loss in [
        ("dice", losses.Dice), ("tversky", losses.Tversky),
        ("tversky_weighed", lambda **options: losses.Tversky(alpha=0.3, beta=0.7, **options)),
    ]:
        yield run(name, loss(), y, p)
        yield run(f"{name}_weighted", loss(), y, p, weight)
        yield run(f"{name}_axes", loss(axis=[1, 2]), y, p)
        yield run(f"{name}_axes_weighted", loss(axis=[1, 2]), y, p, weight)
        yield run(f"{name}_axes_none", loss(axis=[1, 2], reduction=None), y, p)
        yield run(f"{name}_classes", loss(axis=[0, 1], reduction="sum"), y, p)


def axes():
    """Cross-entropies whose classes lie along another axis than the last one."""
    p, logits = np.swapaxes(probabilities(80, (2, 4, 3)), 1, 2), uniform(81, (2, 3, 4), -3, 3)
    one_hot = np.swapaxes(np.eye(3)[integers(82, (2, 4), 3)], 1, 2)
    bits, weight = integers(83, (2, 3, 4), 2).astype("float64"), uniform(84, (2, 4), 0, 2)
    for form, values, from_logits in [("probabilities", p, False), ("logits", logits, True)]:
        for name, kind, targets in [
            ("bce", losses.BinaryCrossentropy, bits), ("cce", losses.CategoricalCrossentropy, one_hot),
            ("binary_focal", losses.BinaryFocalCrossentropy, bits),
            ("categorical_focal", losses.CategoricalFocalCrossentropy, one_hot)]:
            yield run(f"{name}_{form}_axis", kind(from_logits=from_logits, axis=1), targets, values)
            yield run(f"{name}_{form}_axis_weighted", kind(from_logits=from_logits, axis=1), targets, values, weight)


def cases():
    yield from mean_squared_error()
    yield from binary_crossentropy()
    yield from categorical_crossentropy()
    yield from sparse_categorical_crossentropy()
    yield from distances()
    yield from focal_crossentropies()
    yield from areas()
    yield from axes()
