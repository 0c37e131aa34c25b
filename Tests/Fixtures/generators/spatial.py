"""Convolutions and pooling, as layers.py has the other layers."""

import numpy as np
from keras import constraints, initializers, layers, regularizers

from .encoding import integers, uniform
from .layers import run

SEQUENCE = uniform(1000, (2, 7, 2))
IMAGE = uniform(1001, (2, 5, 6, 2))
VOLUME = uniform(1002, (1, 3, 4, 3, 2))


def convolutions():
    for padding in ["valid", "same", "causal"]:
        for size in [2, 3]:
            for stride in [1, 2, 3]:
                yield run(f"conv1d_{padding}_{size}_stride{stride}",
                          layers.Conv1D(3, size, strides=stride, padding=padding), SEQUENCE)
        yield run(f"conv1d_{padding}_dilated", layers.Conv1D(2, 3, padding=padding, dilation_rate=2), SEQUENCE)
    yield run("conv1d_relu", layers.Conv1D(3, 3, activation="relu"), SEQUENCE)
    yield run("conv1d_no_bias", layers.Conv1D(3, 3, use_bias=False, activation="tanh"), SEQUENCE)
    yield run("conv1d_one_sample", layers.Conv1D(1, 1), uniform(1003, (1, 1, 1)))
    yield run("conv1d_groups", layers.Conv1D(4, 3, groups=2, padding="same"), uniform(1004, (2, 5, 4)))
    yield run("conv1d_channels_first", layers.Conv1D(3, 2, data_format="channels_first", padding="causal"),
              uniform(1005, (2, 3, 5)))
    yield run("conv1d_wide", layers.Conv1D(2, 9, padding="same"), uniform(1006, (1, 4, 2)))

    for padding in ["valid", "same"]:
        yield run(f"conv2d_{padding}", layers.Conv2D(3, 3, padding=padding), IMAGE)
        yield run(f"conv2d_{padding}_even", layers.Conv2D(3, (2, 4), padding=padding), IMAGE)
        yield run(f"conv2d_{padding}_strides", layers.Conv2D(2, (3, 2), strides=(2, 3), padding=padding), IMAGE)
        yield run(f"conv2d_{padding}_stride2", layers.Conv2D(2, 3, strides=2, padding=padding), IMAGE)
        yield run(f"conv2d_{padding}_dilated", layers.Conv2D(2, (3, 2), padding=padding, dilation_rate=(1, 3)), IMAGE)
    yield run("conv2d_pointwise", layers.Conv2D(4, 1, activation="sigmoid"), IMAGE)
    yield run("conv2d_pointwise_stride", layers.Conv2D(2, 1, strides=2), IMAGE)
    yield run("conv2d_groups", layers.Conv2D(6, 3, groups=3, padding="same"), uniform(1007, (1, 4, 4, 3)))
    yield run("conv2d_softmax_channels_first", layers.Conv2D(
        3, 2, activation="softmax", data_format="channels_first"), uniform(1008, (1, 2, 4, 3)))
    yield run("conv2d_channels_first", layers.Conv2D(
        3, 3, strides=2, padding="same", data_format="channels_first"), uniform(1009, (2, 2, 5, 4)))
    yield run("conv2d_regularized", layers.Conv2D(
        2, 2, kernel_initializer=initializers.Ones(), bias_initializer=initializers.Ones(),
        kernel_regularizer=regularizers.L1(0.1), bias_regularizer=regularizers.L2(0.2),
        kernel_constraint=constraints.NonNeg(), bias_constraint=constraints.UnitNorm(axis=0)), uniform(1010, (1, 3, 3, 1)))
    yield run("conv2d_ragged_channels", layers.Conv2D(17, 3, padding="same"), uniform(1011, (1, 3, 3, 3)))

    yield run("conv3d", layers.Conv3D(2, 2), VOLUME)
    yield run("conv3d_same", layers.Conv3D(2, (2, 3, 2), strides=(1, 2, 2), padding="same"), VOLUME)
    yield run("conv3d_dilated", layers.Conv3D(1, 2, dilation_rate=(1, 2, 1), groups=1), VOLUME)
    yield run("conv3d_channels_first", layers.Conv3D(2, 2, data_format="channels_first"), uniform(1012, (1, 1, 3, 2, 3)))


def transposed():
    for padding in ["valid", "same"]:
        for size in [1, 2, 3, 4]:
            for stride in [1, 2, 3]:
                yield run(f"conv1d_transpose_{padding}_{size}_stride{stride}", layers.Conv1DTranspose(
                    2, size, strides=stride, padding=padding), uniform(1020, (1, 3, 2)))
                for more in range(stride):
                    if size > 1:
                        yield run(f"conv1d_transpose_{padding}_{size}_stride{stride}_more{more}", layers.Conv1DTranspose(
                            1, size, strides=stride, padding=padding, output_padding=more), uniform(1021, (1, 3, 1)))
        yield run(f"conv1d_transpose_{padding}_dilated", layers.Conv1DTranspose(
            2, 3, padding=padding, dilation_rate=2), uniform(1022, (1, 4, 2)))
        yield run(f"conv2d_transpose_{padding}", layers.Conv2DTranspose(
            3, 3, strides=2, padding=padding, activation="tanh"), uniform(1023, (2, 3, 2, 2)))
        yield run(f"conv2d_transpose_{padding}_axes", layers.Conv2DTranspose(
            2, (2, 3), strides=(1, 3), padding=padding, use_bias=False), uniform(1024, (1, 3, 2, 3)))
        yield run(f"conv2d_transpose_{padding}_more", layers.Conv2DTranspose(
            2, 3, strides=2, padding=padding, output_padding=(1, 0)), uniform(1025, (1, 2, 3, 2)))
    yield run("conv2d_transpose_dilated", layers.Conv2DTranspose(2, 2, dilation_rate=(1, 2)), uniform(1026, (1, 3, 2, 2)))
    yield run("conv2d_transpose_channels_first", layers.Conv2DTranspose(
        2, 3, strides=2, padding="same", data_format="channels_first"), uniform(1027, (1, 3, 2, 3)))
    yield run("conv3d_transpose", layers.Conv3DTranspose(2, 2, strides=(1, 2, 2)), uniform(1028, (1, 2, 2, 2, 2)))
    yield run("conv3d_transpose_same", layers.Conv3DTranspose(
        1, 3, strides=(2, 1, 1), padding="same", output_padding=(1, 0, 0)), uniform(1029, (1, 2, 2, 2, 2)))


def rare():
    """Arguments that the other cases leave alone."""
    first = {"data_format": "channels_first"}
    yield run("conv3d_groups", layers.Conv3D(4, 2, groups=2, activation="tanh", use_bias=False, padding="same"), VOLUME)
    yield run("conv1d_transpose_channels_first", layers.Conv1DTranspose(
        3, 2, strides=2, activation="tanh", use_bias=False, **first), uniform(1050, (2, 2, 4)))
    yield run("conv3d_transpose_dilated", layers.Conv3DTranspose(
        2, 2, dilation_rate=(1, 2, 1), activation="tanh", use_bias=False), VOLUME)
    yield run("conv3d_transpose_channels_first", layers.Conv3DTranspose(
        2, (1, 2, 3), strides=(2, 1, 2), padding="same", **first), uniform(1051, (1, 3, 2, 2, 3)))
    yield run("depthwise_conv1d_no_bias", layers.DepthwiseConv1D(
        3, strides=2, depth_multiplier=2, use_bias=False, padding="same"), SEQUENCE)
    yield run("depthwise_conv2d_dilated_axes", layers.DepthwiseConv2D(
        (2, 3), dilation_rate=(1, 2), activation="tanh"), IMAGE)
    yield run("separable_conv1d_channels_first", layers.SeparableConv1D(
        3, 2, depth_multiplier=2, use_bias=False, **first), uniform(1052, (2, 3, 5)))
    yield run("separable_conv2d_activation", layers.SeparableConv2D(
        3, (1, 2), depth_multiplier=2, activation="sigmoid", dilation_rate=2), IMAGE)


def by_channel():
    for padding in ["valid", "same"]:
        yield run(f"depthwise_conv1d_{padding}", layers.DepthwiseConv1D(3, padding=padding), SEQUENCE)
        yield run(f"depthwise_conv1d_{padding}_multiplier", layers.DepthwiseConv1D(
            2, strides=2, padding=padding, depth_multiplier=3, activation="tanh"), SEQUENCE)
        yield run(f"depthwise_conv2d_{padding}", layers.DepthwiseConv2D(3, padding=padding), IMAGE)
        yield run(f"depthwise_conv2d_{padding}_multiplier", layers.DepthwiseConv2D(
            (2, 3), strides=(2, 2), padding=padding, depth_multiplier=2, use_bias=False), IMAGE)
        yield run(f"depthwise_conv2d_{padding}_dilated", layers.DepthwiseConv2D(
            2, padding=padding, dilation_rate=2), IMAGE)
        yield run(f"separable_conv1d_{padding}", layers.SeparableConv1D(3, 3, padding=padding), SEQUENCE)
        yield run(f"separable_conv1d_{padding}_multiplier", layers.SeparableConv1D(
            2, 2, strides=2, padding=padding, depth_multiplier=2, activation="relu"), SEQUENCE)
        yield run(f"separable_conv2d_{padding}", layers.SeparableConv2D(3, 3, padding=padding), IMAGE)
        yield run(f"separable_conv2d_{padding}_multiplier", layers.SeparableConv2D(
            2, (2, 3), strides=2, padding=padding, depth_multiplier=2, use_bias=False), IMAGE)
    yield run("depthwise_conv1d_dilated", layers.DepthwiseConv1D(2, dilation_rate=3), SEQUENCE)
    yield run("depthwise_conv1d_channels_first", layers.DepthwiseConv1D(
        2, depth_multiplier=2, data_format="channels_first"), uniform(1030, (1, 2, 4)))
    yield run("depthwise_conv2d_wide", layers.DepthwiseConv2D(3, padding="same"), uniform(1031, (1, 3, 3, 17)))
    yield run("depthwise_conv2d_channels_first", layers.DepthwiseConv2D(
        2, data_format="channels_first"), uniform(1032, (1, 3, 4, 3)))
    yield run("separable_conv1d_dilated", layers.SeparableConv1D(2, 3, dilation_rate=2), SEQUENCE)
    yield run("separable_conv2d_dilated", layers.SeparableConv2D(2, 2, dilation_rate=(2, 1)), IMAGE)
    yield run("separable_conv2d_channels_first", layers.SeparableConv2D(
        3, 2, padding="same", data_format="channels_first"), uniform(1033, (1, 2, 4, 3)))


def pooling():
    for kind in ["max", "average"]:
        one, two, three = (getattr(layers, f"{kind.capitalize()}Pooling{rank}D") for rank in (1, 2, 3))
        for padding in ["valid", "same"]:
            yield run(f"{kind}_pooling1d_{padding}", one(2, padding=padding), SEQUENCE)
            yield run(f"{kind}_pooling1d_{padding}_strides", one(3, strides=2, padding=padding), SEQUENCE)
            yield run(f"{kind}_pooling1d_{padding}_gaps", one(2, strides=3, padding=padding), SEQUENCE)
            yield run(f"{kind}_pooling2d_{padding}", two(2, padding=padding), IMAGE)
            yield run(f"{kind}_pooling2d_{padding}_overlap", two((3, 2), strides=1, padding=padding), IMAGE)
            yield run(f"{kind}_pooling2d_{padding}_strides", two((2, 3), strides=(1, 2), padding=padding), IMAGE)
            yield run(f"{kind}_pooling3d_{padding}", three(2, padding=padding), VOLUME)
            yield run(f"{kind}_pooling3d_{padding}_axes", three((2, 3, 1), strides=(1, 1, 2), padding=padding), VOLUME)
        yield run(f"{kind}_pooling1d_wide", one(9, strides=2, padding="same"), uniform(1040, (1, 4, 2)))
        yield run(f"{kind}_pooling1d_channels_first", one(
            2, data_format="channels_first", padding="same"), uniform(1041, (1, 2, 5)))
        yield run(f"{kind}_pooling2d_channels_first", two(2, data_format="channels_first"), uniform(1042, (1, 2, 4, 5)))
        yield run(f"{kind}_pooling3d_channels_first", three(
            2, data_format="channels_first"), uniform(1043, (1, 2, 2, 3, 2)))
    # Windows with several largest elements: the first has the gradient.
    yield run("max_pooling2d_ties", layers.MaxPooling2D((2, 3), strides=1, padding="same"),
              np.asarray(integers(1044, (1, 4, 5, 2), 2), "float64"))
    yield run("max_pooling1d_ties", layers.MaxPooling1D(3, strides=2), np.ones((1, 7, 1)))


def cases():
    yield from convolutions()
    yield from transposed()
    yield from by_channel()
    yield from rare()
    yield from pooling()
