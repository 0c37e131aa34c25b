"""Writes the models of generators/saved/ as the Keras that runs it saves them: saved/VERSION/NAME.keras and saved/VERSION.json.

To be run once in an environment of each version:

    for v in 3.3.3 3.6.0 3.10.0 3.15.1; do
      python3 -m venv ~/keras-$v && ~/keras-$v/bin/pip install keras==$v "jax[cpu]" h5py packaging
      ~/keras-$v/bin/python Tests/Fixtures/generate_saved.py [model ...]
    done

The newest version's model `lookups` needs tensorflow-cpu too. Each model is trained for some steps on one batch, saved, asked
for its outputs, and trained for as many steps again.
"""

import json
import os
import sys
import traceback
import zipfile
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ["JAX_ENABLE_X64"] = "1"

import keras
import numpy as np

from generators.encoding import numbers, uniform, write
from generators.saved import compiled, core, families  # noqa: F401: they register their models
from generators.saved.model import MODELS, VERSIONS

FOLDER = Path(__file__).parent / "saved"
# The models whose archives stay as Keras writes them, without compression.
AS_WRITTEN = {"classifier", "several", "tokens"}


def tensor(array, name=None):
    """The form of encoding.tensor, float32 with the digits that it needs."""
    array = np.asarray(array)
    encoded = {} if name is None else {"name": name}
    if array.dtype.kind in "biu":
        encoded["type"] = "int32"
    values = numbers(array)
    if array.dtype == np.float32:
        values = [value if isinstance(value, str) else float(str(np.float32(value))) for value in values]
    return encoded | {"shape": list(array.shape), "values": values}


def tensors(arrays):
    return [tensor(array) for array in arrays]


def draw(model):
    """Gives all weights numbers from a seed, but what a layer learnt of data."""
    learnt = {id(w) for layer in model._flatten_layers() if isinstance(
        layer, (keras.layers.Normalization, keras.layers.Discretization)) for w in layer.weights}
    for i, weight in enumerate(model.weights):
        if id(weight) in learnt:
            continue
        values = np.asarray(uniform(100 + i, weight.shape, -0.7, 0.7))
        weight.assign(np.abs(values) + 0.5 if "variance" in weight.path else values)


def list_of(outputs):
    return [np.asarray(x) for x in (outputs if isinstance(outputs, (list, tuple)) else [outputs])]


def step(model, saved, x, y):
    logs = model.train_on_batch(x, y, sample_weight=saved.sample_weight, return_dict=True)
    return {key: float(np.asarray(value).mean()) for key, value in logs.items()}


def case(name, make, folder):
    keras.utils.clear_session()
    keras.utils.set_random_seed(1)
    saved = make()
    model = saved.model
    x = saved.inputs if len(saved.inputs) > 1 else saved.inputs[0]
    if "names" in saved.settings:
        x = dict(zip(saved.settings["names"], saved.inputs))
    y = saved.targets and (saved.targets if len(saved.targets) > 1 else saved.targets[0])
    draw(model)
    if saved.compile:
        model.compile(**saved.compile)
    if saved.targets:
        for _ in range(saved.steps):
            step(model, saved, x, y)
    path = folder / f"{name}.keras"
    model.save(path)
    repack(path)
    roles = {"inputs": tensors(saved.inputs), "outputs": tensors(list_of(model(x, training=False))),
             "weights": [tensor(w, w.path) for w in model.weights]}
    settings = {"file": f"saved/{folder.name}/{name}.keras"} | saved.settings
    series = {}
    if saved.targets and VERSIONS.index(keras.__version__) >= VERSIONS.index(saved.trains_since):
        roles["targets"] = tensors(saved.targets)
        if saved.sample_weight is not None:
            roles["sampleWeight"] = tensors([saved.sample_weight])
        logs = []
        for _ in range(saved.steps):
            model.reset_metrics()
            logs.append(step(model, saved, x, y))
        series = {key: numbers([log[key] for log in logs]) for key in logs[0]}
        assert all(np.isfinite(log["loss"]) for log in logs), "the loss is not finite"
        roles["trained"] = [tensor(w, w.path) for w in model.weights]
        roles["trainedOutputs"] = tensors(list_of(model(x, training=False)))
    return {"name": name, "class": type(model).__name__, "settings": settings, "series": series, "tensors": roles}


def repack(path):
    """The same archive as of a fixed date, so that running twice gives the same; all but some are deflated, to be small."""
    method = zipfile.ZIP_STORED if path.stem in AS_WRITTEN else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(path) as archive:
        members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members:
            if name == "metadata.json":
                content = json.dumps(json.loads(content) | {"date_saved": "2024-01-01@00:00:00"}).encode()
            archive.writestr(zipfile.ZipInfo(name), content, method, 9)


def main(wanted):
    version = keras.__version__
    if version not in VERSIONS:
        sys.exit(f"needs one of Keras {', '.join(VERSIONS)}, found {version}")
    unknown = set(wanted) - set(MODELS)
    if unknown:
        sys.exit(f"unknown models {sorted(unknown)}")
    folder = FOLDER / version
    folder.mkdir(parents=True, exist_ok=True)
    text = FOLDER / f"{version}.json"
    # Asked for some models, it leaves the others as they are.
    done = {c["name"]: c for c in json.loads(text.read_text())["cases"]} if wanted and text.exists() else {}
    failed = False
    for name, (make, versions) in MODELS.items():
        if version in versions and (not wanted or name in wanted):
            print(version, name, flush=True)
            try:
                done[name] = case(name, make, folder)
                store(text, version, done)
            except Exception:
                print("FAILED", version, name, flush=True)
                traceback.print_exc()
                failed = True
    sys.exit(failed)


def store(path, version, cases):
    write(path, [cases[name] for name in MODELS if name in cases])
    path.write_text(path.read_text().replace('{"keras":"3.15.1"', f'{{"keras":"{version}"', 1))

if __name__ == "__main__":
    main(sys.argv[1:])
