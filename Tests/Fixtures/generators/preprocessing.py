"""Preprocessing of text and categories. Keras needs TensorFlow for it, whatever its backend: pip install tensorflow-cpu."""

import numpy as np
from keras import layers

from .encoding import case, integers, uniform

TEXTS = [
    "The quick brown fox jumps over the lazy dog.", "the dog, the DOG!", "", "A fox\tand a\n\ndog", "don't-stop: (fox)",
    "\u00c9t\u00e9 \u00e9t\u00e9 the", "one two three four five six seven",
]
WORDS = ["red", "green", "blue", "green", "red", "red", "violet", "", "[UNK]"]
ROWS = [["red", "green", "black"], ["blue", "blue", "white"], ["", "red", "[UNK]"]]
NUMBERS = [12, 36, 1138, 42, 42, 36, 36, -7, 12]


def text(name, texts=TEXTS, adapt=TEXTS, **arguments):
    layer = layers.TextVectorization(**arguments)
    if adapt is not None:
        layer.adapt(adapt)
    output = np.asarray(layer(texts))
    settings = {"arguments": arguments, "texts": texts, "adapt": adapt, "vocabulary": layer.get_vocabulary()}
    return case(f"text {name}", None, settings={"kind": "text"} | settings, outputs=output)


def strings(name, inputs, adapt=None, **arguments):
    layer = layers.StringLookup(**arguments)
    if adapt is not None:
        layer.adapt(np.array(adapt))
    settings = {"arguments": arguments, "strings": inputs, "adapt": adapt, "vocabulary": layer.get_vocabulary()}
    return case(f"string {name}", None, settings={"kind": "string"} | settings, outputs=np.asarray(layer(np.array(inputs))))


def numbers(name, inputs, adapt=None, **arguments):
    layer = layers.IntegerLookup(**arguments)
    if adapt is not None:
        layer.adapt(np.array(adapt))
    vocabulary = [int(token) for token in layer.get_vocabulary()]
    settings = {"arguments": arguments, "adapt": adapt, "vocabulary": vocabulary}
    inputs = np.array(inputs, "int32")
    return case(
        f"integer {name}", None, settings={"kind": "integer"} | settings, inputs=inputs,
        outputs=np.asarray(layer(inputs)))


def tensor(name, layer, *inputs, adapt=None, **options):
    if adapt is not None:
        layer.adapt(adapt)
    settings = {"kind": type(layer).__name__}
    return case(
        f"tensor {name}", layer, settings=settings, inputs=list(inputs) + list(options.values()),
        outputs=np.asarray(layer(*inputs, **options)),
        adapt=adapt)


def cases():
    yield text("default")
    yield text("max tokens", max_tokens=6)
    yield text("length", output_sequence_length=4)
    yield text("lower", standardize="lower")
    yield text("strip", standardize="strip_punctuation")
    yield text("plain", standardize=None)
    yield text("characters", split="character", texts=["abca", "\u00e9a", "xb"], adapt=["abcab", "\u00e9c"])
    yield text("ngrams", ngrams=2)
    yield text("ngrams of three", ngrams=(1, 3), output_mode="count", max_tokens=12)
    yield text("multi hot", output_mode="multi_hot")
    yield text("count", output_mode="count", max_tokens=8)
    yield text("count padded", output_mode="count", max_tokens=60, pad_to_max_tokens=True)
    yield text("tf idf", output_mode="tf_idf", max_tokens=8)
    yield text("tf idf padded", output_mode="tf_idf", max_tokens=40, pad_to_max_tokens=True)
    given = ["fox", "dog", "the"]
    yield text("vocabulary", vocabulary=given, adapt=None)
    weights = [0.5, 0.25, 0.125]
    yield text("weights", vocabulary=given, idf_weights=weights, output_mode="tf_idf", adapt=None)

    words = ["red", "green", "blue"]
    yield strings("vocabulary", ROWS, vocabulary=words)
    yield strings("special tokens", ROWS, vocabulary=["[UNK]"] + words)
    yield strings("mask", ROWS, vocabulary=words, mask_token="")
    yield strings("none outside", [["red", "blue"], ["green", "green"]], vocabulary=words, num_oov_indices=0)
    lengths = ["x" * n for n in (0, 1, 3, 4, 7, 8, 9, 16, 17, 31, 32, 33, 48, 64, 65, 100, 128, 129, 200)]
    yield strings("hashes", lengths + ["\u00e9t\u00e9", "abcdefgh" * 20], vocabulary=words, num_oov_indices=1000)
    yield strings("adapted", ROWS, adapt=WORDS)
    yield strings("adapted most", ROWS, adapt=WORDS, max_tokens=3)
    yield strings("adapted mask", ROWS, adapt=WORDS, mask_token="", num_oov_indices=2)
    yield strings("one hot", ["red", "black", "blue"], vocabulary=words, output_mode="one_hot")
    yield strings("multi hot", ROWS, vocabulary=words, output_mode="multi_hot")
    yield strings("multi hot mask", ROWS, vocabulary=words, output_mode="multi_hot", mask_token="")
    yield strings("count", ROWS, vocabulary=words, output_mode="count", max_tokens=6, pad_to_max_tokens=True)
    yield strings("tf idf", ROWS, adapt=ROWS, output_mode="tf_idf")
    yield strings(
        "tf idf weights", ROWS, vocabulary=words, idf_weights=[0.25, 0.75, 0.6], output_mode="tf_idf")

    known = [12, 36, 1138, 42]
    some = [[12, 5, 1138], [42, 0, -3], [36, 36, 7]]
    yield numbers("vocabulary", some, vocabulary=known)
    yield numbers("mask", some, vocabulary=known, mask_token=0)
    yield numbers("several outside", some, vocabulary=known, num_oov_indices=3, mask_token=0)
    yield numbers("none outside", [[12, 42], [36, 1138]], vocabulary=known, num_oov_indices=0)
    yield numbers("adapted", some, adapt=NUMBERS)
    yield numbers("adapted most", some, adapt=NUMBERS, max_tokens=3)
    yield numbers("one hot", [[12], [7], [42]], vocabulary=known, output_mode="one_hot")
    yield numbers("multi hot", some, vocabulary=known, output_mode="multi_hot")
    yield numbers("count mask", some, vocabulary=known, output_mode="count", mask_token=0)
    yield numbers("tf idf", some, adapt=some, output_mode="tf_idf")
    yield numbers("inverted", [[0, 1, 2], [3, 4, 9]], vocabulary=known, invert=True)
    yield numbers("inverted mask", [[0, 1, 2], [3, 4, 5]], vocabulary=known, invert=True, mask_token=0)
    yield numbers("one token", [[3, 4]], vocabulary=[3])

    labels = integers(1, (3, 4), 5)
    for mode in ["multi_hot", "count", "one_hot"]:
        yield tensor(f"category {mode}", layers.CategoryEncoding(5, output_mode=mode), labels)
        yield tensor(f"category {mode} vector", layers.CategoryEncoding(5, output_mode=mode), labels[0])
    yield tensor("category one_hot single", layers.CategoryEncoding(5, output_mode="one_hot"), labels[:, :1])
    yield tensor("category weights", layers.CategoryEncoding(5, output_mode="count"), labels,
                 count_weights=uniform(2, (3, 4)))

    x = np.concatenate([uniform(3, (3, 4)), [[-1.0, 0.5, 2.0, np.nan]]])
    boundaries = [-1.0, 0.0, 0.5, 1.25]
    for mode in ["int", "one_hot", "multi_hot", "count"]:
        yield tensor(f"bins {mode}", layers.Discretization(boundaries, output_mode=mode), x)
    yield tensor("bins adapted", layers.Discretization(num_bins=4), x[:3], adapt=uniform(4, (50,)))
    yield tensor("bins adapted many", layers.Discretization(num_bins=7, epsilon=0.05), x[:3], adapt=uniform(5, (333,)))
    yield tensor("bins adapted few", layers.Discretization(num_bins=8), x[:3], adapt=uniform(6, (5,)))

    letters = [["A"], ["B"], ["C"], ["D"], ["E"]]
    for mode, mask in [("int", None), ("int", "A"), ("one_hot", None)]:
        layer = layers.Hashing(num_bins=3, mask_value=mask, output_mode=mode)
        settings = {"kind": "hash", "strings": [letter[0] for letter in letters], "mode": mode, "mask": mask}
        yield case(
            f"hash {mode} {mask}", None, settings=settings, outputs=np.asarray(layer(np.array(letters).reshape(-1))))
    yield case(
        "hash integers", None, settings={"kind": "hash"}, inputs=labels,
        outputs=np.asarray(layers.Hashing(num_bins=11)(labels)))
