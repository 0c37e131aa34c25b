"""Utilities that bring data into form. Windows are those that `timeseries_dataset_from_array` documents."""

import numpy as np
from keras import utils

from .encoding import case, integers, uniform

SEQUENCES = [[1], [2, 3], [4, 5, 6], [], [7, 8, 9, 10, 11]]


def categorical(name, labels, **arguments):
    return case(
        f"to_categorical_{name}", None, settings={"function": "to_categorical", **arguments}, inputs=labels,
        outputs=utils.to_categorical(labels, **arguments))


def normalized(name, x, **arguments):
    settings = {key: "inf" if value == np.inf else value for key, value in arguments.items()}
    return case(
        f"normalize_{name}", None, settings={"function": "normalize", **settings}, inputs=x,
        outputs=utils.normalize(x, **arguments))


def padded(name, sequences=SEQUENCES, **arguments):
    return case(
        f"pad_sequences_{name}", None, settings={"function": "pad_sequences", "sequences": sequences, **arguments},
        outputs=utils.pad_sequences(sequences, **arguments))


def windows(name, data, targets=None, **arguments):
    """The windows as Keras makes them; its own function gives tf.data or Grain data sets, which are not at hand here."""
    length, stride = arguments["sequence_length"], arguments.get("sequence_stride", 1)
    rate, start = arguments.get("sampling_rate", 1), arguments.get("start_index", 0)
    end = arguments.get("end_index", len(data))
    count = end - start - (length - 1) * rate
    if targets is not None:
        count = min(count, len(targets))
    positions = np.arange(0, count, stride)
    part = data[start:end]
    x = np.stack([part[p:p + length * rate:rate][:length] for p in positions])
    y = None if targets is None else np.stack([targets[start:end][p] for p in positions])
    size = arguments["batch_size"]

    def batches(array):
        return [array[i:i + size] for i in range(0, len(array), size)]

    return case(
        f"timeseries_{name}", None, settings={"function": "timeseries_dataset_from_array", **arguments}, inputs=data,
        targets=targets, outputs=batches(x), outputTargets=None if y is None else batches(y))


def cases():
    yield categorical("plain", np.array([0, 2, 1, 2], "int32"))
    yield categorical("more_classes", np.array([0, 2, 1], "int32"), num_classes=5)
    yield categorical("column", np.array([[0], [3]], "int32"))
    yield categorical("matrix", np.array([[0, 1], [2, 0]], "int32"), num_classes=3)
    x = uniform(900, (3, 4))
    x[1] = 0
    yield normalized("plain", x)
    # With axis=0 Keras divides along the last axis.
    yield normalized("inner_axis", uniform(902, (2, 3, 2)), axis=1)
    yield normalized("order_1", x, order=1)
    yield normalized("order_3", x, order=3)
    yield normalized("order_inf", x, order=np.inf)
    yield normalized("order_0", x, order=0)
    yield padded("plain")
    yield padded("post", padding="post", truncating="post", maxlen=3)
    yield padded("pre", maxlen=3)
    yield padded("mixed", padding="post", truncating="pre", maxlen=2, value=-1)
    yield padded("fractions", [[0.5, 1.75], [-2.5]], dtype="float32", value=0.25)
    yield padded("fractions_cut_off", [[0.5, 1.75], [-2.5]], maxlen=4)
    series = np.arange(30, dtype="int32")
    table = integers(901, (20, 3), 100)
    yield windows("plain", series, sequence_length=5, batch_size=8)
    yield windows("targets", series, series * 2, sequence_length=4, batch_size=100)
    yield windows("short_targets", series[:-10], series[10:], sequence_length=10, batch_size=4)
    yield windows(
        "everything", table, np.arange(20, dtype="int32"), sequence_length=3, sequence_stride=2, sampling_rate=2,
        batch_size=3, start_index=2, end_index=17)
    yield windows("apart", series, sequence_length=6, sequence_stride=6, batch_size=2)
