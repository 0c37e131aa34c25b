"""The JSON form of arrays and cases."""

import json
import math

import numpy as np


def numbers(array):
    """The values of an array as JSON numbers; NaN and infinities as strings."""
    flat = np.asarray(array).reshape(-1)
    if flat.dtype.kind in "biu":
        return [int(value) for value in flat]
    return [value if math.isfinite(value) else repr(value) for value in map(float, flat)]


def tensor(array, name=None):
    """{"shape", "values"}, with "type" where the elements are integers."""
    array = np.asarray(array)
    encoded = {} if name is None else {"name": name}
    if array.dtype.kind in "biu":
        encoded["type"] = "int32"
    return encoded | {"shape": list(array.shape), "values": numbers(array)}


def tensors(arrays):
    return [tensor(array) for array in arrays]


def case(name, subject, *, settings=None, series=None, **roles):
    """One case: `subject` is the Keras object under test, `roles` maps each role to a list of arrays.

    Roles that are None are left out; a bare array stands for a list of one.
    """
    encoded = {"name": name}
    if subject is not None:
        encoded["class"] = type(subject).__name__
        encoded["config"] = subject.get_config()
    if settings:
        encoded["settings"] = settings
    if series:
        encoded["series"] = {key: numbers(values) for key, values in series.items()}
    encoded["tensors"] = {
        role: arrays if isinstance(arrays, list) and arrays and isinstance(arrays[0], dict)
        else tensors(arrays if isinstance(arrays, (list, tuple)) else [arrays])
        for role, arrays in roles.items()
        if arrays is not None
    }
    return encoded


def plain(value):
    """What json cannot encode by itself: NumPy scalars and arrays, shapes, keras variables."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, np.generic):
        return value.item()
    return np.asarray(value).tolist()


def write(path, cases):
    """A JSON object with one case a line, so that a difference shows which case changed."""
    lines = [json.dumps(case, separators=(",", ":"), default=plain, allow_nan=False) for case in cases]
    names = [json.loads(line)["name"] for line in lines]
    assert len(names) == len(set(names)), f"{path.name}: a name occurs twice"
    path.write_text('{"keras":"3.15.1","cases":[\n' + ",\n".join(lines) + "\n]}\n", encoding="utf-8")


def uniform(seed, shape, low=-2.0, high=2.0):
    """Numbers with three decimals from a seed."""
    return np.round(np.random.default_rng(seed).uniform(low, high, shape), 3)


def integers(seed, shape, count):
    """Integers in 0..<count from a seed."""
    return np.random.default_rng(seed).integers(0, count, shape).astype(np.int32)


def probabilities(seed, shape):
    """Rows that sum to one over the last axis, but for rounding."""
    rows = np.random.default_rng(seed).uniform(0.1, 1.0, shape)
    return np.round(rows / rows.sum(axis=-1, keepdims=True), 3)
