"""Constraints: what becomes of a weight."""

import numpy as np
from keras import constraints

from .encoding import case, uniform


def run(name, constraint, weight):
    return case(name, constraint, inputs=weight, values=np.asarray(constraint(weight)))


def cases():
    matrix, vector, kernel = uniform(400, (3, 4)), uniform(401, (5,)), uniform(402, (2, 2, 3, 2))
    matrix[:, 1] = 0  # a column without a length
    for name, make in {
        "max_norm": constraints.MaxNorm,
        "max_norm_small": lambda: constraints.MaxNorm(0.5),
        "non_neg": constraints.NonNeg,
        "unit_norm": constraints.UnitNorm,
        "min_max_norm": constraints.MinMaxNorm,
        "min_max_norm_rate": lambda: constraints.MinMaxNorm(min_value=2.5, max_value=3.0, rate=0.3),
    }.items():
        yield run(f"{name}_matrix", make(), matrix)
        yield run(f"{name}_vector", make(), vector)
    yield run("max_norm_rows", constraints.MaxNorm(1.5, axis=1), matrix)
    yield run("unit_norm_convolution", constraints.UnitNorm(axis=[0, 1, 2]), kernel)
    yield run("min_max_norm_convolution", constraints.MinMaxNorm(1.0, 2.0, 0.5, axis=[0, 1, 2]), kernel)
