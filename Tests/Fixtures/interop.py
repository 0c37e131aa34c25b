"""Opens with Keras the weight files that our tests wrote from those of files/, and compares what is in them.

    KERATIN_INTEROP_FOLDER=/somewhere swift test -c release --filter filesForKeras
    KERAS_BACKEND=jax JAX_ENABLE_X64=1 ~/keras-oracle/bin/python Tests/Fixtures/interop.py /somewhere
"""

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "jax")

import h5py
import keras
import numpy as np

from generators import files


def array(encoded):
    return np.asarray(encoded["values"], encoded.get("type", "float32")).reshape(encoded["shape"])


def check(case, folder):
    name = case["name"]
    make = {"stack": files.stack, "branches": files.branches, "whole": files.Whole}.get(name, files.small)
    inputs = [array(x) for x in case["tensors"]["inputs"]]
    inputs = inputs if len(inputs) > 1 else inputs[0]
    targets = array(case["tensors"]["targets"][0])
    model = make()
    model(inputs)
    model.compile(dict(files.optimizers(), stack=keras.optimizers.Adam(0.05), whole=keras.optimizers.SGD(
        0.001, momentum=0.5), branches=keras.optimizers.RMSprop(0.01, momentum=0.5))[name], "mse")
    model.optimizer.build(model.trainable_variables)
    path = folder / f"{name}.weights.h5"
    model.load_weights(path)
    for ours, role in ((model.weights, "weights"), (model.optimizer.variables, "slots")):
        for variable, expected in zip(ours, case["tensors"][role], strict=True):
            assert np.array_equal(np.asarray(variable), array(expected)), variable.path
    assert np.allclose(model.predict(inputs, verbose=0), array(case["tensors"]["outputs"][0]), rtol=1e-6, atol=1e-6)
    model.train_on_batch(inputs, targets)
    for variable, expected in zip(model.weights, case["tensors"]["trained"], strict=True):
        assert np.allclose(np.asarray(variable), array(expected), rtol=1e-6, atol=1e-6), variable.path
    # The same arrays lie under the same paths in an npz.
    arrays = np.load(folder / f"{name}.npz")
    with h5py.File(path) as file:
        found = []
        file.visititems(lambda key, value: found.append(key) if isinstance(value, h5py.Dataset) else None)
        assert sorted(found) == sorted(arrays.keys())
        assert all(np.array_equal(file[key][()], arrays[key]) for key in found)
    print(name, "agrees")


if __name__ == "__main__":
    fixture = json.loads((Path(__file__).parent / "files.json").read_text(encoding="utf-8"))
    for case in fixture["cases"]:
        if "class" in case:
            check(case, Path(sys.argv[1]))
