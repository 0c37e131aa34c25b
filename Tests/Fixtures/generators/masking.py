"""Masks: layers, losses and metrics given tensors that carry them."""

import jax
import jax.numpy as jnp
import numpy as np
from keras import layers, losses, metrics
from keras.src import backend

from .encoding import case, integers, uniform
from .layers import weight

LENGTHS = np.arange(4)[None, :] < np.array([[3], [1], [4]])
HOLES = np.array([[1, 0, 1, 1], [0, 1, 0, 1], [1, 1, 0, 0]], bool)


def carrying(x, mask):
    x = jnp.asarray(x)
    if mask is not None:
        backend.set_keras_mask(x, jnp.asarray(mask))
    return x


def run(name, layer, *inputs, masks, call_as_list=False, training=None):
    """The like of layers.run, for inputs some of which carry masks."""
    def argument(arrays):
        masked = [carrying(*pair) for pair in zip(arrays, masks)]
        return masked if call_as_list else masked[0]

    mode = {} if training is None else {"training": training}
    layer(argument(inputs))
    weights = [weight(i, w) for i, w in enumerate(layer.weights)]
    layer.set_weights(weights)
    trainable = [np.asarray(v.value) for v in layer.trainable_variables]
    state = [v.value for v in layer.non_trainable_variables]
    floating = [i for i, x in enumerate(inputs) if np.asarray(x).dtype.kind == "f"]

    def call(arrays, values):
        x = list(inputs)
        for i, array in zip(floating, arrays):
            x[i] = array
        return layer.stateless_call(values, state, argument(x), **mode)

    numbers = [np.asarray(inputs[i], "float64") for i in floating]
    output, states = call(numbers, trainable)
    upstream = uniform(999, output.shape, -1.0, 1.0)
    gradients = jax.grad(lambda a, v: (call(a, v)[0] * upstream).sum(), argnums=(0, 1))(numbers, trainable)
    by_input = [np.zeros_like(x) for x in inputs]
    for i, gradient in zip(floating, gradients[0]):
        by_input[i] = gradient
    mask = backend.get_keras_mask(layer(argument(inputs), **mode))
    changed = [new for new, old in zip(states, state) if not np.array_equal(new, old)]
    return case(
        name, layer, settings={**mode, "masked": [i for i, m in enumerate(masks) if m is not None]},
        inputs=list(inputs), masks=[m for m in masks if m is not None] or None, weights=weights or None,
        outputs=output, outputMask=None if mask is None else np.asarray(mask), upstream=upstream,
        inputGradients=by_input, weightGradients=list(gradients[1]) or None, states=changed or None)


def layer_cases():
    x, y = uniform(701, (3, 4, 2)), uniform(702, (3, 4, 2))
    padded = np.where(LENGTHS[..., None], x, 0.0)
    yield run("masking", layers.Masking(), padded, masks=[None])
    yield run("masking_value", layers.Masking(mask_value=-1.5), np.where(HOLES[..., None], x, -1.5), masks=[None])
    yield run("embedding_mask_zero", layers.Embedding(5, 2, mask_zero=True), integers(703, (3, 4), 5), masks=[None])
    for name, layer in [
        ("dense", layers.Dense(3, activation="tanh")), ("activation", layers.Activation("relu")),
        ("softmax", layers.Activation("softmax")), ("leaky_relu", layers.LeakyReLU()), ("elu", layers.ELU()),
        ("p_re_lu", layers.PReLU()), ("re_lu", layers.ReLU()), ("identity", layers.Identity()),
        ("layer_normalization", layers.LayerNormalization()), ("unit_normalization", layers.UnitNormalization()),
        ("rms_normalization", layers.RMSNormalization()), ("rescaling", layers.Rescaling(2.0)),
        ("group_normalization", layers.GroupNormalization(groups=2)), ("repeat", layers.UpSampling1D(2)),
        ("activity_regularization", layers.ActivityRegularization(l1=0.1)),
        ("reshape", layers.Reshape((2, 4))), ("permute", layers.Permute((2, 1))), ("flatten", layers.Flatten()),
        ("global_max_pooling1d", layers.GlobalMaxPooling1D())]:
        yield run(f"{name}_passing", layer, x, masks=[LENGTHS])
    yield run("dropout_passing", layers.Dropout(0.5), x, masks=[LENGTHS], training=False)
    yield run("global_average_pooling1d", layers.GlobalAveragePooling1D(), x, masks=[LENGTHS])
    yield run("global_average_pooling1d_keepdims", layers.GlobalAveragePooling1D(keepdims=True), x, masks=[HOLES])
    for training in [True, False]:
        yield run(f"batch_normalization_{training}".lower(), layers.BatchNormalization(momentum=0.9), x,
                  masks=[HOLES], training=training)
    scores = uniform(704, (3, 4))
    yield run("softmax_steps", layers.Softmax(), scores, masks=[LENGTHS])
    yield run("softmax_nothing", layers.Softmax(), scores, masks=[LENGTHS & np.array([[1], [0], [1]], bool)])
    yield run("softmax_broadcast", layers.Softmax(axis=-1), uniform(705, (3, 2, 4)), masks=[LENGTHS[:, None, :]])

    for merge in [layers.Add, layers.Subtract, layers.Multiply, layers.Average, layers.Maximum, layers.Minimum]:
        yield run(f"{merge.__name__.lower()}_both", merge(), x, y, masks=[LENGTHS, HOLES], call_as_list=True)
    yield run("add_one", layers.Add(), x, y, masks=[LENGTHS, None], call_as_list=True)
    yield run("concatenate_features", layers.Concatenate(), x, y, masks=[LENGTHS, HOLES], call_as_list=True)
    yield run("concatenate_steps", layers.Concatenate(axis=1), x, y, masks=[LENGTHS, HOLES], call_as_list=True)
    yield run("concatenate_steps_one", layers.Concatenate(axis=1), x, y, masks=[None, HOLES], call_as_list=True)
    yield run("dot", layers.Dot(axes=1), x, y, masks=[LENGTHS, HOLES], call_as_list=True)


TARGETS, PREDICTIONS = uniform(711, (3, 4, 2), 0.05, 0.95), uniform(712, (3, 4, 2), 0.05, 0.95)
LABELS = integers(713, (3, 4), 2)
WEIGHTS = {"": None, "_weighted": uniform(715, (3, 4), 0.1, 2.0), "_column_weighted": uniform(714, (3, 1), 0.1, 2.0)}


def loss(name, subject, targets, mask, weights=None):
    def value(predictions):
        return subject(jnp.asarray(targets), carrying(predictions, mask), sample_weight=weights)

    return case(
        name, subject, targets=targets, predictions=PREDICTIONS, mask=mask, sampleWeight=weights,
        values=value(PREDICTIONS), predictionGradients=jax.grad(lambda p: value(p).sum())(PREDICTIONS))


def loss_cases():
    for reduction in ["sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", None]:
        for kind, weights in WEIGHTS.items():
            yield loss(f"mean_squared_error_{reduction}{kind}", losses.MeanSquaredError(reduction=reduction), TARGETS,
                       LENGTHS, weights)
    yield loss("sparse_categorical_crossentropy", losses.SparseCategoricalCrossentropy(), LABELS, HOLES)
    yield loss("ignored_class", losses.SparseCategoricalCrossentropy(ignore_class=1), LABELS, HOLES)
    yield loss("nothing", losses.MeanSquaredError(), TARGETS, np.zeros_like(HOLES))


def metric(name, subject, targets, mask, weights=None):
    """Two updates of which the second has another number of samples."""
    parts = [slice(0, 2), slice(2, 3)]
    results = []
    for part in parts:
        subject.update_state(
            jnp.asarray(targets[part]), carrying(PREDICTIONS[part], mask[part]),
            sample_weight=None if weights is None else weights[part])
        results.append(np.asarray(subject.result()))
    return case(
        name, subject, targets=[targets[part] for part in parts], predictions=[PREDICTIONS[part] for part in parts],
        mask=[mask[part] for part in parts], sampleWeight=None if weights is None else [weights[part] for part in parts],
        results=np.stack(results))


def metric_cases():
    for kind, weights in WEIGHTS.items():
        yield metric(f"mean_absolute_error{kind}", metrics.MeanAbsoluteError(), TARGETS, LENGTHS, weights)
        yield metric(f"sparse_categorical_accuracy{kind}", metrics.SparseCategoricalAccuracy(), LABELS, HOLES, weights)
        yield metric(f"root_mean_squared_error{kind}", metrics.RootMeanSquaredError(), TARGETS, LENGTHS, weights)
    yield metric("binary_accuracy", metrics.BinaryAccuracy(), TARGETS.round(), HOLES)
    yield metric("categorical_accuracy", metrics.CategoricalAccuracy(), TARGETS, HOLES)
    yield metric("cosine_similarity", metrics.CosineSimilarity(), TARGETS, HOLES)
    yield metric("sparse_categorical_crossentropy", metrics.SparseCategoricalCrossentropy(), LABELS, HOLES,
                 WEIGHTS["_weighted"])
    yield metric("precision", metrics.Precision(), TARGETS.round(), HOLES)
