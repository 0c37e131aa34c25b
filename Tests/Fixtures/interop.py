"""Opens with Keras what Keratin wrote: models of interop-probe, and in weights/ files that a test wrote from those of files/.

    make interop

runs this once with each version of Keras, see interop.sh. For every model models/NAME.keras there is NAME.npz: `inputs/0`,
`targets/0`, `sampleWeight`, what Keratin predicts (`outputs/0`), its `weights/0`, and what its next step made of them (`loss`, `trained/0`). Keras
must predict the same, hold the same weights, and make the same of them in its own next step. The weights alone, NAME.weights.h5, must
make the same of a model whose weights were others. What a version of Keras is not able to do, with its own files neither, interop_limits.py lists.
"""

import importlib.util
import json
import os
import sys
import zipfile
from collections import Counter
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "jax")

import h5py
import keras
import numpy as np
from packaging.version import Version

from interop_limits import LOSS, METRICS, OPEN, PREDICT, STEP, limits

NEWEST = "3.15.1"
TOLERANCE = 1e-4


def require_close(ours, theirs, what, tolerance=TOLERANCE):
    ours, theirs = np.asarray(ours, "float64"), np.asarray(theirs, "float64")
    assert ours.shape == theirs.shape, f"{what}: shape {theirs.shape} in Keras, {ours.shape} in Keratin"
    bound = tolerance * max(1.0, np.abs(ours).max(initial=0))
    difference = np.abs(ours - theirs).max(initial=0)
    assert difference <= bound, f"{what} differs by {difference}"


def numbered(arrays, role):
    found = []
    while f"{role}/{len(found)}" in arrays:
        found.append(arrays[f"{role}/{len(found)}"])
    return found


def one_or_all(arrays):
    return arrays[0] if len(arrays) == 1 else arrays


def list_of(outputs):
    return list(outputs) if isinstance(outputs, (list, tuple)) else [outputs]


def leaves(states):
    return [leaf for state in states for leaf in leaves(state)] if isinstance(states, (list, tuple)) else [states]


def description(path):
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read("config.json"))


def missing(described):
    """Names of what this version of Keras does not have yet of what a file describes: layers, optimizers, losses, metrics."""
    names = set()

    def visit(value):
        if isinstance(value, dict):
            module, name = value.get("module"), value.get("class_name")
            if isinstance(module, str) and module.startswith("keras.") and not module.startswith("keras.src"):
                place = keras
                for part in module.split(".")[1:]:
                    place = getattr(place, part, None)
                if not hasattr(place, name):
                    names.add(f"{module}.{name}")
            if isinstance(value.get("activation"), str) and not hasattr(keras.activations, value["activation"]):
                names.add(f"the activation {value['activation']}")
            for part in value.values():
                visit(part)
        elif isinstance(value, list):
            for part in value:
                visit(part)

    visit(described)
    return sorted(names)


def why_uncompiled(described):
    """Why this version can only open the model uncompiled, `None` where it can do more."""
    compiled = described.get("compile_config") or {}
    optimizer = (compiled.get("optimizer") or {}).get("class_name")
    if optimizer == "Nadam" and Version(keras.__version__) < Version("3.10"):
        return "Nadam's product stood in front of its slots before Keras 3.10, so that no file suits older and newer versions"
    names = missing(compiled)
    return f"it has no {', '.join(names)}" if names else None


def use_wide_numbers(described):
    """Keras's layers of float64 are such only if JAX is told to have it; else all is as a user finds it."""
    if keras.config.backend() == "jax":
        import jax

        jax.config.update("jax_enable_x64", '"dtype": "float64"' in json.dumps(described))


def check_unless(known, what, name, check):
    """Runs a check; where this version is known to fail in it, requires that it does. Whether the check was passed."""
    if what not in known:
        check()
        return True
    try:
        check()
    except Exception:
        print(f"Keras {keras.__version__}: {name}: {what} is left out: {known[what]}", flush=True)
        return False
    raise AssertionError(f"it manages this, which interop_limits.py says it cannot: {what}")


def check_model(path):
    """Opens a model; tells whether it was checked wholly, "in part", or "skipped"."""
    known = limits(path.stem, keras.__version__)
    described = description(path)
    use_wide_numbers(described)
    arrays = np.load(path.with_suffix(".npz"))
    inputs, targets = numbered(arrays, "inputs"), numbered(arrays, "targets")
    uncompiled = why_uncompiled(described)
    if uncompiled:
        print(f"Keras {keras.__version__}: {path.name} is opened uncompiled: {uncompiled}", flush=True)
        targets = []

    def load():
        return keras.models.load_model(path, compile=not uncompiled)

    if not check_unless(known, OPEN, path.name, load):
        return "skipped"
    model = load()
    x = one_or_all(inputs)
    # A Sequential that was loaded knows no `input` in the newest version; it has one tensor.
    if not isinstance(model, keras.Sequential) and isinstance(model.input, dict):
        x = dict(zip(model.input, inputs))

    def check_outputs():
        for index, (ours, output) in enumerate(zip(numbered(arrays, "outputs"), list_of(model(x, training=False)), strict=True)):
            require_close(ours, output, f"output {index}", 1e-5)

    weights = numbered(arrays, "weights")
    assert len(weights) == len(model.weights), f"{len(model.weights)} weights in Keras, {len(weights)} in Keratin"
    for ours, weight in zip(weights, model.weights):
        require_close(ours, weight, weight.path, 0)
    predicts = check_unless(known, PREDICT, path.name, check_outputs)
    reset_states(model)
    if model.weights:
        before = [np.asarray(w) for w in model.weights]
        for weight in model.weights:
            weight.assign(np.zeros(weight.shape))
        model.load_weights(path.with_name(f"{path.stem}.weights.h5"))
        for was, weight in zip(before, model.weights):
            require_close(was, weight, f"{weight.path} of the weight file", 0)
    if targets and predicts:
        assert model.optimizer.iterations > 0, "the optimizer's state was lost"
        sample_weight = arrays["sampleWeight"] if "sampleWeight" in arrays else None
        y = one_or_all(targets)

        def step(model):
            return model.train_on_batch(x, y, sample_weight=sample_weight, return_dict=True)

        # Only where it is known to fail is a step with metrics tried beforehand.
        if METRICS in known and not check_unless(known, METRICS, path.name, lambda: step(load())):
            model = without_metrics(path, model)
        check_unless(known, STEP, path.name, lambda: check_step(model, step, arrays, known, path.name))
    return "in part" if known or uncompiled else "wholly"


def without_metrics(path, model):
    """The model in the file with its losses and its optimizer, but without metrics."""
    plain = keras.models.load_model(path, compile=False)
    settings = keras.saving.deserialize_keras_object(description(path)["compile_config"])
    plain.compile(settings["optimizer"], settings["loss"], settings["loss_weights"])
    plain.optimizer.build(plain.trainable_variables)
    for variable, saved in zip(plain.optimizer.variables, model.optimizer.variables, strict=True):
        variable.assign(saved)
    return plain


def check_step(model, step, arrays, known, name):
    logs = step(model)
    check_unless(known, LOSS, name, lambda: require_close(arrays["loss"], logs["loss"], "loss"))
    for ours, weight in zip(numbered(arrays, "trained"), model.weights, strict=True):
        check_unless(known, weight.path, name, lambda: require_close(ours, weight, f"{weight.path} after a step"))


def reset_states(model):
    """Sets states to 0, which `reset_state` of Keras 3.10 fails to do with newer versions of JAX."""
    for layer in model.layers:
        if getattr(layer, "stateful", False):
            for state in leaves(layer.states):
                state.assign(np.zeros(state.shape))


def array(encoded):
    return np.asarray(encoded["values"], encoded.get("type", "float32")).reshape(encoded["shape"])


def check_weights(case, folder):
    """A weight file that was read from Keras's and written again, in a model that is built here."""
    from generators import files

    name = case["name"]
    make = {"stack": files.stack, "branches": files.branches, "whole": files.Whole}.get(name, files.small)
    inputs = [array(x) for x in case["tensors"]["inputs"]]
    inputs = one_or_all(inputs)
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


def main(folder):
    version, counts = keras.__version__, Counter()

    def run(name, check, *arguments):
        try:
            counts[check(*arguments) or "wholly"] += 1
        except Exception as error:
            counts["failed"] += 1
            print(f"Keras {version}: {name}: {type(error).__name__}: {str(error)[:2000]}", flush=True)

    for path in sorted((folder / "models").glob("*.keras")):
        keras.utils.clear_session()
        lacks = missing(description(path)["config"])
        if path.name.startswith("lookups-") and not importlib.util.find_spec("tensorflow"):
            lacks.append("lookup layers without TensorFlow")
        if lacks:
            counts["skipped"] += 1
            print(f"Keras {version}: {path.name} skipped: it has no {', '.join(lacks)}")
        else:
            run(path.name, check_model, path)
    weights = folder / "weights"
    if version == NEWEST:
        fixture = json.loads((Path(__file__).parent / "files.json").read_text(encoding="utf-8"))
        for case in fixture["cases"]:
            if "class" in case:
                run(f"{case['name']}.weights.h5", check_weights, case, weights)
    print(f"Keras {version}: {counts['wholly']} files agree, {counts['in part']} in what it can do with them, "
          f"{counts['failed']} do not, {counts['skipped']} skipped", flush=True)
    return counts["failed"] == 0 and counts["wholly"] > 0


if __name__ == "__main__":
    sys.exit(not main(Path(sys.argv[1])))
