"""The layers that the models of core.py leave out, by families; each saved by one version or some."""

import keras
import numpy as np
from keras import layers

from ..encoding import integers
from .model import MIDDLE, NEW, NEWEST, OLD, Saved, numbers, saved, truth


def sgd(rate=0.01, loss="mse"):
    return dict(optimizer=keras.optimizers.SGD(rate), loss=loss)


@saved(OLD)
def sequences():
    """Convolution, pooling, padding, cropping and upsampling of sequences [6, 3]."""
    model = keras.Sequential(
        [keras.Input((6, 3)), layers.ZeroPadding1D((1, 2)), layers.Conv1D(4, 3, padding="causal", dilation_rate=2),
         layers.Conv1D(4, 2, strides=2, groups=2, activation="tanh"), layers.UpSampling1D(3), layers.Cropping1D((1, 0)),
         layers.DepthwiseConv1D(3, padding="same"), layers.MaxPooling1D(2, strides=1, padding="same"),
         layers.SeparableConv1D(3, 2, depth_multiplier=2), layers.AveragePooling1D(3, 2),
         layers.Conv1DTranspose(2, 3, strides=2), layers.SpatialDropout1D(0.0)])
    x = keras.Input((6, 3))
    y = model(x)
    return Saved(
        keras.Model(x, [layers.GlobalMaxPooling1D()(y), layers.GlobalAveragePooling1D(keepdims=True)(y)]),
        [numbers(1, (3, 6, 3))], sgd(), [numbers(2, (3, 2)), numbers(3, (3, 1, 2))])


@saved(NEW)
def pictures():
    """The same of images [6, 6, 2], and their resizing."""
    model = keras.Sequential(
        [keras.Input((6, 6, 2)), layers.Resizing(8, 7), layers.CenterCrop(7, 6), layers.ZeroPadding2D(((1, 0), (0, 2))),
         layers.Conv2D(3, (2, 3), strides=(2, 1), use_bias=False), layers.Cropping2D(((0, 1), (1, 1))),
         layers.Conv2DTranspose(2, 3, strides=2, padding="same", activation="sigmoid"),
         layers.AveragePooling2D((2, 3), padding="same"), layers.UpSampling2D((2, 1), interpolation="bilinear"),
         layers.SpatialDropout2D(0.0), layers.Conv2D(2, 2, dilation_rate=2)])
    x = keras.Input((6, 6, 2))
    y = model(x)
    return Saved(
        keras.Model(x, [layers.GlobalMaxPooling2D()(y), layers.GlobalAveragePooling2D(keepdims=True)(y)]),
        [numbers(4, (3, 6, 6, 2))], sgd(), [numbers(5, (3, 2)), numbers(6, (3, 1, 1, 2))])


@saved(MIDDLE)
def volumes():
    """The same of volumes [4, 4, 4, 1]."""
    model = keras.Sequential(
        [keras.Input((4, 4, 4, 1)), layers.ZeroPadding3D(1), layers.Conv3D(2, 2, activation="relu"),
         layers.MaxPooling3D(2, strides=1), layers.Conv3DTranspose(2, 2, strides=(2, 1, 1)),
         layers.Cropping3D(((1, 1), (0, 0), (0, 1))), layers.AveragePooling3D((2, 1, 2)), layers.UpSampling3D((1, 1, 2)),
         layers.SpatialDropout3D(0.0)])
    x = keras.Input((4, 4, 4, 1))
    y = model(x)
    return Saved(
        keras.Model(x, [layers.GlobalMaxPooling3D()(y), layers.GlobalAveragePooling3D()(y)]), [numbers(7, (2, 4, 4, 4, 1))],
        sgd(), [numbers(8, (2, 2)), numbers(9, (2, 2))])


@saved(OLD, NEWEST)
def activations():
    """Layers that are activations, with their arguments."""
    model = keras.Sequential(
        [keras.Input((2, 4)), layers.Dense(4), layers.ReLU(max_value=3.0, negative_slope=0.1, threshold=0.05),
         layers.Dense(4), layers.LeakyReLU(0.2), layers.Dense(4), layers.ELU(0.7), layers.PReLU(shared_axes=[1]),
         layers.Activation("softplus"), layers.Dense(4), layers.Activation("silu"), layers.Softmax(axis=1)])
    return Saved(model, [numbers(10, (4, 2, 4))], sgd(0.1), [numbers(11, (4, 2, 4))])


@saved(OLD)
def named_activations():
    """The activations that Keras 3.3.3 knows by name."""
    names = ["elu", "exponential", "gelu", "hard_sigmoid", "hard_silu", "leaky_relu", "linear", "log_softmax", "mish",
             "relu", "relu6", "selu", "sigmoid", "silu", "softmax", "softplus", "softsign", "tanh"]
    x = keras.Input((3,))
    parts = [layers.Dense(2, activation=name)(x) for name in names]
    return Saved(
        keras.Model(x, layers.Concatenate()(parts)), [numbers(12, (3, 3))], sgd(),
        [numbers(13, (3, 2 * len(names)))])


@saved(NEWEST)
def newer_activations():
    """Those that came later."""
    names = ["celu", "glu", "hard_shrink", "hard_tanh", "log_sigmoid", "soft_shrink", "sparse_plus", "sparse_sigmoid",
             "squareplus", "tanh_shrink"]
    x = keras.Input((3,))
    parts = [layers.Activation(name)(layers.Dense(2)(x)) for name in names]
    return Saved(
        keras.Model(x, layers.Concatenate()(parts)), [numbers(14, (3, 3))], sgd(), [numbers(15, (3, 2 * len(names) - 1))])


@saved(MIDDLE, NEWEST)
def merging():
    """All layers that merge, and those that only bring numbers into another order."""
    a, b = keras.Input((2, 3)), keras.Input((2, 3))
    c, d = layers.Dense(3)(a), layers.Permute((1, 2))(b)
    merged = [layer([c, d]) for layer in (
        layers.Add(), layers.Subtract(), layers.Multiply(), layers.Average(), layers.Maximum(), layers.Minimum())]
    x = layers.Concatenate(axis=1)(merged)
    dot = layers.Dot(axes=(2, 2), normalize=True)([c, d])
    x = layers.Identity()(layers.Flatten()(layers.Permute((2, 1))(x)))
    x = layers.RepeatVector(2)(layers.Dense(4)(x))
    model = keras.Model([a, b], [layers.Reshape((4, -1))(x), layers.ActivityRegularization(0.01, 0.02)(dot)])
    return Saved(
        model, [numbers(16, (3, 2, 3)), numbers(17, (3, 2, 3))], sgd(), [numbers(18, (3, 4, 2)), numbers(19, (3, 2, 2))],
        # Before, the penalty of an activity was not divided by the size of the batch.
        trains_since=NEWEST)


@saved(MIDDLE, NEWEST)
def normalizations():
    """All layers that normalize, with arguments other than the default ones."""
    model = keras.Sequential(
        [keras.Input((3, 4)), layers.Dense(4), layers.BatchNormalization(axis=1, scale=False, epsilon=0.01),
         layers.GroupNormalization(2), layers.Dense(4), layers.LayerNormalization(axis=[1, 2], center=False),
         layers.UnitNormalization(axis=1), layers.Dense(4), layers.BatchNormalization(center=False, momentum=0.5)])
    return Saved(model, [numbers(20, (4, 3, 4))], sgd(0.1), [numbers(21, (4, 3, 4))])


@saved(NEWEST)
def root_mean_square():
    """RMSNormalization, which came with Keras 3.9."""
    model = keras.Sequential([keras.Input((4,)), layers.Dense(4), layers.RMSNormalization(), layers.Dense(2)])
    return Saved(model, [numbers(22, (4, 4))], sgd(0.1), [numbers(23, (4, 2))])


@saved(NEW)
def noise():
    """Layers that only training sees; this one is not trained, as its numbers would be others in each library."""
    model = keras.Sequential(
        [keras.Input((2, 4)), layers.Dropout(0.3, noise_shape=(None, 1, 4), seed=3), layers.GaussianDropout(0.2),
         layers.GaussianNoise(0.5, seed=1), layers.AlphaDropout(0.1), layers.SpatialDropout1D(0.4),
         layers.LSTM(3, dropout=0.2, recurrent_dropout=0.1, seed=4), layers.Dense(2)])
    return Saved(model, [numbers(24, (3, 2, 4))])


@saved(NEW)
def augmentation():
    """Layers that change images in training only."""
    model = keras.Sequential(
        [keras.Input((5, 6, 3)), layers.RandomFlip("horizontal", seed=1), layers.Conv2D(1, 2)])
    return Saved(model, [numbers(25, (2, 5, 6, 3))])


@saved(OLD, NEWEST)
def attentions():
    """Attention, additive attention and EinsumDense over two sequences."""
    query, value = keras.Input((3, 4)), keras.Input((5, 4))
    a = layers.Attention(use_scale=True)([query, value])
    b = layers.Attention(score_mode="concat")([query, value, value])
    c = layers.AdditiveAttention()([query, value])
    d = layers.EinsumDense("abc,cde->abde", output_shape=(None, 2, 3), bias_axes="de", activation="relu")(query)
    e = layers.MultiHeadAttention(2, 3, use_bias=False)(query, value, use_causal_mask=True)
    model = keras.Model([query, value], [layers.Add()([a, b, c, e]), d])
    return Saved(
        model, [numbers(26, (2, 3, 4)), numbers(27, (2, 5, 4))], sgd(0.1), [numbers(28, (2, 3, 4)), numbers(29, (2, 3, 2, 3))])


@saved(NEWEST)
def masked_attention():
    """Masks of embeddings in attention. MultiHeadAttention stands last: it takes the masks off the tensors that it is given."""
    x = keras.Input((4,), dtype="int32")
    y = layers.Embedding(6, 4, mask_zero=True)(x)
    y = layers.Dropout(0.0)(y)
    y = layers.Attention()([y, y]) + layers.MultiHeadAttention(2, 2)(y, y)
    model = keras.Model(x, layers.Dense(1)(layers.GlobalAveragePooling1D()(y)))
    inputs = integers(30, (4, 4), 6)
    inputs[0, 2:] = inputs[1, 3] = 0
    return Saved(model, [inputs], sgd(0.1), [numbers(31, (4, 1))])


@saved(NEWEST)
def categories():
    """Layers that make numbers of numbers: bins and codes."""
    value, kind = keras.Input((1,), name="value"), keras.Input((2,), dtype="int32", name="kind")
    bins = layers.Discretization([-1.0, 0.0, 0.5], output_mode="int")(value)
    codes = layers.CategoryEncoding(4, output_mode="multi_hot")(kind)
    norm = layers.Normalization(mean=[0.5], variance=[2.0])(value)
    model = keras.Model([value, kind], layers.Concatenate()([layers.CategoryEncoding(4, "one_hot")(bins), codes, norm]))
    return Saved(model, [numbers(33, (4, 1)), integers(34, (4, 2), 4)])


@saved(NEWEST)
def lookups():
    """Vocabularies: one that was learnt, which the file keeps as an asset, and one that was given. Needs tensorflow-cpu."""
    x = keras.Input((2,), dtype="int32")
    learnt = layers.IntegerLookup(num_oov_indices=2, mask_token=0)
    learnt.adapt(np.array([12, 36, 1138, 42, 42, 36, 36, -7, 12]))
    given = layers.IntegerLookup(vocabulary=[5, 12, 36], output_mode="multi_hot")
    model = keras.Model(x, [layers.Embedding(8, 2)(learnt(x)), given(x)])
    return Saved(model, [np.array([[12, 36], [7, 1138], [0, -7]], "int32")])


@saved(OLD)
def encoder_decoder():
    """An LSTM that returns its states, with which another one begins; a GRU the old way."""
    source, target = keras.Input((3, 2), name="source"), keras.Input((4, 2), name="target")
    _, h, c = layers.LSTM(3, return_state=True, name="encoder")(source)
    y = layers.LSTM(3, return_sequences=True, name="decoder")(target, initial_state=[h, c])
    y = layers.GRU(2, return_sequences=True, reset_after=False, go_backwards=True, recurrent_activation="hard_sigmoid")(y)
    model = keras.Model([source, target], layers.TimeDistributed(layers.Dense(1))(y))
    return Saved(model, [numbers(35, (3, 3, 2)), numbers(36, (3, 4, 2))], sgd(0.1), [numbers(37, (3, 4, 1))])


@saved(NEW)
def both_directions():
    """Wrappers of layers that have arguments of their own, and a model at each step."""
    inner = keras.Sequential([keras.Input((3,)), layers.Dense(4, "tanh"), layers.Dense(2)], name="each_step")
    x = keras.Input((4, 3))
    y = layers.TimeDistributed(inner)(x)
    y = layers.Bidirectional(
        layers.GRU(2, return_sequences=True), merge_mode="sum",
        backward_layer=layers.LSTM(2, return_sequences=True, go_backwards=True, unit_forget_bias=False))(y)
    y = layers.Bidirectional(layers.SimpleRNN(2, activation="relu", use_bias=False), merge_mode="ave")(y)
    z = layers.RNN(layers.LSTMCell(2), return_sequences=True)(x)
    model = keras.Model(x, [y, z])
    return Saved(model, [numbers(38, (3, 4, 3))], sgd(0.1), [numbers(39, (3, 2)), numbers(40, (3, 4, 2))])


@saved(NEWEST)
def stateful():
    """A GRU that goes on where it stopped; batches of two."""
    model = keras.Sequential([keras.Input((3, 2), batch_size=2), layers.GRU(3, stateful=True), layers.Dense(1)])
    return Saved(model, [numbers(41, (2, 3, 2))])


@saved(NEWEST)
def by_name():
    """A model whose inputs are named, in a dictionary."""
    inputs = {"left": keras.Input((2,), name="left"), "right": keras.Input((2,), name="right")}
    model = keras.Model(inputs, layers.Dense(2)(layers.Concatenate()([inputs["left"], inputs["right"]])))
    return Saved(model, [numbers(42, (3, 2)), numbers(43, (3, 2))], settings={"names": ["left", "right"]})


@saved(NEW)
def wide_numbers():
    """Layers that compute in float64 within a model of float32."""
    model = keras.Sequential(
        [keras.Input((3,)), layers.Dense(4, activation="tanh", dtype="float64"), layers.Dense(2, dtype="float32")])
    return Saved(model, [numbers(44, (4, 3))], sgd(0.1), [numbers(45, (4, 2))])


@saved(MIDDLE)
def twins():
    """A nested network for two inputs alike, their distance, whether they agree."""
    network = keras.Sequential([keras.Input((4,)), layers.Dense(3, "relu"), layers.Dense(2)], name="network")
    a, b = keras.Input((4,)), keras.Input((4,))
    squares = keras.ops.square(network(a) - network(b))
    distance = keras.ops.sqrt(keras.ops.sum(squares, axis=-1, keepdims=True))
    model = keras.Model([a, b], layers.Dense(1, "sigmoid")(distance))
    return Saved(model, [numbers(46, (5, 4)), numbers(47, (5, 4))],
                 dict(optimizer="sgd", loss="binary_crossentropy", metrics=["accuracy"]), [truth(48, (5, 1))])
