"""Attention, and layers whose products an equation names."""

import jax
import jax.numpy as jnp
import numpy as np
from keras import layers
from keras.src import backend

from .encoding import case, integers, uniform
from .layers import weight
from .masking import called, carrying

STEPS = np.arange(3)[None, :] < np.array([[3], [2]])
SOURCES = np.array([[1, 0, 1, 1], [1, 1, 0, 1]], bool)


def run(name, layer, *inputs, masks=(), as_list=False, attention_mask=None, training=None, **call):
    """The like of masking.run for a layer that is called on a list, or on query, value and key."""
    subject = type(layer).from_config(layer.get_config())  # building changes the configuration
    masks = list(masks) + [None] * (len(inputs) - len(masks))

    def arguments(arrays):
        masked = [carrying(*pair) for pair in zip(arrays, masks)]
        extra = {} if attention_mask is None else {"attention_mask": jnp.asarray(attention_mask, "bool")}
        return ((masked,) if as_list else masked), {**call, **extra}

    mode = {} if training is None else {"training": training}
    positional, named = arguments(inputs)
    layer(*positional, **named)
    weights = [weight(i, w) for i, w in enumerate(layer.weights)]
    layer.set_weights(weights)
    trainable = [np.asarray(v.value) for v in layer.trainable_variables]

    def outputs(arrays, values):
        positional, named = arguments(arrays)
        # Without scores Keras asks JAX, whose softmax is in single precision whatever the type of its input.
        wide = {"return_attention_scores": True} if isinstance(layer, layers.MultiHeadAttention) else {}
        result, _ = called(layer, values, *positional, **{**named, **wide}, **mode)
        result = list(result) if isinstance(result, (list, tuple)) else [result]
        return result if call.get("return_attention_scores") else result[:1]

    numbers = [np.asarray(x, "float64") for x in inputs]
    results = outputs(numbers, trainable)
    upstream = [uniform(990 + i, result.shape, -1.0, 1.0) for i, result in enumerate(results)]
    gradients = jax.grad(
        lambda a, v: sum((y * u).sum() for y, u in zip(outputs(a, v), upstream)), argnums=(0, 1))(numbers, trainable)
    positional, named = arguments(inputs)
    eager = layer(*positional, **named, **mode)
    mask = backend.get_keras_mask(eager[0] if isinstance(eager, (list, tuple)) else eager)
    extra = [] if attention_mask is None else [np.asarray(attention_mask, "int32")]
    settings = {**mode, **{key: value for key, value in call.items()}}
    settings["masked"] = [i for i, m in enumerate(masks) if m is not None]
    if isinstance(layer, layers.MultiHeadAttention) and layer.use_bias:
        # Softmax does not see what is added to all keys: the gradient of their bias is 0, whatever rounding leaves of it.
        settings["cancelling"] = [3]
    return case(
        name, subject, settings=settings, inputs=list(inputs) + extra,
        masks=[m for m in masks if m is not None] or None, weights=weights or None, outputs=results,
        outputMask=None if mask is None else np.asarray(mask), upstream=upstream,
        inputGradients=list(gradients[0]) + [np.zeros(m.shape) for m in extra],
        weightGradients=list(gradients[1]) or None)


def cases():
    x, sequence, image = uniform(801, (2, 3)), uniform(802, (2, 3, 4)), uniform(803, (2, 2, 3, 4))
    dense = layers.EinsumDense
    yield run("einsum_dense_matrix", dense("ab,bc->ac", output_shape=5, bias_axes="c", activation="tanh"), x)
    yield run("einsum_dense_sequence", dense("abc,cd->abd", output_shape=(None, 3), bias_axes="d"), sequence)
    yield run("einsum_dense_steps", dense("abc,bcd->abd", output_shape=(3, 2), bias_axes="bd"), sequence)
    yield run("einsum_dense_heads", dense("abc,cde->abde", output_shape=(None, 2, 3), bias_axes="d"), sequence)
    yield run("einsum_dense_joined", dense("abcd,cde->abe", output_shape=(None, 3), bias_axes="e"), image)
    yield run("einsum_dense_transposed", dense("abc,bd->adc", output_shape=(2, None), bias_axes="d"), sequence)
    yield run("einsum_dense_left", dense("...x,xy->...y", output_shape=3, bias_axes="y"), image)
    yield run("einsum_dense_right", dense("ab...,bc->ac...", output_shape=2, bias_axes="c"), sequence)
    yield run("einsum_dense_no_bias", dense("abc,cd->abd", output_shape=(None, 3)), sequence)

    multi = layers.MultiHeadAttention
    query, value, key = uniform(804, (2, 3, 4)), uniform(805, (2, 4, 3)), uniform(806, (2, 4, 2))
    allowed = np.array([[[1, 0, 1, 1], [1, 1, 1, 0], [0, 0, 1, 0]], [[1, 1, 0, 0], [0, 1, 1, 1], [1, 0, 1, 1]]])
    yield run("multi_head_attention", multi(2, 3), query, value)
    yield run("multi_head_attention_self", multi(num_heads=2, key_dim=2), query, query)
    yield run("multi_head_attention_key", multi(2, 3, value_dim=2), query, value, key, return_attention_scores=True)
    yield run("multi_head_attention_no_bias", multi(1, 3, use_bias=False), query, value)
    yield run("multi_head_attention_output", multi(2, 2, output_shape=(2, 3)), query, value)
    yield run("multi_head_attention_gate", multi(2, 2, value_dim=3, use_gate=True), query, value, return_attention_scores=True)
    yield run("multi_head_attention_scores", multi(2, 3), query, value, return_attention_scores=True)
    yield run("multi_head_attention_dropout", multi(2, 3, dropout=0.4, seed=3), query, value, training=False)
    yield run("multi_head_attention_causal", multi(2, 3), query, value, use_causal_mask=True)
    yield run("multi_head_attention_window", multi(2, 3, sliding_window=2), query, value)
    yield run("multi_head_attention_allowed", multi(2, 3), query, value, key, attention_mask=allowed)
    yield run("multi_head_attention_allowed_for_all", multi(2, 3), query, value, key, attention_mask=allowed[:1])
    yield run("multi_head_attention_source_mask", multi(2, 3), query, value, masks=[None, SOURCES])
    yield run("multi_head_attention_key_mask", multi(2, 3), query, value, key, masks=[None, None, SOURCES])
    yield run("multi_head_attention_masks", multi(2, 3), query, value, key, masks=[STEPS, SOURCES, None],
              return_attention_scores=True, use_causal_mask=True)
    volume = uniform(807, (2, 3, 2, 4))
    yield run("multi_head_attention_two_axes", multi(2, 3), volume, uniform(808, (2, 2, 2, 3)))
    yield run("multi_head_attention_one_of_two_axes", multi(2, 3, attention_axes=(1,)), volume,
              uniform(809, (2, 4, 2, 3)))
    yield run("multi_head_attention_other_axis", multi(1, 2, attention_axes=(2,)), volume, volume)

    q, v, k = uniform(811, (2, 3, 2)), uniform(812, (2, 4, 2)), uniform(813, (2, 4, 2))
    wide = uniform(814, (2, 4, 3))
    for name, layer in [
        ("attention", lambda **a: layers.Attention(**a)),
        ("attention_scaled", lambda **a: layers.Attention(use_scale=True, **a)),
        ("attention_concat", lambda **a: layers.Attention(score_mode="concat", **a)),
        ("attention_concat_scaled", lambda **a: layers.Attention(score_mode="concat", use_scale=True, **a)),
        ("additive_attention", lambda **a: layers.AdditiveAttention(**a)),
        ("additive_attention_plain", lambda **a: layers.AdditiveAttention(use_scale=False, **a))]:
        yield run(name, layer(), q, v, as_list=True)
        yield run(f"{name}_key", layer(dropout=0.3, seed=1), q, wide, k, as_list=True, return_attention_scores=True)
        yield run(f"{name}_masks", layer(), q, v, as_list=True, masks=[STEPS, SOURCES], use_causal_mask=True)
    yield run("attention_causal", layers.Attention(), q, v, as_list=True, use_causal_mask=True)
