"""What a model of these is, and the list of them."""

from dataclasses import dataclass, field

import keras
import numpy as np

from ..encoding import integers, uniform

OLD, MIDDLE, NEW, NEWEST = VERSIONS = ("3.3.3", "3.6.0", "3.10.0", "3.15.1")


@dataclass
class Saved:
    """A model, the inputs that it predicts from, how it is compiled and the targets that it is trained with, if it is.

    `steps` batches train it before it is saved, and as many afterwards: these only from version `trains_since` on, where older ones
    compute otherwise than today's.
    """

    model: keras.Model
    inputs: list
    compile: dict | None = None
    targets: list | None = None
    sample_weight: np.ndarray | None = None
    steps: int = 3
    settings: dict = field(default_factory=dict)
    trains_since: str = VERSIONS[0]


MODELS = {}


def saved(*versions):
    """Registers a function that makes a `Saved`, for the versions of Keras that are to save it."""

    def register(make):
        assert make.__name__ not in MODELS
        MODELS[make.__name__] = (make, versions)
        return make

    return register


def numbers(seed, shape, low=-2.0, high=2.0):
    return uniform(seed, shape, low, high).astype("float32")


def one_hot(seed, count, classes):
    return np.eye(classes, dtype="float32")[integers(seed, (count,), classes)]


def truth(seed, shape):
    return integers(seed, shape, 2).astype("float32")
