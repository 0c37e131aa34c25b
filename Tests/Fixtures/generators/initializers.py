"""Initializers: what their numbers obey. Keras's own draws depend on its random bits and are not reproduced.

settings.shape      the weight's shape
settings.fans       [fan in, fan out] as Keras counts them
settings.mean       expected mean
settings.deviation  expected standard deviation of the drawn numbers
settings.bounds     [low, high]; no number lies outside (absent for the unbounded normal)
settings.orthonormal  "rows" or "columns" of the matrix [product of the leading extents, last extent]: their Gram
                    matrix is gain² times the identity

Each rule is checked here against what Keras draws for that shape before it is written.
"""

import math

import numpy as np
from keras import initializers
from keras.src.initializers.random_initializers import compute_fans

from .encoding import case

SHAPES = [(7,), (6, 4), (1, 1), (3, 5, 2), (3, 3, 4, 8)]
TRUNCATED = 0.87962566103423978  # standard deviation of a unit normal cut off at ±2


def variance_scaling(name, scale, mode, distribution):
    make = getattr(initializers, name)
    for shape in SHAPES:
        fan_in, fan_out = compute_fans(shape)
        fan = {"fan_in": fan_in, "fan_out": fan_out, "fan_avg": (fan_in + fan_out) / 2}[mode]
        variance = scale / max(1.0, fan)
        rules = {"shape": shape, "fans": [fan_in, fan_out], "mean": 0.0, "deviation": math.sqrt(variance)}
        if distribution == "uniform":
            limit = math.sqrt(3 * variance)
            rules["bounds"] = [-limit, limit]
        elif distribution == "truncated_normal":
            limit = 2 * math.sqrt(variance) / TRUNCATED
            rules["bounds"] = [-limit, limit]
        yield name, make, shape, rules


def described(name, initializer, shape, rules, check=True):
    """The case, after Keras's own numbers have been seen to keep `rules`."""
    draws = np.array(initializer(shape=shape))
    if "bounds" in rules:
        low, high = rules["bounds"]
        assert low - 1e-12 <= draws.min() and draws.max() <= high + 1e-12, name
    if check and draws.size >= 100:
        error = 4 * rules["deviation"] / math.sqrt(draws.size) + 1e-12
        assert abs(draws.mean() - rules["mean"]) <= error and abs(draws.std() - rules["deviation"]) <= error, name
    return case(f"{name}_{'x'.join(map(str, shape))}", initializer, settings={**rules, "shape": list(shape)})


def orthogonal():
    for shape in [(4, 4), (3, 5), (5, 3), (1, 4), (2, 3, 4), (3, 3, 2, 5), (3, 2, 2, 20)]:
        for gain in [1.0, 0.5]:
            rows, columns = math.prod(shape[:-1]), shape[-1]
            which = "rows" if rows <= columns else "columns"
            initializer = initializers.Orthogonal(gain=gain, seed=1)
            q = np.array(initializer(shape=shape)).reshape(rows, columns)
            gram = q @ q.T if which == "rows" else q.T @ q
            assert np.abs(gram - gain * gain * np.eye(len(gram))).max() < 1e-12
            yield case(
                f"orthogonal_{'x'.join(map(str, shape))}_gain_{gain}", initializer,
                settings={"shape": list(shape), "orthonormal": which})


def cases():
    for name, scale, mode, distribution in [
        ("GlorotUniform", 1, "fan_avg", "uniform"), ("GlorotNormal", 1, "fan_avg", "truncated_normal"),
        ("HeUniform", 2, "fan_in", "uniform"), ("HeNormal", 2, "fan_in", "truncated_normal"),
        ("LecunUniform", 1, "fan_in", "uniform"), ("LecunNormal", 1, "fan_in", "truncated_normal"),
    ]:
        for name, make, shape, rules in variance_scaling(name, scale, mode, distribution):
            yield described(name, make(seed=1), shape, rules)
    for scale, mode, distribution in [
        (1.0, "fan_in", "truncated_normal"), (2.0, "fan_out", "uniform"), (0.5, "fan_avg", "untruncated_normal"),
    ]:
        for name, make, shape, rules in variance_scaling("VarianceScaling", scale, mode, distribution):
            initializer = make(scale=scale, mode=mode, distribution=distribution, seed=1)
            yield described(f"{name}_{mode}", initializer, shape, rules)

    shape = (30, 40)
    constant = {"shape": shape, "deviation": 0.0}
    for name, initializer, value in [
        ("Zeros", initializers.Zeros(), 0.0), ("Ones", initializers.Ones(), 1.0),
        ("Constant", initializers.Constant(-0.75), -0.75), ("Constant_default", initializers.Constant(), 0.0),
    ]:
        yield described(name, initializer, shape, {**constant, "mean": value, "bounds": [value, value]})
    uniform = {"shape": shape, "mean": 0.0, "deviation": 0.05 / math.sqrt(3), "bounds": [-0.05, 0.05]}
    yield described("RandomUniform", initializers.RandomUniform(seed=1), shape, uniform)
    yield described(
        "RandomUniform_asymmetric", initializers.RandomUniform(-1.0, 3.0, seed=1), shape,
        {"shape": shape, "mean": 1.0, "deviation": 4 / math.sqrt(12), "bounds": [-1.0, 3.0]})
    yield described(
        "RandomNormal", initializers.RandomNormal(seed=1), shape, {"shape": shape, "mean": 0.0, "deviation": 0.05})
    yield described(
        "RandomNormal_shifted", initializers.RandomNormal(mean=2.0, stddev=0.5, seed=1), shape,
        {"shape": shape, "mean": 2.0, "deviation": 0.5})
    yield described(
        "TruncatedNormal", initializers.TruncatedNormal(seed=1), shape,
        {"shape": shape, "mean": 0.0, "deviation": 0.05 * TRUNCATED, "bounds": [-0.1, 0.1]})
    yield described(
        "TruncatedNormal_shifted", initializers.TruncatedNormal(mean=-1.0, stddev=2.0, seed=1), shape,
        {"shape": shape, "mean": -1.0, "deviation": 2 * TRUNCATED, "bounds": [-5.0, 3.0]})
    yield from orthogonal()
