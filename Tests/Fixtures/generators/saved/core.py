"""The dozen that every version saves: the ways in which models are put together."""

import keras
import numpy as np
from keras import layers, ops

from ..encoding import integers
from .model import NEW, NEWEST, Saved, VERSIONS, numbers, one_hot, saved, truth


@saved(*VERSIONS)
def classifier():
    """4 -> dense 5 relu -> batch normalization -> dropout -> dense 3 softmax."""
    model = keras.Sequential(
        [keras.Input((4,)), layers.Dense(5, activation="relu"), layers.BatchNormalization(), layers.Dropout(0.0),
         layers.Dense(3, activation="softmax")])
    return Saved(
        model, [numbers(1, (6, 4))],
        dict(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"]), [integers(2, (6,), 3)])


@saved(*VERSIONS)
def several():
    """Two inputs, a dense layer that both share, two outputs with losses, weights and metrics of their own.

    The outputs are in the order of their names: Keras 3.6.0 mixes up others' losses.
    """
    a, b = keras.Input((3,), name="a"), keras.Input((3,), name="b")
    shared = layers.Dense(4, activation="tanh", name="shared")
    x, y = shared(a), shared(b)
    joined = layers.Concatenate(name="joined")([x, y, layers.Add(name="sum")([x, y])])
    amount = layers.Dense(1, name="amount")(joined)
    kind = layers.Dense(3, activation="softmax", name="kind")(joined)
    model = keras.Model([a, b], [amount, kind], name="several")
    return Saved(
        model, [numbers(3, (5, 3)), numbers(4, (5, 3))],
        dict(
            optimizer=keras.optimizers.RMSprop(0.01, momentum=0.5),
            loss={"amount": "mse", "kind": keras.losses.CategoricalCrossentropy(label_smoothing=0.1)},
            loss_weights={"amount": 0.5, "kind": 2.0}, metrics={"amount": ["mae"], "kind": ["accuracy"]}),
        [numbers(5, (5, 1)), one_hot(6, 5, 3)])


@saved(*VERSIONS)
def nested():
    """A functional model within a sequential one within a functional one, which calls it twice."""
    x = keras.Input((3,), name="inner_input")
    inner = keras.Model(x, layers.Add()([layers.Dense(3, activation="relu")(x), x]), name="inner")
    middle = keras.Sequential([keras.Input((3,)), inner, layers.Dense(3)], name="middle")
    x = keras.Input((3,))
    model = keras.Model(x, layers.Dense(2)(middle(middle(x))), name="outer")
    rate = keras.optimizers.schedules.ExponentialDecay(0.1, 2, 0.5, staircase=True)
    return Saved(
        model, [numbers(7, (5, 3))],
        dict(optimizer=keras.optimizers.SGD(rate, momentum=0.9, nesterov=True), loss="mse"), [numbers(8, (5, 2))])


@saved(*VERSIONS)
def nested_output():
    """A model whose outputs are those of a nested functional model with two inputs and two outputs."""
    a, b = keras.Input((2,)), keras.Input((2,))
    pair = keras.Model([a, b], [layers.Dense(2)(a), layers.Subtract()([a, b])], name="pair")
    x, y = keras.Input((2,)), keras.Input((2,))
    first, second = pair([x, y])
    third, _ = pair([second, first])
    model = keras.Model([x, y], [third, second])
    return Saved(
        model, [numbers(9, (4, 2)), numbers(10, (4, 2))], dict(optimizer=keras.optimizers.SGD(0.1), loss=["mse", "mae"]),
        [numbers(11, (4, 2)), numbers(12, (4, 2))],
        # Both outputs have this name, under which Keras logs the second one's loss.
        settings={"ambiguous": ["pair_loss"]})


@saved(*VERSIONS)
def operations():
    """Operators and functions of keras.ops as nodes of the graph."""
    x = keras.Input((4,))
    y = layers.Dense(4)(x)
    z = (2.0 * y - x) / 3.0 + 1.0
    z = ops.relu(z) + ops.exp(-ops.square(y)) * ops.sigmoid(x)
    z = ops.concatenate([z, ops.reshape(ops.transpose(ops.reshape(y, (-1, 2, 2)), (0, 2, 1)), (-1, 4))], axis=-1)
    z = ops.maximum(z, 0.1) ** 2 - ops.mean(z, axis=-1, keepdims=True) + ops.sum(ops.abs(z), axis=1, keepdims=True)
    model = keras.Model(x, layers.Dense(2)(ops.matmul(z, ops.ones((8, 3))) + z[:, 1:4]))
    return Saved(
        model, [numbers(13, (5, 4))], dict(optimizer=keras.optimizers.Adam(0.01), loss="mse"), [numbers(14, (5, 2))])


@saved(*VERSIONS)
def tokens():
    """Tokens [5], 0 for none -> embedding that masks -> LSTM -> dense 1."""
    model = keras.Sequential(
        [keras.Input((5,), dtype="int32"), layers.Embedding(7, 3, mask_zero=True), layers.LSTM(4),
         layers.Dense(1, activation="sigmoid")])
    inputs = integers(15, (6, 5), 7)
    inputs[0, 3:] = inputs[1, :2] = inputs[2, 1:] = 0
    return Saved(
        model, [inputs],
        dict(optimizer=keras.optimizers.AdamW(0.01, weight_decay=0.1, clipnorm=0.5), loss="binary_crossentropy",
             metrics=["accuracy", "auc"]),
        [truth(16, (6, 1))])


@saved(*VERSIONS)
def masked_graph():
    """A functional model whose masks stand in the file: embedding -> GRU sequences -> dense each step, and their mean."""
    x = keras.Input((4,), dtype="int32")
    y = layers.Embedding(5, 3, mask_zero=True)(x)
    y = layers.GRU(3, return_sequences=True)(y)
    each = layers.TimeDistributed(layers.Dense(2), name="each")(y)
    mean = layers.GlobalAveragePooling1D(name="mean")(y)
    model = keras.Model(x, [each, mean])
    inputs = integers(17, (5, 4), 5)
    inputs[0, 2:] = inputs[1, 1] = 0
    return Saved(
        model, [inputs], dict(optimizer=keras.optimizers.Adam(0.02, amsgrad=True), loss=["mse", "mae"]),
        [numbers(18, (5, 4, 2)), numbers(19, (5, 3))],
        # Before, losses took no notice of masks in this way.
        trains_since=NEW)


@saved(*VERSIONS)
def recurrent():
    """Masking -> both directions of an LSTM; RNN of stacked cells beside it, as older versions cannot mask those -> dense 2."""
    x = keras.Input((4, 3))
    y = layers.Bidirectional(layers.LSTM(2))(layers.Masking(0.5)(x))
    z = layers.RNN([layers.GRUCell(3), layers.LSTMCell(2), layers.SimpleRNNCell(3)])(x)
    model = keras.Model(x, layers.Dense(2)(layers.Concatenate()([y, z])))
    inputs = numbers(20, (4, 4, 3))
    inputs[0, 2:] = inputs[1, 3] = 0.5
    return Saved(model, [inputs], dict(optimizer=keras.optimizers.Nadam(0.01), loss="huber"), [numbers(21, (4, 2))])


@saved(*VERSIONS)
def convolutional():
    """Images 8x8x2 through convolutions of three kinds and pooling -> dense 3."""
    model = keras.Sequential(
        [keras.Input((8, 8, 2)), layers.Conv2D(3, 3, padding="same", activation="relu"), layers.MaxPooling2D(),
         layers.SeparableConv2D(4, 2, use_bias=False), layers.BatchNormalization(momentum=0.9),
         layers.DepthwiseConv2D(2, depth_multiplier=2, activation="elu"), layers.GlobalAveragePooling2D(),
         layers.Flatten(), layers.Dense(3)])
    return Saved(
        model, [numbers(22, (4, 8, 8, 2))],
        dict(optimizer=keras.optimizers.Adamax(0.01),
             loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
             metrics=[keras.metrics.SparseCategoricalAccuracy(name="right")]),
        [integers(23, (4,), 3)])


@saved(*VERSIONS)
def transformer():
    """A block of attention: two heads over [4, 6], layer normalization, a small network, its mean -> dense 2."""
    x = keras.Input((4, 6))
    attended = layers.MultiHeadAttention(2, 3, name="attention")(x, x)
    y = layers.LayerNormalization(epsilon=1e-6)(layers.Add()([x, attended]))
    inner = keras.Sequential([layers.Dense(5, activation="gelu"), layers.Dense(6)], name="feed_forward")
    y = layers.LayerNormalization()(y + inner(y))
    model = keras.Model(x, layers.Dense(2)(layers.GlobalAveragePooling1D()(y)))
    rate = keras.optimizers.schedules.CosineDecay(0.02, 10, warmup_target=0.05, warmup_steps=3)
    return Saved(
        model, [numbers(24, (4, 4, 6))], dict(optimizer=keras.optimizers.Adam(rate, global_clipnorm=1.0), loss="mse"),
        [numbers(25, (4, 2))])


@saved(*VERSIONS)
def regularized():
    """Normalization by the data, then dense layers with initializers, penalties and constraints of every kind."""
    r, c, i = keras.regularizers, keras.constraints, keras.initializers
    normalization = layers.Normalization()
    normalization.adapt(numbers(26, (20, 4), -1, 5))
    model = keras.Sequential(
        [keras.Input((4,)), normalization, layers.Rescaling(0.5, offset=0.25),
         layers.Dense(5, "tanh", kernel_initializer=i.HeNormal(seed=1), kernel_regularizer=r.L2(0.02),
                      bias_regularizer="l1", kernel_constraint=c.MaxNorm(1.0)),
         layers.Dense(4, kernel_initializer=i.Orthogonal(gain=0.5), kernel_regularizer=r.L1L2(0.01, 0.02),
                      bias_constraint=c.NonNeg(), bias_initializer=i.Constant(0.2)),
         layers.Dense(3, kernel_initializer="lecun_uniform", activity_regularizer=r.L1(0.01),
                      kernel_constraint=c.UnitNorm(axis=1)),
         layers.Dense(3, kernel_initializer=i.VarianceScaling(2.0, "fan_avg", "uniform"),
                      kernel_regularizer=r.OrthogonalRegularizer(0.05), use_bias=False,
                      kernel_constraint=c.MinMaxNorm(0.5, 1.5, rate=0.5))])
    # Before, the penalty of an activity was not divided by the size of the batch.
    return Saved(
        model, [numbers(27, (5, 4))], dict(optimizer=keras.optimizers.Adagrad(0.1), loss="mae"), [numbers(28, (5, 3))],
        trains_since=NEWEST)


@saved(*VERSIONS)
def partly_frozen():
    """A frozen dense layer, a frozen normalization, and averaged weights."""
    frozen = layers.BatchNormalization(trainable=False)
    model = keras.Sequential(
        [keras.Input((3,)), layers.Dense(4, trainable=False, name="held"), frozen, layers.Dense(2, name="free")],
        name="partly_frozen")
    return Saved(
        model, [numbers(29, (5, 3))],
        dict(optimizer=keras.optimizers.Adam(0.05, use_ema=True, ema_momentum=0.8, ema_overwrite_frequency=4),
             loss="mse", weighted_metrics=["mse"]),
        [numbers(30, (5, 2))], sample_weight=np.array([1, 2, 0.5, 0, 1], "float32"))
