"""Published data sets in small: files of their forms, and what Keras's `load_data` makes of them."""

import gzip
import io
import tarfile
import tempfile
from pathlib import Path

import numpy as np
from keras.src.datasets import boston_housing, california_housing, imdb, reuters

from .encoding import uniform


def file(data):
    return {"type": "int32", "shape": [len(data)], "values": list(data)}


def npz(compressed=False, **arrays):
    stream = io.BytesIO()
    (np.savez_compressed if compressed else np.savez)(stream, **arrays)
    return stream.getvalue()


def ragged(rows):
    array = np.empty(len(rows), dtype=object)
    for index, row in enumerate(rows):
        array[index] = row
    return array


def loaded(module, data, **arguments):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "data.npz")
        path.write_bytes(data)
        original, module.get_file = module.get_file, lambda *_, **__: str(path)
        try:
            return module.load_data(**arguments)
        finally:
            module.get_file = original


def texts(name, module, data, **arguments):
    (x_train, y_train), (x_test, y_test) = loaded(module, data, **arguments)
    plain = [[[int(word) for word in row] for row in rows] for rows in (x_train, x_test)]
    return {
        "name": name, "settings": {**arguments, "train": plain[0], "test": plain[1],
                                   "y_train": [int(y) for y in y_train], "y_test": [int(y) for y in y_test]},
        "tensors": {"file": [file(data)]},
    }


def housing(name, module, data, **arguments):
    (x_train, y_train), (x_test, y_test) = loaded(module, data, **arguments)

    def tensor(array):
        return {"shape": list(array.shape), "values": [float(value) for value in array.ravel()]}

    return {"name": name, "settings": arguments,
            "tensors": {"file": [file(data)], "train": [tensor(x_train), tensor(y_train)],
                        "test": [tensor(x_test), tensor(y_test)]}}


def rows(seed, count):
    generator = np.random.default_rng(seed)
    return [[int(word) for word in generator.integers(1, 400, generator.integers(1, 9))] for _ in range(count)]


def archive(members, folder):
    """A tar.gz of records of compressible bytes: byte b of record r is (3 r + b // 64) % 256, its labels come first."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, count, first, labels in members:
            data = b""
            for record in range(first, first + count):
                data += bytes((record + 5 * label) % 10 for label in range(labels))
                data += bytes((3 * record + byte // 64) % 256 for byte in range(3072))
            information = tarfile.TarInfo(f"{folder}/{name}")
            information.size = len(data)
            tar.addfile(information, io.BytesIO(data))
    return gzip.compress(stream.getvalue(), mtime=0)


def idx(array):
    return gzip.compress(bytes([0, 0, 8, array.ndim]) + b"".join(n.to_bytes(4, "big") for n in array.shape)
                         + array.tobytes(), mtime=0)


def images(count, first):
    """Image i is i everywhere but for its first pixel, 255."""
    array = np.repeat(np.arange(first, first + count, dtype="uint8"), 28 * 28).reshape(count, 28, 28)
    array[:, 0, 0] = 255
    return array


def cases():
    reviews = npz(True, x_train=ragged(rows(1, 12)), y_train=np.arange(12) % 2, x_test=ragged(rows(2, 9)),
                  y_test=np.arange(9) % 2)
    yield texts("imdb", imdb, reviews)
    yield texts("imdb_few_words", imdb, reviews, num_words=150, skip_top=20)
    yield texts("imdb_left_out", imdb, reviews, num_words=150, oov_char=None, start_char=None, index_from=0)
    yield texts("imdb_short", imdb, reviews, maxlen=6, seed=7, index_from=2)
    wires = npz(x=ragged(rows(3, 15)), y=np.arange(15) % 5)
    yield texts("reuters", reuters, wires)
    yield texts("reuters_few_words", reuters, wires, num_words=100, test_split=0.4, seed=1)
    houses = npz(x=uniform(4, (11, 3)), y=uniform(5, (11,)))
    yield housing("boston", boston_housing, houses)
    yield housing("boston_split", boston_housing, houses, test_split=0.5, seed=3)
    yield housing("california", california_housing, npz(x=uniform(6, (7, 8)), y=uniform(7, (7,))), test_split=0.3)
    labels = np.arange(7, dtype="uint8")
    yield {"name": "mnist", "tensors": {"file": [file(npz(
        True, x_train=images(4, 0), y_train=labels[:4], x_test=images(3, 4), y_test=labels[4:]))]}}
    yield {"name": "fashion", "tensors": {"file": [
        file(idx(array)) for array in (labels[:4], images(4, 0), labels[4:], images(3, 4))]}}
    ten = [(f"data_batch_{n}.bin", 2, 2 * n - 2, 1) for n in range(1, 6)] + [("test_batch.bin", 3, 10, 1)]
    yield {"name": "cifar10", "tensors": {"file": [file(archive(ten, "cifar-10-batches-bin"))]}}
    hundred = [("train.bin", 4, 0, 2), ("test.bin", 2, 4, 2)]
    yield {"name": "cifar100", "tensors": {"file": [file(archive(hundred, "cifar-100-binary"))]}}
