"""What `summary()` prints, as text files named after the model and the line length."""

import keras
import numpy as np
from keras import layers

from . import models


def text(model, line_length, **options):
    pieces = []
    model.summary(line_length=line_length, print_fn=lambda piece, line_break=True: pieces.append(piece), **options)
    return "\n".join(pieces)


def digits():
    """A network large enough for thousands separators and kilobytes."""
    return keras.Sequential(
        [keras.Input((8, 8, 1)), layers.Flatten(), layers.Dense(512, activation="relu"), layers.Dropout(0.2),
         layers.Dense(512, activation="relu"), layers.Dropout(0.2), layers.Dense(10)])


def long_names():
    """Names too long for their column."""
    x = keras.Input((4,), name="an_input_with_a_name_that_does_not_fit")
    a = layers.Dense(3, name="a_dense_layer_whose_name_is_longer_than_its_column")(x)
    b = layers.Dense(3)(x)
    return keras.Model(x, layers.Add()([a, b, a]), name="long_names")


def nested():
    """A model and a sequence of layers within a model, one of them within the other."""
    inner = keras.Sequential([keras.Input((3,)), layers.Dense(4, name="low"), layers.Dense(2, name="high")], name="inner")
    x = keras.Input((3,), name="x")
    middle = keras.Model(x, layers.Activation("relu", name="last")(inner(x)), name="middle")
    y = keras.Input((3,), name="y")
    a = middle(y)
    b = layers.Dense(2, name="beside", trainable=False)(y)
    return keras.Model(y, layers.Add(name="both")([a, b]), name="nested")


def nested_chain():
    inner = keras.Sequential([keras.Input((3,)), layers.Dense(4, name="low"), layers.Dense(2, name="high")], name="inner")
    return keras.Sequential([keras.Input((3,)), layers.Dense(3, name="before"), inner, layers.Dense(1, name="after")],
                            name="nested_chain")


def texts():
    for make in [models.classifier, models.two_headed, models.frozen, models.reshaping, digits, long_names]:
        for line_length in [65, 88]:
            keras.backend.clear_session()
            yield f"{make.__name__}_{line_length}", text(make(), line_length)

    keras.backend.clear_session()
    yield "frozen_show_trainable_88", text(models.frozen(), 88, show_trainable=True)

    for make in [nested, nested_chain]:
        for line_length in [50, 108]:
            keras.backend.clear_session()
            yield f"{make.__name__}_expanded_{line_length}", text(make(), line_length, expand_nested=True)
    keras.backend.clear_session()
    yield "nested_trainable_88", text(nested(), 88, expand_nested=True, show_trainable=True)
    for name, layer_range in [("names", ("before", "inner")), ("patterns", ("[ai]", "a.*r$")), ("turned", ("after", "inner"))]:
        keras.backend.clear_session()
        yield f"nested_chain_{name}_88", text(nested_chain(), 88, layer_range=layer_range)

    keras.backend.clear_session()
    model = models.two_headed()
    yield "two_headed_108", text(model, 108)

    keras.backend.clear_session()
    model = keras.Sequential([layers.Dense(8, activation="relu"), layers.Dense(3)])
    yield "unbuilt_88", text(model, 88)

    keras.backend.clear_session()
    model = models.classifier()
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    yield "compiled_88", text(model, 88)
    model.fit(np.ones((3, 4)), np.zeros(3, "int32"), verbose=0)
    yield "fitted_88", text(model, 88)
