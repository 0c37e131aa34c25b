"""Optimizers: two variables and their slots after each of five steps with given gradients."""

import keras
import numpy as np
from keras import optimizers

from .encoding import case, tensor, uniform

STEPS = 5


def run(name, optimizer, scale=1.0):
    """Role tensors are stacked over steps: element [t] of `gradients` makes element [t] of `weights` and `slots`."""
    shapes = [(2, 3), (3,)]
    initial = [uniform(200 + i, shape) for i, shape in enumerate(shapes)]
    gradients = [scale * uniform(210 + i, (STEPS, *shape), -1, 1) for i, shape in enumerate(shapes)]
    gradients[0][1] = 0  # a step without a gradient still moves by momentum
    variables = [keras.Variable(v, dtype="float64", name=n) for v, n in zip(initial, ["kernel", "bias"])]
    optimizer.build(variables)
    slots = [v for v in optimizer.variables if v is not optimizer.iterations and "learning_rate" not in v.name]
    after, states = [[] for _ in variables], [[] for _ in slots]
    for step in range(STEPS):
        optimizer.apply([g[step] for g in gradients], variables)
        for values, variable in zip(after + states, variables + slots):
            values.append(np.array(variable))
    return case(
        name, optimizer, initial=initial, gradients=gradients, weights=[np.stack(v) for v in after],
        slots=[tensor(np.stack(v), name=s.name) for v, s in zip(states, slots)] or None)


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
