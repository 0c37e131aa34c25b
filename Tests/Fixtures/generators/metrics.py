"""Metrics: the result after each of several updates with batches of different sizes."""

import numpy as np
from keras import metrics

from .encoding import case, integers, probabilities, uniform

SIZES = [4, 1, 3]


def run(name, metric, batches, weights=None, **settings):
    """`batches` is a list of (targets, predictions), `weights` one array a batch.

    `settings` are arguments that Keras leaves out of the configuration.
    """
    results = []
    for index, (targets, predictions) in enumerate(batches):
        metric.update_state(targets, predictions, sample_weight=None if weights is None else weights[index])
        results.append(np.asarray(metric.result()))
    return case(
        name, metric, settings=settings, targets=[t for t, _ in batches], predictions=[p for _, p in batches], sampleWeight=weights,
        results=np.array(results))


def both(name, make, batches, **settings):
    """Without weights and with weights, one of which is zero."""
    yield run(name, make(), batches, **settings)
    weights = [uniform(700 + i, (len(t),), 0, 2) for i, (t, _) in enumerate(batches)]
    weights[0][1] = 0
    yield run(f"{name}_weighted", make(), batches, weights, **settings)


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


def means():
    values = [(np.zeros(n), uniform(200 + i, (n,))) for i, n in enumerate(SIZES)]
    for name, make in [("mean", metrics.Mean), ("sum", metrics.Sum)]:
        yield from both(name, lambda: OfPredictions(make()), values)
        yield from both(f"{name}_columns", lambda: OfPredictions(make()),
                        [(np.zeros((n, 2)), uniform(210 + i, (n, 2))) for i, n in enumerate(SIZES)])


class OfPredictions:
    """A metric of values, updated as one of targets and predictions."""

    def __new__(cls, metric):
        update = metric.update_state
        metric.update_state = lambda _, predictions, sample_weight: update(predictions, sample_weight)
        return metric


def distances():
    real = [(uniform(220 + i, (n, 2)), uniform(230 + i, (n, 2))) for i, n in enumerate(SIZES)]
    counts = [(integers(240 + i, (n, 2), 6).astype("float64"), uniform(250 + i, (n, 2), 0.05, 5))
              for i, n in enumerate(SIZES)]
    signs = [(2.0 * t - 1, p) for t, p in [(integers(260 + i, (n, 2), 2), uniform(270 + i, (n, 2)))
                                           for i, n in enumerate(SIZES)]]
    shares = [(probabilities(280 + i, (n, 3)), probabilities(290 + i, (n, 3))) for i, n in enumerate(SIZES)]
    one_hot = [(np.eye(3)[integers(300 + i, (n,), 3)], uniform(310 + i, (n, 3))) for i, n in enumerate(SIZES)]
    for name, make, batches in [
        ("mean_absolute_error", metrics.MeanAbsoluteError, real),
        ("mean_absolute_percentage_error", metrics.MeanAbsolutePercentageError, real),
        ("mean_squared_logarithmic_error", metrics.MeanSquaredLogarithmicError, counts),
        ("root_mean_squared_error", metrics.RootMeanSquaredError, real),
        ("logcosh", metrics.LogCoshError, real),
        ("cosine_similarity", metrics.CosineSimilarity, real),
        ("kl_divergence", metrics.KLDivergence, shares),
        ("poisson", metrics.Poisson, counts),
        ("hinge", metrics.Hinge, signs),
        ("squared_hinge", metrics.SquaredHinge, signs),
        ("categorical_hinge", metrics.CategoricalHinge, one_hot),
    ]:
        yield from both(name, make, batches)
    yield from both("root_mean_squared_error_targets_rank1", metrics.RootMeanSquaredError,
                    [(t[:, 0], p[:, :1]) for t, p in real])
    yield from both("cosine_similarity_axis", lambda: metrics.CosineSimilarity(axis=1),
                    [(t.reshape(-1, 2, 1), p.reshape(-1, 2, 1)) for t, p in real], axis=1)
    for aggregation in ["uniform_average", "variance_weighted_average", None]:
        yield from both(f"r2_score_{aggregation}", lambda: metrics.R2Score(class_aggregation=aggregation), real)
    yield from both("r2_score_adjusted", lambda: metrics.R2Score(num_regressors=2), real)
    yield run("r2_score_too_few", metrics.R2Score(num_regressors=9), real[:1])


def top_k():
    labels = [(integers(320 + i, (n,), 6), probabilities(330 + i, (n, 6))) for i, n in enumerate(SIZES)]
    one_hot = [(np.eye(6)[t], p) for t, p in labels]
    for k in [1, 2, 5]:
        yield from both(f"top_k_{k}", lambda: metrics.TopKCategoricalAccuracy(k=k), one_hot)
        yield from both(f"sparse_top_k_{k}", lambda: metrics.SparseTopKCategoricalAccuracy(k=k), labels)
    sequence = [(integers(340 + i, (n, 2), 6), probabilities(350 + i, (n, 2, 6))) for i, n in enumerate(SIZES)]
    yield from both("sparse_top_k_sequence", lambda: metrics.SparseTopKCategoricalAccuracy(k=3), sequence)
    yield from both("top_k_sequence", lambda: metrics.TopKCategoricalAccuracy(k=3),
                    [(np.eye(6)[t], p) for t, p in sequence])
    ties = np.array([[0.4, 0.4, 0.1, 0.1], [0.1, 0.3, 0.3, 0.3]])
    yield run("sparse_top_k_ties", metrics.SparseTopKCategoricalAccuracy(k=2), [(np.array([2, 3], "int32"), ties)])
    ids = [(t, np.argsort(-p, axis=-1).astype("int32")) for t, p in labels]
    yield from both("sparse_top_k_sorted", lambda: metrics.SparseTopKCategoricalAccuracy(k=2, from_sorted_ids=True),
                    ids)


def confusions():
    column = [(integers(360 + i, (n, 1), 2), uniform(370 + i, (n, 1), 0, 1)) for i, n in enumerate(SIZES)]
    table = [(integers(380 + i, (n, 4), 2), uniform(390 + i, (n, 4), 0, 1)) for i, n in enumerate(SIZES)]
    edges = [(np.array([[1, 0], [0, 1], [1, 1]]), np.array([[0.0, 0.5], [0.5, 1.0], [1.0, 0.25]]))]
    for name, make in [
        ("true_positives", metrics.TruePositives), ("false_positives", metrics.FalsePositives),
        ("true_negatives", metrics.TrueNegatives), ("false_negatives", metrics.FalseNegatives),
        ("precision", metrics.Precision), ("recall", metrics.Recall),
    ]:
        yield from both(name, lambda: make(name=name), table)
        yield from both(f"{name}_rank1", lambda: make(name=name), [(t[:, 0], p[:, 0]) for t, p in column])
        yield from both(f"{name}_targets_rank1", lambda: make(name=name), [(t[:, 0], p) for t, p in column])
        yield from both(f"{name}_thresholds", lambda: make(name=name, thresholds=[0.2, 0.7]), table)
        yield from both(f"{name}_even", lambda: make(name=name, thresholds=[0.0, 0.25, 0.5, 0.75, 1.0]), table)
        yield run(f"{name}_edges", make(name=name), edges)
        yield run(f"{name}_even_edges", make(name=name, thresholds=[0.0, 0.5, 1.0]), edges)
    for name, make in [("precision", metrics.Precision), ("recall", metrics.Recall)]:
        yield from both(f"{name}_top_k", lambda: make(name=name, top_k=2), table)
        yield from both(f"{name}_class", lambda: make(name=name, class_id=3), table)
        yield from both(f"{name}_top_k_class", lambda: make(name=name, top_k=2, class_id=1, thresholds=[0.4]), table)
        yield run(f"{name}_top_k_ties", make(name=name, top_k=2), [
            (np.array([[0, 1, 1, 0], [1, 0, 0, 1]]), np.array([[0.3, 0.3, 0.3, 0.3], [0.1, 0.5, 0.5, 0.5]]))])


def curves():
    column = [(integers(400 + i, (n, 1), 2), uniform(410 + i, (n, 1), 0, 1)) for i, n in enumerate([6, 2, 5])]
    labels = [(integers(420 + i, (n, 3), 2), uniform(430 + i, (n, 3), 0, 1)) for i, n in enumerate([6, 2, 5])]
    logits = [(t, uniform(440 + i, p.shape, -4, 4)) for i, (t, p) in enumerate(column)]

    def auc(**options):
        return lambda: metrics.AUC(name="auc", **options)

    yield from both("auc", auc(), column)
    for curve in ["ROC", "PR", "PRGAIN"]:
        for method in ["interpolation", "majoring", "minoring"]:
            yield from both(f"auc_{curve}_{method}",
                            auc(num_thresholds=20, curve=curve, summation_method=method), column)
    yield from both("auc_two", auc(num_thresholds=2), column)
    yield from both("auc_thresholds", auc(thresholds=[0.6, 0.1, 0.35]), column)
    yield from both("auc_even_thresholds", auc(thresholds=[0.25, 0.5, 0.75]), column)
    yield from both("auc_logits", auc(num_thresholds=50, from_logits=True), logits)
    yield from both("auc_all_labels", auc(num_thresholds=50), labels)
    yield from both("auc_label_weights", auc(num_thresholds=50, label_weights=[0.5, 2.0, 1.0]), labels)
    yield from both("auc_multi_label", auc(num_thresholds=50, multi_label=True), labels)
    yield from both("auc_multi_label_PR", auc(num_thresholds=50, multi_label=True, num_labels=3, curve="PR"), labels)
    yield from both("auc_multi_label_thresholds", auc(thresholds=[0.3, 0.8], multi_label=True), [
        (t, p) for t, p in labels[:1]])
    yield from both("auc_multi_label_weights",
                    auc(num_thresholds=50, multi_label=True, label_weights=[0.5, 2.0, 1.0]), labels)
    yield run("auc_edges", auc()(), [(np.array([[1], [0], [1], [0]]), np.array([[0.0], [0.0], [1.0], [0.5]]))])


def f_scores():
    table = [(integers(450 + i, (n, 3), 2), uniform(460 + i, (n, 3), 0, 1)) for i, n in enumerate(SIZES)]
    for average in [None, "micro", "macro", "weighted"]:
        yield from both(f"f1_score_{average}", lambda: metrics.F1Score(average=average), table)
        yield from both(f"fbeta_score_{average}",
                        lambda: metrics.FBetaScore(average=average, beta=2.0, threshold=0.4), table)
        yield from both(f"f1_score_{average}_threshold", lambda: metrics.F1Score(average=average, threshold=0.4), table)
        yield from both(f"fbeta_score_{average}_half", lambda: metrics.FBetaScore(average=average, beta=0.5), table)
    yield run("f1_score_ties", metrics.F1Score(), [
        (np.array([[1, 0, 0], [0, 1, 0]]), np.array([[0.5, 0.5, 0.1], [0.0, 0.0, 0.0]]))])


def cases():
    yield from accuracies()
    yield from losses()
    yield from means()
    yield from distances()
    yield from top_k()
    yield from confusions()
    yield from curves()
    yield from f_scores()
