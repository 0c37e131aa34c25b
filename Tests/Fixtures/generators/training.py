"""Training: what `fit`, `evaluate`, `predict` and `train_on_batch` give, step by step without shuffling."""

import keras
import numpy as np
from keras import losses, optimizers

from . import models
from .encoding import case, integers, tensor, uniform

COUNT = 23  # a last batch of 3 at batch size 5

X = uniform(500, (COUNT, 4))
RIGHT = uniform(501, (COUNT, 4))
LABELS = (X[:, 0] + 0.5 * X[:, 1] > 0.3).astype("int32") + (X[:, 2] > 0.5).astype("int32")
ONE_HOT = np.eye(3)[LABELS]
BITS = (X[:, 0] * X[:, 1] > 0).astype("int32")
VALUES = np.round(np.tanh(X[:, 0] - X[:, 3]) + 0.1 * X[:, 1], 3)
WEIGHTS = uniform(502, (COUNT,), 0, 2)
X_NEW, LABELS_NEW, WEIGHTS_NEW = uniform(503, (8, 4)), integers(504, (8,), 3), uniform(505, (8,), 0, 2)

SPARSE = dict(loss=losses.SparseCategoricalCrossentropy, metrics=["accuracy"])
TWO_HEADS = dict(
    loss=lambda: [losses.SparseCategoricalCrossentropy(), losses.MeanSquaredError()], loss_weights=[1.0, 0.3],
    metrics=[["accuracy"], ["mse"]])


def weighted():
    """Metrics that see the sample weights beside one that does not."""
    return [keras.metrics.SparseCategoricalAccuracy(name="weighted_accuracy"), "sparse_categorical_crossentropy"]


WEIGHTED = dict(SPARSE, weighted_metrics=weighted)


def described(value):
    """Compile and fit arguments as JSON: names as they are, Keras objects as {class, config}."""
    if isinstance(value, dict):
        return {str(key): described(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [described(item) for item in value]
    if hasattr(value, "get_config"):
        return {"class": type(value).__name__, "config": value.get_config()}
    return value


def fresh(compile):
    """Compile arguments with classes and functions called: a metric belongs to one model."""
    return {key: item() if callable(item) and not isinstance(item, losses.Loss) else item
            for key, item in compile.items()}


def listed(value):
    return list(value) if isinstance(value, (list, tuple)) else [value]


def fitted(name, make, x, y, optimizer, *, compile, batch_size=5, epochs=3, sample_weight=None, validation=None,
           **fit):
    """Fits a fresh model and records history, weights, slots, scores and predictions.

    `validation` is (x, y) or (x, y, sample weights).
    """
    keras.backend.clear_session()
    model = make()
    model.set_weights(models.initial_weights(model))
    arguments = fresh(compile)
    model.compile(optimizer=optimizer, **arguments)
    initial = models.named_weights(model)
    history = model.fit(
        x, y, batch_size=batch_size, epochs=epochs, shuffle=False, verbose=0, sample_weight=sample_weight,
        validation_data=validation, **fit)
    slots = [v for v in optimizer.variables if v is not optimizer.iterations and "learning_rate" not in v.name]
    weights, slots = models.named_weights(model), [tensor(v, name=v.path) for v in slots]
    scores = model.evaluate(x, y, batch_size=4, verbose=0, sample_weight=sample_weight)
    named = model.evaluate(x, y, batch_size=4, verbose=0, sample_weight=sample_weight, return_dict=True)
    assert sorted(named.values()) == sorted(listed(scores)), name
    sample = [array[:7] for array in listed(x)]
    predictions = model.predict(sample if len(sample) > 1 else sample[0], batch_size=3, verbose=0)
    settings = {
        "model": make.__name__, "compile": described({"optimizer": optimizer, **arguments}),
        "fit": described({"batch_size": batch_size, "epochs": epochs, **fit}),
        "evaluate_batch_size": 4,
        "evaluate_names": listed(model._flatten_metrics_in_order({key: key for key in named})),
    }
    validation = validation or (None, None)
    return case(
        name, None, settings=settings,
        series={**history.history, "epoch": history.epoch, "evaluate": listed(scores)},
        inputs=listed(x), targets=listed(y), sampleWeight=None if sample_weight is None else listed(sample_weight),
        validationInputs=validation[0], validationTargets=validation[1],
        validationSampleWeight=validation[2] if len(validation) > 2 else None,
        initial=initial, weights=weights, slots=slots or None, predictions=listed(predictions))


def stepped(name, make, batches, optimizer, *, compile):
    """`train_on_batch` once per batch: what each call returns, then `test_on_batch` on the first."""
    keras.backend.clear_session()
    model = make()
    model.set_weights(models.initial_weights(model))
    model.compile(optimizer=optimizer, **fresh(compile))
    initial = models.named_weights(model)
    logs = [model.train_on_batch(*batch, return_dict=True) for batch in batches]
    tested = model.test_on_batch(*batches[0], return_dict=True)
    series = {key: [float(log[key]) for log in logs] for key in logs[0]}
    series |= {f"test_{key}": [float(value)] for key, value in tested.items()}
    return case(
        name, None, settings={"model": make.__name__, "compile": described({"optimizer": optimizer})}, series=series,
        inputs=[b[0] for b in batches], targets=[b[1] for b in batches],
        sampleWeight=[b[2] for b in batches] if len(batches[0]) > 2 else None, initial=initial,
        weights=models.named_weights(model))


def sgd():
    return optimizers.SGD(0.1)


def adam():
    return optimizers.Adam(0.02)


def by_optimizer():
    for name, make in {
        "sgd": sgd,
        "momentum": lambda: optimizers.SGD(0.05, momentum=0.9),
        "nesterov": lambda: optimizers.SGD(0.05, momentum=0.9, nesterov=True),
        "adam": adam,
        "amsgrad": lambda: optimizers.Adam(0.02, amsgrad=True),
    }.items():
        yield fitted(f"classifier_{name}", models.classifier, X, LABELS, make(), compile=SPARSE)
        yield fitted(f"two_headed_{name}", models.two_headed, [X, RIGHT], [LABELS, VALUES], make(), epochs=2,
                     compile=TWO_HEADS)


def by_batch():
    yield fitted("batch_of_one", models.classifier, X, LABELS, sgd(), compile=SPARSE, batch_size=1, epochs=1)
    yield fitted("full_batch", models.classifier, X, LABELS, sgd(), compile=SPARSE, batch_size=COUNT)
    yield fitted("batch_beyond_the_set", models.classifier, X, LABELS, sgd(), compile=SPARSE, batch_size=100)
    yield fitted("default_batch_size", models.classifier, X, LABELS, sgd(), compile=SPARSE, batch_size=None)
    yield fitted("initial_epoch", models.classifier, X, LABELS, sgd(), compile=SPARSE, initial_epoch=1)


def by_loss():
    from_logits = losses.SparseCategoricalCrossentropy(from_logits=True)
    yield fitted("logits", models.logits, X, LABELS, adam(), compile=dict(loss=from_logits, metrics=["accuracy"]))
    yield fitted(
        "one_hot", models.classifier, X, ONE_HOT, adam(),
        compile=dict(loss=losses.CategoricalCrossentropy(label_smoothing=0.1), metrics=["accuracy"]))
    yield fitted(
        "one_hot_logits", models.logits, X, ONE_HOT, adam(),
        compile=dict(loss=losses.CategoricalCrossentropy(from_logits=True),
                     metrics=["accuracy", keras.metrics.CategoricalCrossentropy(from_logits=True)]))
    yield fitted(
        "binary", models.binary, X, BITS, adam(), compile=dict(loss=losses.BinaryCrossentropy, metrics=["accuracy"]))
    yield fitted(
        "regression", models.regressor, X, VALUES, adam(), compile=dict(loss=losses.MeanSquaredError, metrics=["mse"]))
    yield fitted(
        "summed_loss", models.regressor, X, VALUES, optimizers.SGD(0.01),
        compile=dict(loss=losses.MeanSquaredError(reduction="sum"), metrics=["mse"]))
    yield fitted("reshaping", models.reshaping, X, LABELS, adam(), compile=SPARSE)
    yield fitted("frozen", models.frozen, X, LABELS, adam(), compile=SPARSE)
    yield fitted(
        "residual", models.residual, X, VALUES, adam(), compile=dict(loss=losses.MeanSquaredError, metrics=["mse"]))


def by_penalty_and_weights():
    new = (X_NEW, LABELS_NEW)
    yield fitted("regularized", models.regularized, X, LABELS, adam(), compile=SPARSE, validation=new)
    yield fitted("sample_weight", models.classifier, X, LABELS, adam(), compile=WEIGHTED, sample_weight=WEIGHTS)
    yield fitted("class_weight", models.classifier, X, LABELS, adam(), compile=WEIGHTED,
                 class_weight={0: 0.5, 1: 2.0})
    yield fitted("class_weight_one_hot", models.classifier, X, ONE_HOT, adam(),
                 compile=dict(loss=losses.CategoricalCrossentropy, metrics=["accuracy"]), class_weight={1: 3.0})
    yield fitted("class_weight_binary", models.binary, X, BITS, adam(),
                 compile=dict(loss=losses.BinaryCrossentropy, metrics=["accuracy"]), class_weight={1: 3.0})
    yield fitted(
        "two_headed_sample_weight", models.two_headed, [X, RIGHT], [LABELS, VALUES], adam(), epochs=2,
        sample_weight=[WEIGHTS, WEIGHTS[::-1].copy()],
        compile=dict(TWO_HEADS, weighted_metrics=[
            ["sparse_categorical_crossentropy"], [keras.metrics.MeanSquaredError(name="weighted_mse")]]))


def by_validation():
    new = (X_NEW, LABELS_NEW)
    yield fitted("validation_split", models.classifier, X, LABELS, adam(), compile=SPARSE, validation_split=0.2)
    yield fitted("validation_split_weighted", models.classifier, X, LABELS, adam(), compile=WEIGHTED,
                 sample_weight=WEIGHTS, validation_split=0.3)
    yield fitted("validation_data", models.classifier, X, LABELS, adam(), compile=SPARSE, validation=new)
    yield fitted("validation_data_weighted", models.classifier, X, LABELS, adam(), compile=WEIGHTED,
                 validation=(*new, WEIGHTS_NEW))
    yield fitted("validation_batch_size", models.classifier, X, LABELS, adam(), compile=SPARSE, validation=new,
                 validation_batch_size=3)
    yield fitted("validation_freq", models.classifier, X, LABELS, adam(), compile=SPARSE, validation=new,
                 validation_freq=2, epochs=5)
    yield fitted("two_headed_validation_split", models.two_headed, [X, RIGHT], [LABELS, VALUES], adam(), epochs=2,
                 compile=TWO_HEADS, validation_split=0.25)


def masked_cases():
    lengths = integers(506, (COUNT, 1), 5) + 1
    words = np.where(np.arange(5) < lengths, integers(507, (COUNT, 5), 6) + 1, 0).astype("int32")
    yield fitted("masked_tokens", models.tokens, words, LABELS, adam(), compile=SPARSE, validation_split=0.2)
    steps = np.where((np.arange(4) < lengths)[..., None], uniform(508, (COUNT, 4, 2)), 0.0)
    tags = integers(509, (COUNT, 4), 3)
    # No metrics: on JAX `fit` loses the mask of predictions before they see it.
    loss = dict(loss=losses.SparseCategoricalCrossentropy)
    yield fitted("masked_steps", models.tagger, steps, tags, adam(), compile=loss)
    yield fitted("masked_steps_weighted", models.tagger, steps, tags, adam(), compile=loss,
                 sample_weight=uniform(510, (COUNT, 4), 0, 2))


def by_window():
    """Convolutions, pooling and batch normalization, whose moving averages are among the weights."""
    images = uniform(506, (COUNT, 6, 6, 2))
    labels = (images.mean(axis=(1, 2, 3)) > 0).astype("int32") + (images[:, 2, 3, 1] > 0.5).astype("int32")
    new = uniform(507, (8, 6, 6, 2)), LABELS_NEW
    yield fitted("convolutional", models.convolutional, images, labels, optimizers.SGD(0.05, momentum=0.9),
                 compile=SPARSE, validation=new)
    sequences = uniform(508, (COUNT, 5, 2))
    yield fitted("upsampling", models.upsampling, sequences, VALUES, adam(),
                 compile=dict(loss=losses.MeanSquaredError, metrics=["mse"]))


def cases():
    yield from by_optimizer()
    yield from by_batch()
    yield from by_loss()
    yield from by_penalty_and_weights()
    yield from by_validation()
    yield from by_window()
    yield stepped("train_on_batch", models.classifier, [(X[:5], LABELS[:5]), (X[5:12], LABELS[5:12])], adam(),
                  compile=SPARSE)
    yield stepped(
        "train_on_batch_weighted", models.classifier,
        [(X[:5], LABELS[:5], WEIGHTS[:5]), (X[5:12], LABELS[5:12], WEIGHTS[5:12])], adam(),
        compile=WEIGHTED)
