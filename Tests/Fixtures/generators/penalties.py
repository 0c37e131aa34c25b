"""What the regularizers and constraints that layers take make of weights and results: every argument of every layer at once."""

import inspect

import keras
import numpy as np
from keras import layers

from .encoding import case, tensor, uniform
from .layers import weight
from .recurrent import plain


def rules(kind):
    """A regularizer for each `…_regularizer` and a constraint for each `…_constraint`, no two the same."""
    names = sorted(inspect.signature(kind.__init__).parameters)
    regularizers = [name for name in names if name.endswith("_regularizer")]
    if "activity_regularizer" not in regularizers:
        regularizers.append("activity_regularizer")
    constraints = [name for name in names if name.endswith("_constraint")]
    given = {name: keras.regularizers.L1L2(0.01 * (i + 1), 0.1 / (i + 1)) for i, name in enumerate(regularizers)}
    kinds = [
        lambda: keras.constraints.MaxNorm(0.8, axis=0), lambda: keras.constraints.NonNeg(),
        lambda: keras.constraints.UnitNorm(axis=0), lambda: keras.constraints.MinMaxNorm(0.5, 0.9, rate=0.7, axis=0)]
    return given | {name: kinds[i % 4]() for i, name in enumerate(constraints)}


def run(name, kind, x, *arguments, **options):
    keras.utils.clear_session()
    layer = kind(*arguments, **rules(kind), **options)
    layer(x)
    layer.set_weights([weight(i, w) for i, w in enumerate(layer.weights)])
    weights = layer.get_weights()
    keras.utils.clear_session()
    for nested in layer._flatten_layers():
        nested._clear_losses()
    layer(x)
    total = float(sum(layer.losses))
    constrained = [np.asarray(w if w.constraint is None else w.constraint(w.value)) for w in layer.weights]
    encoded = case(
        name, layer, series={"penalty": [total]}, inputs=[x], weights=[tensor(w) for w in weights],
        constrained=[tensor(w) for w in constrained])
    encoded["config"] = plain(encoded["config"])
    return encoded


def cases():
    x, sequence, image = uniform(1100, (3, 4)), uniform(1101, (2, 5, 4)), uniform(1102, (2, 4, 5, 4))
    volume = uniform(1103, (1, 3, 3, 3, 2))
    yield run("dense", layers.Dense, x, 3)
    yield run("einsum_dense", layers.EinsumDense, sequence, "abc,cd->abd", (None, 3), bias_axes="d")
    yield run("embedding", layers.Embedding, np.array([[0, 2], [1, 1]], "int32"), 3, 4)
    yield run("p_re_lu", layers.PReLU, sequence)
    for rank, value in [(1, sequence), (2, image), (3, volume)]:
        yield run(f"conv{rank}d", getattr(layers, f"Conv{rank}D"), value, 3, 2)
        yield run(f"conv{rank}d_transpose", getattr(layers, f"Conv{rank}DTranspose"), value, 3, 2)
        if rank < 3:
            yield run(f"depthwise_conv{rank}d", getattr(layers, f"DepthwiseConv{rank}D"), value, 2, depth_multiplier=2)
            yield run(f"separable_conv{rank}d", getattr(layers, f"SeparableConv{rank}D"), value, 3, 2)
    for kind in [layers.SimpleRNN, layers.LSTM, layers.GRU]:
        yield run(f"{kind.__name__.lower()}", kind, sequence, 3)
        yield run(f"{kind.__name__.lower()}_sequences", kind, sequence, 3, return_sequences=True)
    yield run("batch_normalization", layers.BatchNormalization, image)
    yield run("layer_normalization", layers.LayerNormalization, sequence)
    yield run("group_normalization", layers.GroupNormalization, image, 2)
