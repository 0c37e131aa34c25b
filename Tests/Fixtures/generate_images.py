"""Writes image_files.json beside it: small image files and what Keras 3.15.1 makes of them on TensorFlow.

`image_dataset_from_directory` needs TensorFlow, which the other fixtures do without. In an environment of your own:

    python3 -m venv ~/keras-tensorflow
    ~/keras-tensorflow/bin/pip install keras==3.15.1 tensorflow-cpu
    KERAS_BACKEND=tensorflow ~/keras-tensorflow/bin/python Tests/Fixtures/generate_images.py
"""

import os
import struct
import tempfile
import zlib
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import json

import keras
import numpy as np
import tensorflow as tf

FORMS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(pixels, color, depth=8, *extra):
    """A PNG of integers [height, width, channels], each row stored as it is."""
    height, width, channels = pixels.shape
    assert channels == FORMS[color]
    rows = b""
    for row in pixels.reshape(height, -1):
        if depth == 16:
            body = row.astype(">u2").tobytes()
        else:
            bits = "".join(format(int(value), f"0{depth}b") for value in row)
            bits += "0" * (-len(bits) % 8)
            body = bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))
        rows += b"\0" + body
    header = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(extra) + chunk(b"IDAT", zlib.compress(rows, 9))
            + chunk(b"IEND", b""))


def random(seed, *shape, limit=256):
    return np.random.default_rng(seed).integers(0, limit, shape)


def smooth(height, width):
    y, x = np.mgrid[0:height, 0:width]
    return np.stack([y * 9 % 256, x * 7 % 256, (x + y) * 5 % 256], -1).astype("uint8")


def case(name, file, size, **arguments):
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "image.png").write_bytes(file)
        dataset = keras.utils.image_dataset_from_directory(
            folder, labels=None, image_size=size, batch_size=None, shuffle=False, verbose=False, **arguments)
        image = next(iter(dataset)).numpy()
    return {
        "name": name, "settings": {"image_size": list(size), **arguments},
        "tensors": {
            "file": [{"type": "int32", "shape": [len(file)], "values": list(file)}],
            "outputs": [{"shape": list(image.shape), "values": [float(v) for v in image.astype("float32").ravel()]}],
        },
    }


def cases():
    color = png(random(1, 5, 7, 3), 2)
    for mode in ["rgb", "grayscale", "rgba"]:
        yield case(f"png_{mode}", color, (5, 7), color_mode=mode)
        yield case(f"png_grey_{mode}", png(random(2, 4, 3, 1), 0), (4, 3), color_mode=mode)
        yield case(f"png_alpha_{mode}", png(random(3, 3, 4, 4), 6), (3, 4), color_mode=mode)
        yield case(f"png_grey_alpha_{mode}", png(random(4, 3, 4, 2), 4), (3, 4), color_mode=mode)
    palette = chunk(b"PLTE", random(5, 16, 3).astype("uint8").tobytes())
    indexed = random(6, 5, 5, 1, limit=16)
    yield case("png_palette", png(indexed, 3, 4, palette), (5, 5))
    yield case("png_palette_grey", png(indexed, 3, 4, palette), (5, 5), color_mode="grayscale")
    yield case("png_1_bit", png(random(7, 3, 11, 1, limit=2), 0, 1), (3, 11))
    yield case("png_16_bits", png(random(8, 3, 4, 3, limit=65536), 2, 16), (3, 4))
    yield case("png_16_bits_grey", png(random(9, 3, 4, 1, limit=65536), 0, 16), (3, 4), color_mode="grayscale")
    yield case("png_gamma", png(random(1, 5, 7, 3), 2, 8, chunk(b"gAMA", struct.pack(">I", 100000))), (5, 7))
    for method in ["bilinear", "nearest", "bicubic", "area"]:
        yield case(f"smaller_{method}", color, (3, 4), interpolation=method)
        yield case(f"larger_{method}", color, (8, 9), interpolation=method)
    yield case("crop_wide", color, (4, 3), crop_to_aspect_ratio=True)
    yield case("crop_high", color, (3, 6), crop_to_aspect_ratio=True)
    yield case("pad_wide", color, (6, 6), pad_to_aspect_ratio=True)
    yield case("pad_high", color, (3, 9), pad_to_aspect_ratio=True)
    picture = tf.constant(smooth(19, 21))
    for name, options in {"": {}, "_progressive": {"progressive": True}, "_444": {"chroma_downsampling": False}}.items():
        yield case(f"jpeg{name}", tf.io.encode_jpeg(picture, quality=80, **options).numpy(), (19, 21))
    yield case("jpeg_grayscale", tf.io.encode_jpeg(picture).numpy(), (19, 21), color_mode="grayscale")
    yield case("jpeg_resized", tf.io.encode_jpeg(picture).numpy(), (9, 13))


def orders():
    """In which order shuffling with a seed puts files, and which of them each part gets."""
    with tempfile.TemporaryDirectory() as folder:
        for kind, count in [("b", 7), ("a", 6)]:
            Path(folder, kind).mkdir()
            for number in range(count):
                Path(folder, kind, f"{number}.png").write_bytes(png(random(1, 1, 1, 1), 0))
        for seed in [0, 7]:
            for subset in ["training", "validation"]:
                dataset = keras.utils.image_dataset_from_directory(
                    folder, image_size=(1, 1), seed=seed, validation_split=0.3, subset=subset, verbose=False)
                paths = [str(Path(path).relative_to(folder)) for path in dataset.file_paths]
                yield {"name": f"order_{seed}_{subset}",
                       "settings": {"seed": seed, "subset": subset, "paths": paths, "classes": dataset.class_names},
                       "tensors": {}}


if __name__ == "__main__":
    assert keras.__version__ == "3.15.1" and keras.backend.backend() == "tensorflow"
    lines = [json.dumps(item, separators=(",", ":")) for item in [*cases(), *orders()]]
    text = '{"keras":"3.15.1","cases":[\n' + ",\n".join(lines) + "\n]}\n"
    (Path(__file__).parent / "image_files.json").write_text(text, encoding="utf-8")
