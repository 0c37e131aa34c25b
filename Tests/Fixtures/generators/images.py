"""Layers that bring images to another size, as layers.py has the other layers."""

from keras import layers

from .encoding import uniform
from .layers import run

IMAGE = uniform(1100, (2, 5, 4, 2))


def cases():
    for interpolation in ["nearest", "bilinear", "bicubic"]:
        for height, width in [(8, 7), (3, 2), (5, 9), (1, 1)]:
            yield run(f"resizing_{interpolation}_{height}x{width}",
                      layers.Resizing(height, width, interpolation=interpolation), IMAGE)
    for interpolation in ["bilinear", "bicubic"]:
        yield run(f"resizing_{interpolation}_antialias",
                  layers.Resizing(2, 3, interpolation=interpolation, antialias=True), IMAGE)
        yield run(f"resizing_{interpolation}_antialias_larger",
                  layers.Resizing(7, 3, interpolation=interpolation, antialias=True), IMAGE)
    for height, width in [(4, 4), (3, 6), (6, 2), (9, 3)]:
        yield run(f"resizing_crop_{height}x{width}", layers.Resizing(height, width, crop_to_aspect_ratio=True), IMAGE)
        yield run(f"resizing_pad_{height}x{width}",
                  layers.Resizing(height, width, pad_to_aspect_ratio=True, fill_value=0.5), IMAGE)
    yield run("resizing_channels_first", layers.Resizing(3, 5, data_format="channels_first"), uniform(1101, (1, 2, 4, 3)))
    for height, width in [(3, 2), (2, 3), (5, 4), (4, 6), (7, 3)]:
        yield run(f"center_crop_{height}x{width}", layers.CenterCrop(height, width), IMAGE)
    yield run("center_crop_channels_first", layers.CenterCrop(2, 2, data_format="channels_first"),
              uniform(1102, (1, 2, 4, 3)))
    yield run("up_sampling2d_bicubic", layers.UpSampling2D((2, 3), interpolation="bicubic"), IMAGE)
    yield run("random_flip_inference", layers.RandomFlip("horizontal"), IMAGE, training=False)
