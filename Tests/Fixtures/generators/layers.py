"""Layers: outputs, and gradients of sum(output · upstream) with respect to inputs and weights."""

import jax
import numpy as np
from keras import layers

from .encoding import case, uniform


def run(name, layer, *inputs, call_as_list=False, training=None):
    """Builds `layer` on `inputs`, draws its weights, and differentiates."""
    argument = list(inputs) if call_as_list else inputs[0]
    layer(argument)
    weights = [uniform(900 + i, w.shape, -1.0, 1.0) for i, w in enumerate(layer.weights)]
    layer.set_weights(weights)
    state = [v.value for v in layer.non_trainable_variables]
    mode = {} if training is None else {"training": training}

    def forward(arrays, values):
        x = list(arrays) if call_as_list else arrays[0]
        return layer.stateless_call(values, state, x, **mode)[0]

    output = forward(list(inputs), weights)
    upstream = uniform(999, output.shape, -1.0, 1.0)
    gradients = jax.grad(lambda a, v: (forward(a, v) * upstream).sum(), argnums=(0, 1))(
        [np.asarray(x, "float64") for x in inputs], weights)
    return case(
        name, layer, settings=mode, inputs=list(inputs), weights=weights or None, outputs=output,
        upstream=upstream, inputGradients=list(gradients[0]), weightGradients=list(gradients[1]) or None)


def cases():
    x = uniform(1, (5, 3))
    sequence = uniform(2, (2, 4, 3))
    for activation in ["linear", "relu", "sigmoid", "tanh", "softmax"]:
        yield run(f"dense_{activation}", layers.Dense(4, activation=activation), x)
        yield run(f"dense_{activation}_sequence", layers.Dense(2, activation=activation), sequence)
    yield run("dense_no_activation", layers.Dense(4), x)
    yield run("dense_no_bias", layers.Dense(4, activation="tanh", use_bias=False), x)
    yield run("dense_one_unit", layers.Dense(1, activation="sigmoid"), x)
    yield run("dense_one_input", layers.Dense(3, activation="relu"), uniform(3, (4, 1)))
    yield run("dense_one_sample", layers.Dense(3, activation="softmax"), uniform(4, (1, 5)))
    yield run("dense_rank4", layers.Dense(2, activation="tanh"), uniform(5, (2, 2, 3, 4)))

    # Far from zero: sigmoid and softmax must neither overflow nor lose their tails; relu meets both zeros.
    extremes = np.array([[0.0, -0.0, 1e-300, 700.0], [-700.0, 40.0, -40.0, 1.0], [1000.0, 999.0, -1000.0, 998.5]])
    for activation in ["linear", "relu", "sigmoid", "tanh", "softmax"]:
        yield run(f"activation_{activation}", layers.Activation(activation), sequence)
        yield run(f"activation_{activation}_extremes", layers.Activation(activation), extremes)

    far = uniform(19, (3, 4, 2), -4.0, 4.0)
    yield run("relu", layers.ReLU(), far)
    yield run("relu_max", layers.ReLU(max_value=1.5), far)
    yield run("relu_slope", layers.ReLU(negative_slope=0.2), far)
    yield run("relu_threshold", layers.ReLU(threshold=0.75), far)
    yield run("relu_all", layers.ReLU(max_value=2.0, negative_slope=0.1, threshold=0.5), far)
    yield run("softmax", layers.Softmax(), far)
    yield run("softmax_axis1", layers.Softmax(axis=1), far)
    yield run("leaky_relu", layers.LeakyReLU(), far)
    yield run("leaky_relu_slope", layers.LeakyReLU(negative_slope=0.05), far)
    yield run("elu", layers.ELU(), far)
    yield run("elu_alpha", layers.ELU(alpha=0.5), far)
    yield run("p_re_lu", layers.PReLU(), far)
    yield run("p_re_lu_shared", layers.PReLU(alpha_initializer="ones", shared_axes=[1]), far)
    yield run("identity", layers.Identity(), sequence)

    yield run("flatten", layers.Flatten(), uniform(6, (3, 2, 4, 2)))
    yield run("flatten_rank1", layers.Flatten(), uniform(7, (3,)))
    yield run("reshape", layers.Reshape((3, 4)), uniform(8, (2, 2, 6)))
    yield run("reshape_inferred", layers.Reshape((-1, 2, 3)), uniform(9, (2, 4, 6)))
    yield run("reshape_flat", layers.Reshape((-1,)), uniform(10, (2, 3, 2)))

    a, b, c = (uniform(11 + i, (2, 3, 4)) for i in range(3))
    yield run("add_two", layers.Add(), a, b, call_as_list=True)
    yield run("add_three", layers.Add(), a, b, c, call_as_list=True)
    yield run("add_broadcast", layers.Add(), a, uniform(14, (2, 1, 4)), call_as_list=True)
    yield run("add_ranks", layers.Add(), a, uniform(20, (2, 4)), call_as_list=True)
    yield run("concatenate_last", layers.Concatenate(), a, uniform(15, (2, 3, 2)), call_as_list=True)
    yield run("concatenate_axis1", layers.Concatenate(axis=1), a, uniform(16, (2, 1, 4)), call_as_list=True)
    yield run(
        "concatenate_three", layers.Concatenate(axis=-1), a, uniform(17, (2, 3, 1)), b, call_as_list=True)
    yield run("concatenate_matrices", layers.Concatenate(axis=1), x, uniform(18, (5, 2)), call_as_list=True)

    yield run("concatenate_batch", layers.Concatenate(axis=0), x, uniform(21, (2, 3)), call_as_list=True)

    yield run("subtract", layers.Subtract(), a, b, call_as_list=True)
    yield run("subtract_broadcast", layers.Subtract(), a, uniform(14, (2, 1, 4)), call_as_list=True)
    for merge in [layers.Multiply, layers.Average, layers.Maximum, layers.Minimum]:
        name = merge.__name__.lower()
        yield run(f"{name}_two", merge(), a, b, call_as_list=True)
        yield run(f"{name}_three", merge(), a, b, c, call_as_list=True)
        yield run(f"{name}_ranks", merge(), a, uniform(20, (2, 4)), call_as_list=True)
    yield run("dot_vectors", layers.Dot(axes=1), x, uniform(22, (5, 3)), call_as_list=True)
    yield run("dot_cosine", layers.Dot(axes=-1, normalize=True), x, uniform(22, (5, 3)), call_as_list=True)
    yield run("dot_axes", layers.Dot(axes=(1, 2)), a, uniform(23, (2, 4, 3)), call_as_list=True)
    yield run("dot_normalized", layers.Dot(axes=(2, 1), normalize=True), a, uniform(23, (2, 4, 3)), call_as_list=True)
    yield run("dot_ranks", layers.Dot(axes=(1, -1)), a, uniform(24, (2, 3)), call_as_list=True)
    yield run("dot_rank4", layers.Dot(axes=(1, 2)), a, uniform(25, (2, 2, 3, 2)), call_as_list=True)

    yield run("dropout_inference", layers.Dropout(0.5), sequence, training=False)
    yield run("dropout_rate_zero", layers.Dropout(0.0), sequence, training=True)
