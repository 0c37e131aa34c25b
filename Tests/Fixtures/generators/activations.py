"""Activations: values, and gradients of sum(value · upstream), with the arguments that change numbers.

Each case has the form of one in layers.json for the layer Activation; the function's arguments are its settings.
"""

import jax
import numpy as np
from keras import activations

from .encoding import case, uniform


def run(name, function, x, **arguments):
    def forward(value):
        return function(value, **arguments)

    output = forward(x)
    upstream = uniform(999, output.shape, -1.0, 1.0)
    gradient = jax.grad(lambda value: (forward(value) * upstream).sum())(np.asarray(x, "float64"))
    config = {"name": "activation", "trainable": True, "dtype": "float64", "activation": function.__name__}
    encoded = case(
        name, None, settings=arguments, inputs=x, outputs=output, upstream=upstream, inputGradients=gradient)
    return {"name": name, "class": "Activation", "config": config} | encoded


def cases():
    # No two are nearer than 0.001 to a corner of any of these.
    x = uniform(31, (3, 4, 2), -4.0, 4.0)
    # Far from zero nothing may overflow or lose its tail.
    far = np.array([[0.0, -0.0, 1e-300, 700.0], [-700.0, 40.0, -40.0, 1.0], [1000.0, 999.0, -1000.0, 998.5]])
    both = [
        activations.elu, activations.selu, activations.celu, activations.softplus, activations.softsign,
        activations.leaky_relu, activations.silu, activations.mish, activations.log_softmax, activations.log_sigmoid]
    for function in both:
        yield run(function.__name__, function, x)
        yield run(f"{function.__name__}_extremes", function, far)
    for function in [
        activations.linear, activations.relu, activations.sigmoid, activations.tanh, activations.softmax,
        activations.exponential, activations.hard_sigmoid, activations.relu6, activations.gelu, activations.hard_silu,
        activations.hard_tanh, activations.glu, activations.tanh_shrink, activations.soft_shrink,
        activations.hard_shrink, activations.squareplus, activations.sparse_sigmoid, activations.sparse_plus]:
        yield run(function.__name__, function, x)
    yield run("relu6_large", activations.relu6, x * 3)
    yield run("relu_slope", activations.relu, x, negative_slope=0.25)
    yield run("relu_all", activations.relu, x, negative_slope=0.1, max_value=2.0, threshold=0.5)
    yield run("softmax_axis1", activations.softmax, x, axis=1)
    yield run("log_softmax_axis1", activations.log_softmax, x, axis=1)
    yield run("leaky_relu_slope", activations.leaky_relu, x, negative_slope=0.05)
    yield run("elu_alpha", activations.elu, x, alpha=0.5)
    yield run("celu_alpha", activations.celu, x, alpha=2.5)
    yield run("gelu_approximate", activations.gelu, x, approximate=True)
    yield run("glu_axis1", activations.glu, x, axis=1)
    yield run("soft_shrink_threshold", activations.soft_shrink, x, threshold=1.25)
    yield run("hard_shrink_threshold", activations.hard_shrink, x, threshold=1.25)
    yield run("squareplus_b", activations.squareplus, x, b=0.5)
    yield run("threshold", activations.threshold, x, threshold=0.75, default_value=-0.5)
