"""Layers: outputs, and gradients of sum(output · upstream) with respect to inputs and weights."""

import jax
import numpy as np
from keras import layers

from .encoding import case, integers, uniform


def weight(number, variable):
    """Numbers for a weight: a variance is positive, a count an integer."""
    if variable.name == "count":
        return np.int32(7)
    low = 0.25 if "variance" in variable.name else -1.0
    return uniform(900 + number, variable.shape, low, 1.0)


def run(name, layer, *inputs, call_as_list=False, training=None):
    """Builds `layer` on `inputs`, draws its weights, and differentiates."""
    argument = list(inputs) if call_as_list else inputs[0]
    layer(argument)
    weights = [weight(i, w) for i, w in enumerate(layer.weights)]
    layer.set_weights(weights)
    if hasattr(layer, "finalize_state"):
        layer.finalize_state()  # Normalization keeps copies of its weights
    trainable = [np.asarray(v.value) for v in layer.trainable_variables]
    state = [v.value for v in layer.non_trainable_variables]
    mode = {} if training is None else {"training": training}
    floating = [i for i, x in enumerate(inputs) if np.asarray(x).dtype.kind == "f"]

    def call(arrays, values):
        x = list(inputs)
        for i, array in zip(floating, arrays):
            x[i] = array
        return layer.stateless_call(values, state, x if call_as_list else x[0], **mode)

    numbers = [np.asarray(inputs[i], "float64") for i in floating]
    output, states = call(numbers, trainable)
    upstream = uniform(999, output.shape, -1.0, 1.0)
    gradients = jax.grad(lambda a, v: (call(a, v)[0] * upstream).sum(), argnums=(0, 1))(numbers, trainable)
    # Integers have no gradient: zeros stand in its place.
    by_input = [np.zeros_like(x) for x in inputs]
    for i, gradient in zip(floating, gradients[0]):
        by_input[i] = gradient
    changed = [new for new, old in zip(states, state) if not np.array_equal(new, old)]
    return case(
        name, layer, settings=mode, inputs=list(inputs), weights=weights or None, outputs=output,
        upstream=upstream, inputGradients=by_input, weightGradients=list(gradients[1]) or None,
        states=changed or None)


def cases():
    x = uniform(1, (5, 3))
    sequence = uniform(2, (2, 4, 3))
    for activation in ["linear", "relu", "sigmoid", "tanh", "softmax"]:
        yield run(f"dense_{activation}", layers.Dense(4, activation=activation), x)
        yield run(f"dense_{activation}_sequence", layers.Dense(2, activation=activation), sequence)
    yield run("dense_no_activation", layers.Dense(4), x)
    yield run("dense_no_bias", layers.Dense(4, activation="tanh", use_bias=False), x)
    yield run("dense_one_unit", layers.Dense(1, activation="sigmoid"), x)
    yield run("dense_one_input", layers.Dense(3, activation="relu"), uniform(3, (4, 1)))
    yield run("dense_one_sample", layers.Dense(3, activation="softmax"), uniform(4, (1, 5)))
    yield run("dense_rank4", layers.Dense(2, activation="tanh"), uniform(5, (2, 2, 3, 4)))

    # Far from zero: sigmoid and softmax must neither overflow nor lose their tails; relu meets both zeros.
    extremes = np.array([[0.0, -0.0, 1e-300, 700.0], [-700.0, 40.0, -40.0, 1.0], [1000.0, 999.0, -1000.0, 998.5]])
    for activation in ["linear", "relu", "sigmoid", "tanh", "softmax"]:
        yield run(f"activation_{activation}", layers.Activation(activation), sequence)
        yield run(f"activation_{activation}_extremes", layers.Activation(activation), extremes)

    far = uniform(19, (3, 4, 2), -4.0, 4.0)
    yield run("relu", layers.ReLU(), far)
    yield run("relu_max", layers.ReLU(max_value=1.5), far)
    yield run("relu_slope", layers.ReLU(negative_slope=0.2), far)
    yield run("relu_threshold", layers.ReLU(threshold=0.75), far)
    yield run("relu_all", layers.ReLU(max_value=2.0, negative_slope=0.1, threshold=0.5), far)
    yield run("softmax", layers.Softmax(), far)
    yield run("softmax_axis1", layers.Softmax(axis=1), far)
    yield run("leaky_relu", layers.LeakyReLU(), far)
    yield run("leaky_relu_slope", layers.LeakyReLU(negative_slope=0.05), far)
    yield run("elu", layers.ELU(), far)
    yield run("elu_alpha", layers.ELU(alpha=0.5), far)
    yield run("p_re_lu", layers.PReLU(), far)
    yield run("p_re_lu_shared", layers.PReLU(alpha_initializer="ones", shared_axes=[1]), far)
    yield run("identity", layers.Identity(), sequence)

    yield run("flatten", layers.Flatten(), uniform(6, (3, 2, 4, 2)))
    yield run("flatten_rank1", layers.Flatten(), uniform(7, (3,)))
    yield run("reshape", layers.Reshape((3, 4)), uniform(8, (2, 2, 6)))
    yield run("reshape_inferred", layers.Reshape((-1, 2, 3)), uniform(9, (2, 4, 6)))
    yield run("reshape_flat", layers.Reshape((-1,)), uniform(10, (2, 3, 2)))

    a, b, c = (uniform(11 + i, (2, 3, 4)) for i in range(3))
    yield run("add_two", layers.Add(), a, b, call_as_list=True)
    yield run("add_three", layers.Add(), a, b, c, call_as_list=True)
    yield run("add_broadcast", layers.Add(), a, uniform(14, (2, 1, 4)), call_as_list=True)
    yield run("add_ranks", layers.Add(), a, uniform(20, (2, 4)), call_as_list=True)
    yield run("concatenate_last", layers.Concatenate(), a, uniform(15, (2, 3, 2)), call_as_list=True)
    yield run("concatenate_axis1", layers.Concatenate(axis=1), a, uniform(16, (2, 1, 4)), call_as_list=True)
    yield run(
        "concatenate_three", layers.Concatenate(axis=-1), a, uniform(17, (2, 3, 1)), b, call_as_list=True)
    yield run("concatenate_matrices", layers.Concatenate(axis=1), x, uniform(18, (5, 2)), call_as_list=True)

    yield run("concatenate_batch", layers.Concatenate(axis=0), x, uniform(21, (2, 3)), call_as_list=True)

    yield run("subtract", layers.Subtract(), a, b, call_as_list=True)
    yield run("subtract_broadcast", layers.Subtract(), a, uniform(14, (2, 1, 4)), call_as_list=True)
    for merge in [layers.Multiply, layers.Average, layers.Maximum, layers.Minimum]:
        name = merge.__name__.lower()
        yield run(f"{name}_two", merge(), a, b, call_as_list=True)
        yield run(f"{name}_three", merge(), a, b, c, call_as_list=True)
        yield run(f"{name}_ranks", merge(), a, uniform(20, (2, 4)), call_as_list=True)
    yield run("dot_vectors", layers.Dot(axes=1), x, uniform(22, (5, 3)), call_as_list=True)
    yield run("dot_cosine", layers.Dot(axes=-1, normalize=True), x, uniform(22, (5, 3)), call_as_list=True)
    yield run("dot_axes", layers.Dot(axes=(1, 2)), a, uniform(23, (2, 4, 3)), call_as_list=True)
    yield run("dot_normalized", layers.Dot(axes=(2, 1), normalize=True), a, uniform(23, (2, 4, 3)), call_as_list=True)
    yield run("dot_ranks", layers.Dot(axes=(1, -1)), a, uniform(24, (2, 3)), call_as_list=True)
    yield run("dot_rank4", layers.Dot(axes=(1, 2)), a, uniform(25, (2, 2, 3, 2)), call_as_list=True)

    yield run("dropout_inference", layers.Dropout(0.5), sequence, training=False)
    yield run("dropout_rate_zero", layers.Dropout(0.0), sequence, training=True)

    image = uniform(41, (2, 3, 4, 2))
    volume = uniform(42, (2, 2, 3, 2, 2))
    yield run("permute", layers.Permute((2, 1)), sequence)
    yield run("permute_three", layers.Permute((3, 1, 2)), image)
    yield run("repeat_vector", layers.RepeatVector(3), x)
    yield run("zero_padding1d", layers.ZeroPadding1D(2), sequence)
    yield run("zero_padding1d_pair", layers.ZeroPadding1D((0, 3)), sequence)
    yield run("zero_padding2d", layers.ZeroPadding2D(), image)
    yield run("zero_padding2d_pairs", layers.ZeroPadding2D(((1, 2), (0, 3))), image)
    yield run("zero_padding3d", layers.ZeroPadding3D(((1, 0), (0, 2), (1, 1))), volume)
    yield run("cropping1d", layers.Cropping1D(1), sequence)
    yield run("cropping1d_pair", layers.Cropping1D((0, 3)), sequence)
    yield run("cropping2d", layers.Cropping2D(((1, 0), (1, 2))), image)
    yield run("cropping2d_nothing", layers.Cropping2D(), image)
    yield run("cropping3d", layers.Cropping3D(((1, 0), (1, 1), (0, 1))), volume)
    yield run("up_sampling1d", layers.UpSampling1D(3), sequence)
    yield run("up_sampling2d", layers.UpSampling2D((2, 3)), image)
    yield run("up_sampling2d_bilinear", layers.UpSampling2D((2, 3), interpolation="bilinear"), image)
    yield run("up_sampling3d", layers.UpSampling3D((2, 1, 3)), volume)

    first = {"data_format": "channels_first"}
    yield run("flatten_channels_first", layers.Flatten(**first), image)
    yield run("zero_padding1d_channels_first", layers.ZeroPadding1D((0, 3), **first), sequence)
    yield run("zero_padding2d_channels_first", layers.ZeroPadding2D(((1, 2), (0, 3)), **first), image)
    yield run("zero_padding3d_channels_first", layers.ZeroPadding3D(((1, 0), (0, 2), (1, 1)), **first), volume)
    yield run("cropping2d_channels_first", layers.Cropping2D(((1, 0), (1, 0)), **first), image)
    yield run("cropping3d_channels_first", layers.Cropping3D(((1, 1), (1, 0), (0, 1)), **first), volume)
    yield run("up_sampling2d_channels_first", layers.UpSampling2D((2, 3), **first), image)
    yield run(
        "up_sampling2d_bilinear_channels_first", layers.UpSampling2D((2, 3), interpolation="bilinear", **first), image)
    yield run("up_sampling3d_channels_first", layers.UpSampling3D((2, 1, 3), **first), volume)
    for pooling in [layers.GlobalAveragePooling1D, layers.GlobalMaxPooling1D]:
        yield run(f"{pooling.__name__}_channels_first", pooling(**first), sequence)
    for pooling in [layers.GlobalAveragePooling2D, layers.GlobalMaxPooling2D]:
        yield run(f"{pooling.__name__}_channels_first", pooling(keepdims=True, **first), image)
    for pooling in [layers.GlobalAveragePooling3D, layers.GlobalMaxPooling3D]:
        yield run(f"{pooling.__name__}_channels_first", pooling(**first), volume)

    for name, layer, value in [
        ("spatial_dropout1d", layers.SpatialDropout1D(0.5), sequence),
        ("spatial_dropout2d", layers.SpatialDropout2D(0.5), image),
        ("spatial_dropout3d", layers.SpatialDropout3D(0.5), volume),
        ("gaussian_noise", layers.GaussianNoise(0.5), sequence),
        ("gaussian_dropout", layers.GaussianDropout(0.5), sequence),
        ("alpha_dropout", layers.AlphaDropout(0.5), sequence)]:
        yield run(f"{name}_inference", layer, value, training=False)
    yield run("gaussian_noise_zero", layers.GaussianNoise(0.0), sequence, training=True)
    yield run("activity_regularization", layers.ActivityRegularization(l1=0.1, l2=0.2), sequence)

    yield run("rescaling", layers.Rescaling(0.25, offset=-1.5), sequence)
    yield run("normalization", layers.Normalization(), sequence)
    yield run("normalization_axes", layers.Normalization(axis=(1, -1)), sequence)
    yield run("normalization_none", layers.Normalization(axis=None), sequence)
    yield run("normalization_given", layers.Normalization(mean=[1.0, -0.5, 2.0], variance=[0.25, 4.0, 1.0]), sequence)
    yield run("normalization_inverse", layers.Normalization(
        mean=[1.0, -0.5, 2.0], variance=[0.25, 4.0, 1.0], invert=True), sequence)
    yield run("layer_normalization", layers.LayerNormalization(), sequence)
    yield run("layer_normalization_axis1", layers.LayerNormalization(axis=1), sequence)
    yield run("layer_normalization_axes", layers.LayerNormalization(axis=[1, 2], epsilon=0.01), sequence)
    yield run("layer_normalization_plain", layers.LayerNormalization(center=False, scale=False), sequence)
    yield run("layer_normalization_no_scale", layers.LayerNormalization(scale=False), sequence)
    for mode, training in [("training", True), ("inference", False)]:
        yield run(f"batch_normalization_{mode}", layers.BatchNormalization(), sequence, training=training)
        yield run(f"batch_normalization_matrix_{mode}", layers.BatchNormalization(
            momentum=0.9, epsilon=0.01), x, training=training)
        yield run(f"batch_normalization_axis1_{mode}", layers.BatchNormalization(axis=1), image, training=training)
        yield run(f"batch_normalization_plain_{mode}", layers.BatchNormalization(
            center=False, scale=False), image, training=training)
        yield run(f"batch_normalization_no_scale_{mode}", layers.BatchNormalization(
            scale=False), image, training=training)
    channels = uniform(43, (2, 3, 6))
    yield run("group_normalization", layers.GroupNormalization(groups=2), channels)
    yield run("group_normalization_instance", layers.GroupNormalization(groups=6, epsilon=0.01), channels)
    yield run("group_normalization_axis1", layers.GroupNormalization(groups=3, axis=1), channels)
    yield run("group_normalization_plain", layers.GroupNormalization(groups=1, center=False, scale=False), channels)
    yield run("rms_normalization", layers.RMSNormalization(), sequence)
    yield run("rms_normalization_axes", layers.RMSNormalization(axis=[1, 2], epsilon=0.01), sequence)
    yield run("unit_normalization", layers.UnitNormalization(), sequence)
    yield run("unit_normalization_axis1", layers.UnitNormalization(axis=1), sequence)
    yield run("unit_normalization_axes", layers.UnitNormalization(axis=[1, 2]), sequence)

    yield run("embedding", layers.Embedding(7, 3), integers(44, (4,), 7))
    yield run("embedding_sequence", layers.Embedding(5, 2), integers(45, (3, 4), 5))
    for rank, value in [(1, sequence), (2, image), (3, volume)]:
        for kind in ["Average", "Max"]:
            pooling = getattr(layers, f"Global{kind}Pooling{rank}D")
            yield run(f"global_{kind.lower()}_pooling{rank}d", pooling(), value)
            yield run(f"global_{kind.lower()}_pooling{rank}d_keepdims", pooling(keepdims=True), value)
