"""Callbacks: what they make of watched values that are given, epoch by epoch."""

import tempfile
from pathlib import Path

import keras
import numpy as np

from .encoding import case

VALUES = [5.0, 4.0, 4.5, 3.9, 3.95, 4.2, 3.0, 3.5, 3.4, 3.3, 3.2, 3.1]
SCORES = [0.1, 0.2, 0.2, 0.3, 0.25, 0.3, 0.5, 0.4, 0.45, 0.4, 0.4, 0.4]


class Scripted(keras.callbacks.Callback):
    """Puts the next value into the logs and makes the model's only weight the epoch's number."""

    def __init__(self, monitor, values):
        super().__init__()
        self.monitor, self.values = monitor, values

    def on_epoch_end(self, epoch, logs=None):
        self.model.set_weights([np.full((1, 1), float(epoch))])
        logs.clear()
        logs["loss"] = 1.0
        if self.values[epoch] is not None:
            logs[self.monitor] = self.values[epoch]


def run(name, kind, values=VALUES, monitor="val_loss", callback=None, **arguments):
    keras.backend.clear_session()
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, use_bias=False)])
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="mse", metrics=["accuracy"])
    callback = callback or getattr(keras.callbacks, kind)(monitor=monitor, **arguments)
    history = model.fit(
        np.zeros((1, 1)), np.zeros((1, 1)), epochs=len(values), verbose=0,
        callbacks=[Scripted(monitor, values), callback])
    series = {
        "epoch": history.epoch, "weight": [float(model.get_weights()[0][0, 0])],
        "final_rate": [float(model.optimizer.learning_rate)]}
    if "learning_rate" in history.history:
        series["learning_rate"] = history.history["learning_rate"]
    if kind == "EarlyStopping":
        series |= {"stopped": [callback.stopped_epoch], "best_epoch": [callback.best_epoch]}
        series |= {"best": [] if callback.best is None else [callback.best], "wait": [callback.wait]}
    settings = {"callback": kind, "monitor": monitor, "arguments": arguments, "values": values}
    return case(name, None, settings=settings, series=series)


def csv(name, rows, separator=","):
    """The text that CSVLogger writes for these logs."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.csv"
        logger = keras.callbacks.CSVLogger(str(path), separator=separator)
        logger.on_train_begin()
        for epoch, row in enumerate(rows):
            logger.on_epoch_end(epoch, row)
        logger.on_train_end()
        text = path.read_bytes().decode()
    return case(name, None, settings={"callback": "CSVLogger", "rows": rows, "separator": separator, "text": text})


def cases():
    stop = "EarlyStopping"
    yield run("stop", stop)
    yield run("stop_patience", stop, patience=2)
    yield run("stop_patience_restored", stop, patience=2, restore_best_weights=True)
    yield run("stop_never_restored", stop, patience=50, restore_best_weights=True)
    yield run("stop_min_delta", stop, patience=3, min_delta=0.2, restore_best_weights=True)
    yield run("stop_baseline", stop, patience=4, baseline=2.0)
    yield run("stop_baseline_surpassed", stop, patience=4, baseline=3.95, restore_best_weights=True)
    yield run("stop_start", stop, patience=1, start_from_epoch=4, restore_best_weights=True)
    yield run("stop_start_beyond", stop, start_from_epoch=40, restore_best_weights=True)
    yield run("stop_max", stop, SCORES, patience=2, mode="max", restore_best_weights=True)
    yield run("stop_accuracy", stop, SCORES, "val_accuracy", patience=3)
    yield run("stop_at_first", stop, [1.0, 2.0, 3.0])
    yield run("stop_missing", stop, [3.0, None, 2.0, None, 2.5, None, 2.6], patience=1, restore_best_weights=True)
    plateau = "ReduceLROnPlateau"
    yield run("plateau", plateau)
    yield run("plateau_patience", plateau, patience=2, factor=0.5)
    yield run("plateau_once", plateau, patience=1, factor=0.5, min_delta=0.3)
    yield run("plateau_cooldown", plateau, patience=1, factor=0.5, cooldown=2, min_delta=0.3)
    yield run("plateau_least", plateau, [1.0] * 8, patience=1, factor=0.3, min_lr=0.02)
    yield run("plateau_max", plateau, SCORES, patience=2, mode="max", factor=0.5)
    yield run("plateau_accuracy", plateau, SCORES, "accuracy", patience=1, factor=0.5)
    yield run("plateau_missing", plateau, [1.0, None, 1.0, None, 1.0], patience=1, factor=0.5)
    yield run("scheduler", "LearningRateScheduler", callback=keras.callbacks.LearningRateScheduler(
        lambda epoch, rate: rate if epoch < 3 else rate * 0.5))
    yield csv("csv", [{"loss": 0.5, "accuracy": 1.0}, {"loss": 1e-5, "accuracy": 0.1 + 0.2, "val_loss": 2.0}])
    yield csv("csv_validation", [{"loss": 0.5, "val_loss": 1e16}, {"loss": 123456789.125}], ";")
    yield csv("csv_quoted", [{"loss": 0.25, "a,b": 1e-4, 'c"d': 3.0}])
