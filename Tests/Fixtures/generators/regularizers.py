"""Regularizers: the penalty of a weight and its gradient."""

import jax
import jax.numpy as jnp
import numpy as np
from keras import regularizers

from .encoding import case, uniform


def run(name, regularizer, weight):
    return case(
        name, regularizer, inputs=weight, values=regularizer(weight), inputGradients=jax.grad(regularizer)(weight))


def cases():
    matrix, vector = uniform(300, (3, 4)), uniform(301, (5,))
    zeros = np.array([0.0, -0.0, 1.5, -1.5, 1e-200])
    for name, make in {
        "l1": regularizers.L1,
        "l1_strong": lambda: regularizers.L1(0.3),
        "l2": regularizers.L2,
        "l2_strong": lambda: regularizers.L2(0.3),
        "l1l2": regularizers.L1L2,
        "l1l2_both": lambda: regularizers.L1L2(l1=0.02, l2=0.3),
    }.items():
        yield run(f"{name}_matrix", make(), matrix)
        yield run(f"{name}_vector", make(), vector)
        yield run(f"{name}_at_zero", make(), zeros)
    for mode in ["rows", "columns"]:
        yield run(f"orthogonal_{mode}", regularizers.OrthogonalRegularizer(0.3, mode=mode), jnp.asarray(matrix))
