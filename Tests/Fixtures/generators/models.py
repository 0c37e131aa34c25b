"""The architectures that training.py fits; their cases hold Keras's configuration and one prediction."""

import keras
import numpy as np
from keras import layers

from .encoding import case, tensor, uniform


def classifier():
    """4 → relu dense 8 → softmax dense 3."""
    return keras.Sequential(
        [keras.Input((4,)), layers.Dense(8, activation="relu", name="hidden"),
         layers.Dense(3, activation="softmax", name="label")], name="classifier")


def logits():
    """4 → tanh dense 6 → dense 3: classes from logits."""
    return keras.Sequential(
        [keras.Input((4,)), layers.Dense(6, activation="tanh", name="hidden"), layers.Dense(3, name="label")],
        name="logits")


def binary():
    """4 → tanh dense 5 → sigmoid dense 1."""
    return keras.Sequential(
        [keras.Input((4,)), layers.Dense(5, activation="tanh", name="hidden"),
         layers.Dense(1, activation="sigmoid", name="label")], name="binary")


def regressor():
    """4 → tanh dense 6 → dense 1."""
    return keras.Sequential(
        [keras.Input((4,)), layers.Dense(6, activation="tanh", name="hidden"), layers.Dense(1, name="value")],
        name="regressor")


def regularized():
    """The classifier with an L2 kernel, an L1 kernel and an L1L2 bias."""
    return keras.Sequential(
        [keras.Input((4,)),
         layers.Dense(8, activation="relu", kernel_regularizer=keras.regularizers.L2(0.02),
                      bias_regularizer=keras.regularizers.L1L2(l1=0.003, l2=0.05), name="hidden"),
         layers.Dense(3, activation="softmax", kernel_regularizer=keras.regularizers.L1(0.005), name="label")],
        name="regularized")


def reshaping():
    """4 → reshape 2×2 → tanh dense 3 at each of two places → flatten → softmax dense 3."""
    return keras.Sequential(
        [keras.Input((4,)), layers.Reshape((2, -1), name="pairs"), layers.Dense(3, activation="tanh", name="each"),
         layers.Flatten(name="flat"), layers.Dense(3, activation="softmax", name="label")], name="reshaping")


def tokens():
    """5 tokens of which 0 is padding → embedding 3 → tanh dense 4 at each → their mean → softmax dense 3."""
    return keras.Sequential(
        [keras.Input((5,), dtype="int32"), layers.Embedding(7, 3, mask_zero=True, name="words"),
         layers.Dense(4, activation="tanh", name="each"), layers.GlobalAveragePooling1D(name="mean"),
         layers.Dense(3, activation="softmax", name="label")], name="tokens")


def tagger():
    """4 steps of 2 features, some padded with 0 → tanh dense 4 → batch normalization → softmax dense 3 at each step."""
    return keras.Sequential(
        [keras.Input((4, 2)), layers.Masking(name="steps"), layers.Dense(4, activation="tanh", name="hidden"),
         layers.BatchNormalization(momentum=0.8, name="normal"), layers.Dense(3, activation="softmax", name="label")],
        name="tagger")


def frozen():
    """The classifier with its first layer frozen."""
    model = classifier()
    model.get_layer("hidden").trainable = False
    return model


def two_headed():
    """Inputs left [4] and right [4] pass one shared tanh dense 5; the concatenation gives `label` (softmax dense 3),
    the sum gives `score` (dense 1)."""
    left, right = keras.Input((4,), name="left"), keras.Input((4,), name="right")
    shared = layers.Dense(5, activation="tanh", name="shared")
    a, b = shared(left), shared(right)
    label = layers.Dense(3, activation="softmax", name="label")(layers.Concatenate(name="both")([a, b]))
    score = layers.Dense(1, name="score")(layers.Add(name="sum")([a, b]))
    return keras.Model([left, right], [label, score], name="two_headed")


def residual():
    """x [4] + step(x) + step(step(x)) → dense 1, where step is one tanh dense 4 called twice in a chain."""
    x = keras.Input((4,), name="x")
    step = layers.Dense(4, activation="tanh", name="step")
    once = step(x)
    twice = step(once)
    value = layers.Dense(1, name="value")(layers.Add(name="sum")([x, once, twice]))
    return keras.Model(x, value, name="residual")


def convolutional():
    """6×6×2 images → relu convolution 4 (3×3, same) → batch normalization → max pooling → depthwise convolution (2×2) → separable
    convolution 3 (2×2, same) → mean of each channel → softmax dense 3."""
    return keras.Sequential(
        [keras.Input((6, 6, 2)), layers.Conv2D(4, 3, padding="same", activation="relu", name="convolution"),
         layers.BatchNormalization(name="normalization"), layers.MaxPooling2D(name="pooling"),
         layers.DepthwiseConv2D(2, activation="tanh", name="depthwise"),
         layers.SeparableConv2D(3, 2, padding="same", depth_multiplier=2, name="separable"),
         layers.GlobalAveragePooling2D(name="mean"), layers.Dense(3, activation="softmax", name="label")],
        name="convolutional")


def upsampling():
    """Sequences of 5 steps of 2 → causal convolution 3 → average pooling → transposed convolution 2 → dense 1 at each step."""
    return keras.Sequential(
        [keras.Input((5, 2)), layers.Conv1D(3, 2, padding="causal", activation="tanh", name="causal"),
         layers.AveragePooling1D(2, strides=1, name="pooling"),
         layers.Conv1DTranspose(2, 3, strides=2, padding="same", activation="tanh", name="transposed"),
         layers.Flatten(name="flat"), layers.Dense(1, name="value")], name="upsampling")


ALL = [classifier, logits, binary, regressor, regularized, reshaping, frozen, two_headed, residual, convolutional,
       upsampling]


def initial_weights(model):
    """Weights with three decimals, drawn for each weight's place in the model; variances are positive."""
    return [uniform(400 + i, weight.shape, 0.25 if "variance" in weight.name else -0.8, 0.8)
            for i, weight in enumerate(model.weights)]


def named_weights(model):
    return [tensor(weight, name=weight.path) for weight in model.weights]


def cases():
    for make in ALL:
        keras.backend.clear_session()
        model = make()
        model.set_weights(initial_weights(model))
        inputs = [uniform(450 + i, (3, *x.shape[1:])) for i, x in enumerate(model.inputs)]
        outputs = model.predict(inputs if len(inputs) > 1 else inputs[0], verbose=0)
        yield case(
            make.__name__, model, inputs=inputs, weights=named_weights(model),
            outputs=outputs if isinstance(outputs, list) else [np.asarray(outputs)])
