"""Recurrent layers and their wrappers: outputs, and gradients of sum(output · upstream) with respect to inputs and weights.

The inputs of a case are the sequences, the initial states if there are some, and last, where the settings say `mask`, the mask as
integers.
"""

import jax
import keras
import numpy as np
from keras import layers

from .encoding import case, uniform


def plain(value):
    """A configuration without what only Keras's own files have."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items() if key != "build_config"}
    return [plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def flat(outputs):
    return keras.tree.flatten(outputs)


def weigh(layer):
    layer.set_weights([uniform(900 + i, w.shape, -1.0, 1.0) for i, w in enumerate(layer.weights)])


def run(name, make, x, *states, mask=None, training=None, nested=lambda states: states):
    """Builds the layer that `make` makes on sequences `x`, draws its weights, and differentiates."""
    keras.utils.clear_session()
    layer = make()
    keywords = {} if training is None else {"training": training}
    if mask is not None:
        keywords["mask"] = np.array(mask, bool)
    layer(x, **keywords)
    weigh(layer)
    trainable = [np.asarray(v.value) for v in layer.trainable_variables]
    fixed = [v.value for v in layer.non_trainable_variables]

    def call(arrays, values):
        given = {"initial_state": nested(list(arrays[1:]))} if states else {}
        outputs, after = layer.stateless_call(values, fixed, arrays[0], **given, **keywords)
        return flat(outputs), after

    arrays = [np.asarray(a, "float64") for a in (x, *states)]
    outputs, after = call(arrays, trainable)
    upstream = [uniform(990 + i, output.shape, -1.0, 1.0) for i, output in enumerate(outputs)]

    def loss(arrays, values):
        return sum((output * u).sum() for output, u in zip(call(arrays, values)[0], upstream))

    gradients = jax.grad(loss, argnums=(0, 1))(arrays, trainable)
    settings = {} if training is None else {"training": training}
    inputs, by_input = list(arrays), list(gradients[0])
    output_mask = None
    if mask is not None:
        settings["mask"] = True
        output_mask = flat(layer.compute_mask(arrays[0], keywords["mask"]))[0]
        inputs.append(np.array(mask, np.int32))
        by_input.append(np.zeros(np.shape(mask)))
    encoded = case(
        name, layer, settings=settings, inputs=inputs, weights=layer.get_weights() or None, outputs=outputs,
        outputMask=None if output_mask is None else np.asarray(output_mask), upstream=upstream,
        inputGradients=by_input, weightGradients=list(gradients[1]) or None)
    encoded["config"] = plain(encoded["config"])
    return encoded


def batches(name, make, xs):
    """A stateful layer on one batch after another: results of all calls, `inputs` and `outputs` an array a batch."""
    keras.utils.clear_session()
    layer = make()
    layer(xs[0])
    weigh(layer)
    layer.reset_states()
    outputs = [np.asarray(layer(x)) for x in xs]
    encoded = case(name, layer, settings={"batches": True}, inputs=list(xs), weights=layer.get_weights(), outputs=outputs)
    encoded["config"] = plain(encoded["config"])
    return encoded


def training():
    """A small model fitted to all samples at once, eight times: `weights` before, `outputs` after; the loss of each step."""
    keras.utils.clear_session()
    x, y = uniform(70, (4, 5, 2)), uniform(71, (4, 1), -1.0, 1.0)
    model = keras.Sequential(
        [keras.Input((5, 2)), layers.LSTM(4, return_sequences=True), layers.GRU(3), layers.Dense(1)])
    weigh(model)
    weights = model.get_weights()
    model.compile(keras.optimizers.SGD(0.25), "mse")
    history = model.fit(x, y, epochs=8, batch_size=4, shuffle=False, verbose=0).history
    return case(
        "training", None, settings={"training_run": True}, series=history, inputs=x, targets=y, weights=weights,
        outputs=model.predict(x, verbose=0))


def cases():
    x = uniform(60, (3, 5, 2))
    h, c = uniform(61, (3, 4), -1.0, 1.0), uniform(62, (3, 4), -1.0, 1.0)
    # A gap, a beginning and an end that do not count, and a sequence of which nothing does.
    gaps = [[1, 0, 1, 1, 0], [0, 0, 1, 0, 1], [0, 0, 0, 0, 0]]
    kinds = [
        ("simple_rnn", layers.SimpleRNN, {}, [h]), ("lstm", layers.LSTM, {}, [h, c]), ("gru", layers.GRU, {}, [h]),
        ("gru_reset_before", layers.GRU, {"reset_after": False}, [h])]
    for kind, layer, extra, states in kinds:
        def make(units=4, **arguments):
            return lambda: layer(units, **extra, **arguments)

        both = {"return_sequences": True, "return_state": True}
        yield run(kind, make(), x)
        yield run(f"{kind}_sequences", make(return_sequences=True), x)
        yield run(f"{kind}_state", make(return_state=True), x, *states)
        yield run(f"{kind}_both", make(**both), x, *states)
        yield run(f"{kind}_backwards", make(go_backwards=True, **both), x, *states)
        yield run(f"{kind}_mask", make(), x, mask=gaps)
        yield run(f"{kind}_mask_both", make(**both), x, *states, mask=gaps)
        yield run(f"{kind}_mask_backwards", make(go_backwards=True, **both), x, *states, mask=gaps)
        yield run(f"{kind}_mask_unrolled", make(unroll=True, **both), x, *states, mask=gaps)
        yield run(f"{kind}_no_bias", make(use_bias=False), x)
        yield run(f"{kind}_one", make(units=1), uniform(63, (1, 1, 1)))
        gates = {} if layer is layers.SimpleRNN else {"recurrent_activation": "relu"}
        yield run(f"{kind}_sigmoid", make(activation="sigmoid", **gates), x, mask=gaps)
        gates = {} if layer is layers.SimpleRNN else {"recurrent_activation": "tanh"}
        yield run(f"{kind}_linear", make(activation=None, **gates), x / 4)
        gates = {} if layer is layers.SimpleRNN else {"recurrent_activation": "hard_sigmoid"}
        yield run(f"{kind}_others", make(activation="softsign", **gates, **both), x, *states, mask=gaps)
        yield run(f"{kind}_dropout", make(dropout=0.5, recurrent_dropout=0.25), x, training=False)
        yield batches(
            f"{kind}_stateful", make(stateful=True), [uniform(64 + i, (2, 3, 2)) for i in range(3)])
    yield run("lstm_zero_forget", lambda: layers.LSTM(3, unit_forget_bias=False), x)

    yield run("rnn_cell", lambda: layers.RNN(layers.LSTMCell(4, name="cell"), return_state=True), x, h, c)
    yield run(
        "rnn_zero_output", lambda: layers.RNN(
            layers.GRUCell(4, name="cell"), return_sequences=True, zero_output_for_mask=True), x, mask=gaps)
    for form, arguments in [("", {}), ("_backwards", {"go_backwards": True})]:
        yield run(f"rnn_stacked{form}", lambda: layers.RNN(
            [layers.LSTMCell(4, name="first"), layers.GRUCell(3, name="second")], return_sequences=True,
            return_state=True, **arguments), x, mask=gaps)
    yield run("rnn_stacked_others", lambda: layers.RNN(
        [layers.SimpleRNNCell(4, activation="softsign", name="first"), layers.LSTMCell(3, name="second")],
        return_sequences=True, return_state=True), x, mask=gaps)

    yield run("rnn_unrolled", lambda: layers.RNN(
        layers.GRUCell(3, reset_after=False, name="cell"), unroll=True, return_state=True), x, mask=gaps)
    yield batches("rnn_stateful", lambda: layers.RNN(
        layers.LSTMCell(3, name="cell"), stateful=True, return_sequences=True),
        [uniform(64 + i, (2, 3, 2)) for i in range(3)])

    for mode in ["concat", "sum", "mul", "ave", None]:
        for sequences in [False, True]:
            name = f"bidirectional_{mode or 'none'}{'_sequences' if sequences else ''}"
            yield run(name, lambda: layers.Bidirectional(
                layers.LSTM(3, return_sequences=sequences, name="inner"), merge_mode=mode), x)
    yield run("bidirectional_mask", lambda: layers.Bidirectional(layers.GRU(3, name="inner")), x, mask=gaps)
    yield run("bidirectional_mask_sequences", lambda: layers.Bidirectional(
        layers.SimpleRNN(3, return_sequences=True, name="inner")), x, mask=gaps)
    yield run("bidirectional_states", lambda: layers.Bidirectional(
        layers.LSTM(4, return_sequences=True, return_state=True, name="inner")), x, h, c, c, h)
    yield run("bidirectional_two", lambda: layers.Bidirectional(
        layers.LSTM(3, name="inner"), merge_mode="sum",
        backward_layer=layers.GRU(3, go_backwards=True, name="other")), x)
    yield run("bidirectional_cell", lambda: layers.Bidirectional(
        layers.RNN(layers.GRUCell(3, name="cell"), name="inner")), x)

    yield run("time_distributed_dense", lambda: layers.TimeDistributed(
        layers.Dense(3, activation="tanh", name="inner")), x)
    yield run("time_distributed_batch", lambda: layers.TimeDistributed(
        layers.BatchNormalization(name="inner")), uniform(67, (4, 3, 2)), training=True)
    yield run("time_distributed_lstm", lambda: layers.TimeDistributed(
        layers.LSTM(3, name="inner")), uniform(68, (2, 3, 4, 2)))
    yield training()
