"""Keras's public names, section by section: what the table of Documentation/keras-names.md must speak of."""

import inspect

import keras

SECTIONS = {
    "layers": keras.layers,
    "activations": keras.activations,
    "losses": keras.losses,
    "metrics": keras.metrics,
    "optimizers": keras.optimizers,
    "optimizers.schedules": keras.optimizers.schedules,
    "initializers": keras.initializers,
    "regularizers": keras.regularizers,
    "constraints": keras.constraints,
    "callbacks": keras.callbacks,
    "utils": keras.utils,
    "datasets": keras.datasets,
    "random": keras.random,
    "ops": keras.ops,
}

# Sections whose functions are their classes under another name.
CLASSES_ONLY = {"layers", "losses", "metrics"}

# What looks objects up by strings or writes them as dictionaries, and how such strings are told apart.
SKIPPED = {"get", "serialize", "deserialize", "legacy", "schedules"}

MODEL = """
    add add_loss add_weight build call compile compute_loss compute_mask compute_metrics compute_output_shape count_params
    evaluate export fit from_config get_config get_layer get_weights inputs input_shape layers load_weights losses metrics
    metrics_names non_trainable_variables non_trainable_weights outputs output_shape pop predict predict_on_batch
    predict_step quantize reset_metrics save save_weights set_weights summary test_on_batch test_step to_json
    train_on_batch train_step trainable trainable_variables trainable_weights variables weights
""".split()


def names(section, module):
    """One name an object: the class's own name before its aliases, then the longest."""
    by_object = {}
    for name in dir(module):
        value = getattr(module, name)
        if name.startswith("_") or name in SKIPPED or inspect.ismodule(value) != (section == "datasets"):
            continue
        if section in CLASSES_ONLY and not inspect.isclass(value) and name != "Input":
            continue
        by_object.setdefault(id(value), (value, []))[1].append(name)
    for value, aliases in by_object.values():
        own = getattr(value, "__name__", "")
        yield own if own in aliases else max(aliases, key=lambda name: (name[0].isupper(), len(name), name))


def text():
    lines = []
    for section, module in SECTIONS.items():
        for name in sorted(set(names(section, module)), key=lambda name: (name.lower(), name)):
            lines.append(f"{section}.{name}")
    missing = [name for name in MODEL if not hasattr(keras.Sequential, name)]
    if missing:
        raise ValueError(f"keras.Sequential has no {missing}")
    lines += ["Model", "Sequential"] + [f"Model.{name}" for name in MODEL]
    lines += ["models.clone_model", "models.model_from_json", "saving.load_model", "saving.KerasFileEditor"]
    return "\n".join(lines) + "\n"
