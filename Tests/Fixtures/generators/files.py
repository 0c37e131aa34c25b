"""Weight files, written beside the JSON in files/: by Keras in float32, and by h5py and NumPy in forms that Keras does not write."""

from pathlib import Path

import h5py
import keras
import numpy as np
from keras import layers

from .encoding import case, integers, tensor, uniform

FOLDER = Path(__file__).parent.parent / "files"


def stack():
    """4 → normalization → batch normalization → relu dense 3 → dropout → nested (dense 2 → dense 3) → dense 2."""
    nested = keras.Sequential([keras.Input((3,)), layers.Dense(2), layers.Dense(3)])
    model = keras.Sequential(
        [keras.Input((4,)), layers.Normalization(), layers.BatchNormalization(), layers.Dense(3, activation="relu"),
         layers.Dropout(0.0), nested, layers.Dense(2)])
    model.layers[0].adapt(uniform(1, (20, 4)))
    return model


def branches():
    """Tokens [5] below 7 → embedding 3 → mean; x [3] twice through one dense 3; the sum of the three, doubled → dense 2."""
    tokens, x = keras.Input((5,), dtype="int32", name="tokens"), keras.Input((3,), name="x")
    mean = layers.GlobalAveragePooling1D()(layers.Embedding(7, 3)(tokens))
    shared = layers.Dense(3, activation="tanh")
    once = shared(x)
    total = layers.Add()([mean, once, shared(once)]) * 2.0
    return keras.Model([tokens, x], layers.Dense(2)(total))


@keras.saving.register_keras_serializable("fixtures")
class Block(layers.Layer):
    """A layer with a weight of its own and layers in every kind of attribute: x·scale through all of them."""

    def __init__(self, **arguments):
        super().__init__(**arguments)
        self.scale = self.add_weight(shape=(3,), name="scale", initializer="ones")
        self.zed, self.first_one, self._hidden = layers.Dense(3), layers.Dense(3), layers.Dense(3)
        self.many = [layers.Dense(3), layers.LayerNormalization(), layers.Dense(3)]
        self.groups = [[layers.Dense(3)], [layers.Dense(3), layers.Dense(3)]]
        self.by_name = {"a": layers.Dense(3), "b": layers.Dense(3)}
        self.same = self.first_one

    def all(self):
        return [self.zed, self.first_one, self._hidden, *self.many, *(x for group in self.groups for x in group),
                *self.by_name.values()]

    def build(self, shape):
        for layer in self.all():
            layer.build(shape)

    def call(self, x, training=None):
        x = x * self.scale
        for layer in self.all():
            x = layer(x)
        return x


@keras.saving.register_keras_serializable("fixtures")
class Whole(keras.Model):
    """A model that calls its layers itself: aa, zz, block, then those of a list."""

    def __init__(self):
        super().__init__()
        self.zz, self.aa, self.block = layers.Dense(3), layers.Dense(3), Block()
        self.list_of = [layers.Dense(3)]

    def call(self, x, training=None):
        return self.list_of[0](self.block(self.zz(self.aa(x))))


def small():
    """3 → dense 2."""
    return keras.Sequential([keras.Input((3,)), layers.Dense(2)])


def saved(name, model, optimizer, inputs, extra=None):
    """The model trained for three steps and saved; what it predicts then, and its weights after one more step."""
    keras.utils.set_random_seed(5)
    model(inputs)
    for i, weight in enumerate(model.weights):
        # Normalization takes no notice of what is assigned to its weights after it has adapted.
        if "/normalization/" not in weight.path:
            values = uniform(30 + i, weight.shape, -0.8, 0.8)
            weight.assign(np.abs(values) + 0.5 if "variance" in weight.path else values)
    model.compile(optimizer, "mse")
    targets = np.asarray(uniform(9, model(inputs).shape), "float32")
    for _ in range(3):
        model.train_on_batch(inputs, targets)
    path = FOLDER / f"{name}.weights.h5"
    model.save_weights(path)
    weights = [tensor(w, name=w.path) for w in model.weights]
    slots = [tensor(v, name=v.path) for v in model.optimizer.variables]
    outputs = model.predict(inputs, verbose=0)
    model.train_on_batch(inputs, targets)
    return case(
        name, optimizer, settings={"file": path.name, **(extra or {})}, weights=weights, slots=slots,
        inputs=inputs if isinstance(inputs, list) else [inputs], targets=[targets], outputs=[outputs],
        trained=[tensor(w, name=w.path) for w in model.weights])


def optimizers():
    o = keras.optimizers
    yield "sgd", o.SGD(0.1)
    yield "sgd_momentum_ema", o.SGD(0.1, momentum=0.9, use_ema=True, ema_momentum=0.8)
    yield "sgd_accumulated", o.SGD(0.1, momentum=0.5, gradient_accumulation_steps=2)
    yield "adam_amsgrad", o.Adam(0.05, amsgrad=True)
    yield "adamw", o.AdamW(0.05)
    yield "rmsprop_centered", o.RMSprop(0.05, momentum=0.5, centered=True)
    yield "adagrad", o.Adagrad(0.1)
    yield "adadelta", o.Adadelta(0.5)
    yield "adamax", o.Adamax(0.05)
    yield "nadam", o.Nadam(0.05)
    yield "lion", o.Lion(0.05)
    yield "ftrl", o.Ftrl(0.05)


def arrays(name, path, content):
    return case(name, None, settings={"file": path.name},
                arrays=[tensor(np.asarray(value), name=key) for key, value in sorted(content.items())])


def unusual():
    """An HDF5 file with what h5py can write besides: many names, chunks, compression, other types, text."""
    path = FOLDER / "unusual.h5"
    grid = np.arange(35, dtype="float32").reshape(5, 7) / 4
    content = {
        "gzip": grid, "shuffled": grid.astype("float64") + 0.5, "checked": grid * 2, "plain_chunks": grid - 3,
        "empty": np.zeros((0, 3), "float32"), "scalar": np.float32(2.5), "long": np.array([-5, 2**31 - 1]),
        "bytes": np.arange(5, dtype="uint8"), "truth": np.array([True, False, True]),
        "half": np.array([0.5, -2, 65504, 6e-8], "float16"), "short": np.array([-3, 4], "int16"),
        "unsigned": np.array([1, 2**31 - 1], "uint32"), "cube": np.arange(60, dtype="int32").reshape(3, 4, 5)}
    many = {f"many/{i}": np.float32(i) for i in range(150)}
    with h5py.File(path, "w") as file:
        file.create_dataset("gzip", data=content["gzip"], compression="gzip", chunks=(2, 3))
        file.create_dataset("shuffled", data=content["shuffled"], compression="gzip", shuffle=True, chunks=(5, 4))
        file.create_dataset(
            "checked", data=content["checked"], compression=1, fletcher32=True, chunks=(1, 7), maxshape=(None, 9))
        file.create_dataset("plain_chunks", data=content["plain_chunks"], chunks=(3, 2))
        file.create_dataset("cube", data=content["cube"], chunks=(1, 2, 2), compression="gzip")
        for key in sorted(set(content) - {"gzip", "shuffled", "checked", "plain_chunks", "cube"}):
            file[key] = content[key]
        for key, value in many.items():
            file[key] = value
        for i in range(12):
            file["gzip"].attrs[f"note_{i}"] = f"text {i}"
            file["many"].attrs[f"note_{i}"] = f"text {i}"
        file["many"].attrs["fixed"] = np.bytes_("some bytes")
        file["many"].attrs["number"] = 3
    return arrays("unusual", path, content | many)


def half():
    """Layers whose weights are float16 and bfloat16."""
    path = FOLDER / "half.weights.h5"
    model = keras.Sequential(
        [keras.Input((3,)), layers.Dense(2, dtype="float16"), layers.Dense(2, dtype="bfloat16")])
    model.set_weights([uniform(50 + i, w.shape) for i, w in enumerate(model.weights)])
    model.save_weights(path)
    return case("half", None, settings={"file": path.name},
                weights=[tensor(np.asarray(w, "float32"), name=w.path) for w in model.weights])


def numpy_files():
    content = {
        "layers/dense/vars/0": uniform(60, (3, 2)).astype("float32"), "x": np.arange(6).reshape(2, 3),
        "ordered": np.asfortranarray(uniform(61, (2, 3, 4)).astype("float64")), "half": np.array([1.5, -2], "float16"),
        "flags": np.array([True, False]), "zeros": np.zeros(3000, "float32"), "scalar": np.float32(7)}
    for name, save in (("stored", np.savez), ("deflated", np.savez_compressed)):
        path = FOLDER / f"{name}.npz"
        save(path, **content)
        yield arrays(name, path, content)


def refused():
    """Files that are well-formed but not read, and why."""
    def libver(file): file["x"] = 1.0
    def link(file): file["x"] = h5py.SoftLink("/y")
    def words(file): file["x"] = "text"
    def big(file): file["x"] = np.arange(3, dtype=">f4")
    def lzf(file): file.create_dataset("x", data=np.arange(9.0), compression="lzf")
    def vast(file):
        for name in "abc": file.create_dataset(name, (1 << 23,), dtype="f4", chunks=(1 << 16,))
    for name, make, arguments in (
            ("latest", libver, {"libver": "latest"}), ("link", link, {}), ("words", words, {}), ("big", big, {}),
            ("lzf", lzf, {}), ("vast", vast, {})):
        path = FOLDER / f"{name}.h5"
        with h5py.File(path, "w", **arguments) as file:
            make(file)
        yield case(f"refused_{name}", None, settings={"file": path.name, "refused": True})


def cases():
    FOLDER.mkdir(exist_ok=True)
    floatx = keras.config.floatx()
    keras.config.set_floatx("float32")
    try:
        keras.backend.clear_session()
        x = uniform(2, (6, 4)).astype("float32")
        yield saved("stack", stack(), keras.optimizers.Adam(0.05), x)
        branched = [integers(3, (6, 5), 7), uniform(4, (6, 3)).astype("float32")]
        yield saved("branches", branches(), keras.optimizers.RMSprop(0.01, momentum=0.5), branched)
        yield saved("whole", Whole(), keras.optimizers.SGD(0.001, momentum=0.5), x[:, :3])
        for name, optimizer in optimizers():
            yield saved(name, small(), optimizer, x[:, :3])
        yield half()
        yield unusual()
        yield from numpy_files()
        yield from refused()
    finally:
        keras.config.set_floatx(floatx)
