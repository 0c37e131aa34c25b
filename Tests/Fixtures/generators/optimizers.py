"""Optimizers: two variables and their slots after each of five steps with given gradients."""

import keras
import numpy as np
from keras import optimizers

from .encoding import case, tensor, uniform

STEPS = 5


def run(name, optimizer, scale=1.0, exclude=None):
    """Role tensors are stacked over steps: element [t] of `gradients` makes element [t] of `weights` and `slots`.

    `exclude` names variables that do not decay.
    """
    shapes = [(2, 3), (3,)]
    initial = [uniform(200 + i, shape) for i, shape in enumerate(shapes)]
    gradients = [scale * uniform(210 + i, (STEPS, *shape), -1, 1) for i, shape in enumerate(shapes)]
    gradients[0][1] = 0  # a step without a gradient still moves by momentum
    variables = [keras.Variable(v, dtype="float64", name=n) for v, n in zip(initial, ["kernel", "bias"])]
    if exclude:
        optimizer.exclude_from_weight_decay(var_names=exclude)
    optimizer.build(variables)
    slots = [v for v in optimizer.variables if v is not optimizer._iterations and "learning_rate" not in v.name]
    after, states = [[] for _ in variables], [[] for _ in slots]
    for step in range(STEPS):
        optimizer.apply([g[step] for g in gradients], variables)
        for values, variable in zip(after + states, variables + slots):
            values.append(np.array(variable))
    return case(
        name, optimizer, settings={"exclude": exclude} if exclude else None, initial=initial, gradients=gradients, weights=[np.stack(v) for v in after],
        slots=[tensor(np.stack(v), name=slot_name(s)) for v, s in zip(states, slots)] or None)


def slot_name(variable):
    """Keras leaves Nadam's shared factor without a name of its own."""
    return "u_product" if variable.name.startswith("variable") else variable.name


def cases():
    yield run("sgd", optimizers.SGD())
    yield run("sgd_fast", optimizers.SGD(learning_rate=0.5))
    yield run("sgd_momentum", optimizers.SGD(learning_rate=0.1, momentum=0.9))
    yield run("sgd_nesterov", optimizers.SGD(learning_rate=0.1, momentum=0.9, nesterov=True))
    yield run("adam", optimizers.Adam())
    yield run("adam_fast", optimizers.Adam(learning_rate=0.1))
    yield run("adam_amsgrad", optimizers.Adam(learning_rate=0.1, amsgrad=True))
    yield run("adam_betas", optimizers.Adam(learning_rate=0.02, beta_1=0.8, beta_2=0.99, epsilon=1e-3))
    yield run("adam_tiny_gradients", optimizers.Adam(learning_rate=0.1), scale=1e-9)
    yield run("adam_huge_gradients", optimizers.Adam(learning_rate=0.1), scale=1e9)
    # Shared arguments: gradients are clipped first, then the weights decay, then the step is made.
    yield run("sgd_clipnorm", optimizers.SGD(learning_rate=0.1, clipnorm=0.5))
    yield run("sgd_global_clipnorm", optimizers.SGD(learning_rate=0.1, global_clipnorm=0.5))
    yield run("adam_clipvalue", optimizers.Adam(learning_rate=0.1, clipvalue=0.25))
    yield run("sgd_weight_decay", optimizers.SGD(learning_rate=0.1, momentum=0.9, weight_decay=0.05))
    yield run("adam_w", optimizers.AdamW(learning_rate=0.1))
    yield run("adam_w_decay", optimizers.AdamW(learning_rate=0.1, weight_decay=0.3, amsgrad=True))
    yield run("rmsprop", optimizers.RMSprop())
    yield run("rmsprop_momentum", optimizers.RMSprop(learning_rate=0.05, rho=0.8, momentum=0.5))
    yield run("rmsprop_centered", optimizers.RMSprop(learning_rate=0.05, centered=True, epsilon=1e-3))
    yield run("rmsprop_all", optimizers.RMSprop(learning_rate=0.05, momentum=0.9, centered=True, weight_decay=0.1))
    yield run("rmsprop_tiny_gradients", optimizers.RMSprop(learning_rate=0.1), scale=1e-9)
    yield run("adagrad", optimizers.Adagrad())
    yield run("adagrad_start", optimizers.Adagrad(learning_rate=0.3, initial_accumulator_value=0.5, epsilon=1e-2))
    yield run("adadelta", optimizers.Adadelta())
    yield run("adadelta_paper", optimizers.Adadelta(learning_rate=1.0, rho=0.8, epsilon=1e-3))
    yield run("adamax", optimizers.Adamax())
    yield run("adamax_betas", optimizers.Adamax(learning_rate=0.1, beta_1=0.7, beta_2=0.6, epsilon=1e-2))
    yield run("nadam", optimizers.Nadam())
    yield run("nadam_betas", optimizers.Nadam(learning_rate=0.1, beta_1=0.8, beta_2=0.95, epsilon=1e-3))
    yield run("lion", optimizers.Lion())
    yield run("lion_betas", optimizers.Lion(learning_rate=0.1, beta_1=0.6, beta_2=0.8, weight_decay=0.5))
    yield run("ftrl", optimizers.Ftrl())
    yield run("ftrl_penalties", optimizers.Ftrl(
        learning_rate=0.3, learning_rate_power=-0.7, initial_accumulator_value=0.5, l1_regularization_strength=0.4,
        l2_regularization_strength=0.2, l2_shrinkage_regularization_strength=0.1, beta=0.3))
    yield run("ftrl_constant_rate", optimizers.Ftrl(learning_rate=0.1, learning_rate_power=0.0))
    # Averages begin as the weights after the first update; overwritten weights are what the next update starts from.
    yield run("sgd_ema", optimizers.SGD(learning_rate=0.1, momentum=0.9, use_ema=True))
    yield run("adam_ema_overwrite", optimizers.Adam(
        learning_rate=0.1, use_ema=True, ema_momentum=0.6, ema_overwrite_frequency=2))
    # Of five batches, two pairs make updates; clipping and decay are those of the update.
    yield run("adam_accumulation", optimizers.Adam(learning_rate=0.1, gradient_accumulation_steps=2))
    yield run("sgd_accumulation_clipped", optimizers.SGD(
        learning_rate=0.1, momentum=0.9, clipnorm=0.5, weight_decay=0.05, gradient_accumulation_steps=3))
    yield run("nadam_accumulation_ema", optimizers.Nadam(
        learning_rate=0.1, gradient_accumulation_steps=2, use_ema=True, ema_momentum=0.5, ema_overwrite_frequency=1))
    # Gradients are those of a scaled loss: divided first, then clipped.
    yield run("sgd_loss_scale", optimizers.SGD(learning_rate=0.1, momentum=0.9, clipnorm=0.25, loss_scale_factor=3.0))
    yield run("adam_loss_scale_accumulation", optimizers.Adam(
        learning_rate=0.1, loss_scale_factor=1000.0, gradient_accumulation_steps=2))
    yield run("adam_w_excluded", optimizers.AdamW(learning_rate=0.1, weight_decay=0.3), exclude=["bias", "gamma"])
    # All that optimizers share, at once: batches are accumulated, then clipped; averages take the weights' places.
    for kind in [
        optimizers.SGD, optimizers.Adam, optimizers.AdamW, optimizers.RMSprop, optimizers.Adagrad, optimizers.Adadelta,
        optimizers.Adamax, optimizers.Nadam, optimizers.Lion, optimizers.Ftrl]:
        yield run(f"{kind.__name__.lower()}_shared", kind(
            learning_rate=0.1, weight_decay=0.05, global_clipnorm=0.5, use_ema=True, ema_momentum=0.7,
            ema_overwrite_frequency=3, gradient_accumulation_steps=2))
