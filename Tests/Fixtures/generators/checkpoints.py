"""ModelCheckpoint, BackupAndRestore and SwapEMAWeights: which files they write, what is in them, what they print."""

import contextlib
import io
import os
import tempfile
import zipfile
from pathlib import Path

import h5py
import keras
import numpy as np

from .callbacks import SCORES, VALUES
from .encoding import case, uniform


class Scripted(keras.callbacks.Callback):
    """Makes the model's only weight the number of the batch, counted through the epochs, and puts the next value into the logs."""

    def __init__(self, monitor, values):
        super().__init__()
        self.monitor, self.values, self.batches = monitor, values, 0

    def on_train_batch_end(self, batch, logs=None):
        self.model.set_weights([np.full((1, 1), float(self.batches))])
        self.batches += 1
        logs[self.monitor] = self.values[self.batches - 1]

    def on_epoch_end(self, epoch, logs=None):
        logs.clear()
        logs["loss"] = 0.25
        if self.values[epoch] is not None:
            logs[self.monitor] = self.values[epoch]


def checkpoint(name, template, values=VALUES, monitor="val_loss", steps=1, epochs=None, weights_only=True, **arguments):
    keras.backend.clear_session()
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, use_bias=False)])
    model.compile(optimizer=keras.optimizers.SGD(0.0), loss="mse", metrics=["accuracy"])
    home = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            callback = keras.callbacks.ModelCheckpoint(
                template, monitor=monitor, verbose=1, save_weights_only=weights_only, **arguments)
            keras.config.disable_interactive_logging()
            printed = io.StringIO()
            callback_print = keras.src.utils.io_utils.print_msg
            keras.src.callbacks.model_checkpoint.io_utils.print_msg = lambda text: printed.write(text + "\n")
            try:
                model.fit(
                    np.zeros((steps, 1)), np.zeros((steps, 1)), batch_size=1, epochs=epochs or len(values) // steps,
                    verbose=0, callbacks=[Scripted(monitor, values), callback])
            finally:
                keras.src.callbacks.model_checkpoint.io_utils.print_msg = callback_print
            files = {}
            for path in sorted(Path(".").rglob("*.h5" if weights_only else "*.keras")):
                with h5py.File(path if weights_only else weights_within(path)) as file:
                    files[str(path)] = float(file["layers/dense/vars/0"][0, 0])
        finally:
            os.chdir(home)
    settings = {
        "filepath": template, "monitor": monitor, "arguments": arguments, "values": values, "steps": steps,
        "epochs": epochs or len(values) // steps, "weights_only": weights_only, "files": files, "text": printed.getvalue()}
    return case(name, None, settings=settings, series={"best": [] if callback.best is None else [callback.best]})


def weights_within(path):
    with zipfile.ZipFile(path) as archive:
        return io.BytesIO(archive.read("model.weights.h5"))


class Failing(keras.callbacks.Callback):
    def __init__(self, epoch, batch):
        super().__init__()
        self.epoch, self.batch, self.now = epoch, batch, 0

    def on_epoch_begin(self, epoch, logs=None):
        self.now = epoch

    def on_train_batch_end(self, batch, logs=None):
        if (self.now, batch) == (self.epoch, self.batch):
            raise KeyboardInterrupt


def backup(name, epoch, batch, **arguments):
    """Four epochs of three batches that fail after a batch, and the same again in another model."""
    x, y = uniform(1, (6, 2)), uniform(2, (6, 1))

    def make():
        model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
        model.set_weights([uniform(3, (2, 1)), uniform(4, (1,))])
        model.compile(optimizer=keras.optimizers.Adam(0.1), loss="mse")
        return model

    with tempfile.TemporaryDirectory() as folder:
        place = str(Path(folder) / "backup")
        callback = lambda: keras.callbacks.BackupAndRestore(place, **arguments)
        try:
            make().fit(x, y, batch_size=2, epochs=4, shuffle=False, verbose=0, callbacks=[callback(), Failing(epoch, batch)])
        except KeyboardInterrupt:
            pass
        model = make()
        history = model.fit(x, y, batch_size=2, epochs=4, shuffle=False, verbose=0, callbacks=[callback()])
        remains = Path(place).exists()
    return case(
        name, None, settings={"arguments": arguments, "epoch": epoch, "batch": batch, "remains": remains},
        series={"epoch": history.epoch, "loss": history.history["loss"]}, inputs=[x], targets=[y],
        initial=[uniform(3, (2, 1)), uniform(4, (1,))], weights=model.get_weights())


def swap(name, swap_on_epoch):
    x, y = uniform(1, (6, 2)), uniform(2, (6, 1))
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.set_weights([uniform(3, (2, 1)), uniform(4, (1,))])
    model.compile(optimizer=keras.optimizers.SGD(0.1, use_ema=True, ema_momentum=0.7), loss="mse")
    seen = []

    class Watch(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            seen.append(float(self.model.get_weights()[0][0, 0]))

    history = model.fit(
        x, y, batch_size=2, epochs=3, shuffle=False, verbose=0, validation_data=(x, y),
        callbacks=[keras.callbacks.SwapEMAWeights(swap_on_epoch=swap_on_epoch), Watch()])
    return case(
        name, None, settings={"swap_on_epoch": swap_on_epoch},
        series={"loss": history.history["loss"], "val_loss": history.history["val_loss"], "seen": seen},
        inputs=[x], targets=[y], initial=[uniform(3, (2, 1)), uniform(4, (1,))], weights=model.get_weights())


def cases():
    yield checkpoint("every_epoch", "{epoch:02d}-{val_loss:.2f}.weights.h5", VALUES[:4])
    yield checkpoint("one_file", "last.weights.h5", VALUES[:4])
    yield checkpoint("best", "best.weights.h5", save_best_only=True)
    yield checkpoint("best_each", "e{epoch}/{val_loss:+.1e}.weights.h5", save_best_only=True)
    yield checkpoint("best_max", "{val_loss}.weights.h5", SCORES, save_best_only=True, mode="max")
    yield checkpoint("best_accuracy", "{accuracy:08.3f}{{}}.weights.h5", SCORES, "accuracy", save_best_only=True)
    yield checkpoint("threshold", "{epoch:>3}.weights.h5", save_best_only=True, initial_value_threshold=3.5)
    yield checkpoint("missing", "{epoch:03d}.weights.h5", [3.0, None, 2.0, None, 2.5], save_best_only=True)
    yield checkpoint("batches", "{epoch}-{batch:02d}.weights.h5", VALUES, steps=5, epochs=2, save_freq=3)
    yield checkpoint("batches_logs", "{batch}-{loss:.1%}.weights.h5", VALUES, steps=4, epochs=3, save_freq=4)
    yield checkpoint("whole", "{epoch}.keras", VALUES[:3], weights_only=False)
    yield checkpoint("whole_best", "best.keras", weights_only=False, save_best_only=True)
    yield checkpoint("whole_batches", "m/{batch}.keras", VALUES, steps=4, epochs=2, weights_only=False, save_freq=3)
    yield backup("backup_epoch", 2, 1)
    yield backup("backup_first", 0, 1)
    yield backup("backup_kept", 2, 0, delete_checkpoint=False)
    yield swap("swap", False)
    yield swap("swap_on_epoch", True)
