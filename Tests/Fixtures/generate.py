"""Writes the fixtures beside it: numbers that Keras 3.15.1 computed in float64.

The tests only read the JSON and text files that are committed here; this script is for whoever changes them.
In an environment of your own:

    python3 -m venv ~/keras-oracle
    ~/keras-oracle/bin/pip install keras==3.15.1 "jax[cpu]" h5py tensorflow-cpu
    KERAS_BACKEND=jax JAX_ENABLE_X64=1 ~/keras-oracle/bin/python Tests/Fixtures/generate.py [subject ...]

Without arguments every subject is written. Inputs come from seeded generators, rounded to three decimals; results
are written with all digits that a float64 needs to be read back exactly. Running it twice gives the same files;
another processor may change last digits.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ.setdefault("JAX_ENABLE_X64", "1")
os.environ["COLUMNS"] = "200"  # summaries as wide as they ask for, whatever the terminal

import keras
from keras.src.backend.common import dtypes

from generators import (
    activations, attention, callbacks, checkpoints, constraints, data, datasets, files, images, initializers,
    layers, linalg, losses, masking, metrics, models, more_metrics, names, number_formats, optimizers, penalties,
    preprocessing, recurrent,
    regularizers, schedules, spatial, summaries, training,
)
from generators.encoding import write

SUBJECTS = {
    "activations": activations.cases,
    "layers": layers.cases,
    "recurrent": recurrent.cases,
    "attention": attention.cases,
    "masked_layers": masking.layer_cases,
    "masked_losses": masking.loss_cases,
    "masked_metrics": masking.metric_cases,
    "spatial": spatial.cases,
    "images": images.cases,
    "losses": losses.cases,
    "metrics": metrics.cases,
    "more_metrics": more_metrics.cases,
    "optimizers": optimizers.cases,
    "schedules": schedules.cases,
    "constraints": constraints.cases,
    "callbacks": callbacks.cases,
    "checkpoints": checkpoints.cases,
    "files": files.cases,
    "regularizers": regularizers.cases,
    "penalties": penalties.cases,
    "initializers": initializers.cases,
    "linalg": linalg.cases,
    "models": models.cases,
    "training": training.cases,
    "data": data.cases,
    "masked_training": training.masked_cases,
    "preprocessing": preprocessing.cases,
    "datasets": datasets.cases,
    "number_formats": number_formats.cases,
}


def main(wanted):
    if keras.__version__ != "3.15.1" or keras.backend.backend() != "jax":
        sys.exit(f"needs Keras 3.15.1 on JAX, found {keras.__version__} on {keras.backend.backend()}")
    folder = Path(__file__).parent
    unknown = set(wanted) - set(SUBJECTS) - {"summaries", "names"}
    if unknown:
        sys.exit(f"unknown subjects {sorted(unknown)}; known: {[*SUBJECTS, 'summaries', 'names']}")
    keras.config.set_floatx("float64")
    # On JAX Keras computes means, tanh and more in 32 bits even where everything else is float64, unless told so:
    dtypes.BIT64_TO_BIT32_DTYPE["float64"] = "float64"
    for subject, cases in SUBJECTS.items():
        if not wanted or subject in wanted:
            write(folder / f"{subject}.json", cases())
    if not wanted or "names" in wanted:
        (folder / "names" / "keras.txt").write_text(names.text(), encoding="utf-8")
    if not wanted or "summaries" in wanted:
        keras.config.set_floatx("float32")
        for name, text in summaries.texts():
            path = folder / "summaries" / f"{name}.txt"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
