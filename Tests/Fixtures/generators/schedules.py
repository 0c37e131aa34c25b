"""Learning rate schedules: the rate after each of some numbers of updates."""

import numpy as np
from keras.optimizers import schedules

from .encoding import case

# Without the later restarts: there the logarithm of Keras's formula decides by its last digit.
STEPS = [0, 1, 2, 3, 5, 7, 9, 10, 11, 14, 17, 20, 25, 28, 33, 41, 50, 64]


def run(name, schedule):
    values = [float(schedule(np.int32(step))) for step in STEPS]
    return case(name, schedule, series={"steps": STEPS, "values": values})


def cases():
    yield run("exponential", schedules.ExponentialDecay(0.1, 10, 0.9))
    yield run("exponential_staircase", schedules.ExponentialDecay(0.5, 7, 0.5, staircase=True))
    yield run("piecewise", schedules.PiecewiseConstantDecay([3, 10, 25], [1.0, 0.5, 0.1, 0.01]))
    yield run("polynomial", schedules.PolynomialDecay(0.1, 20))
    yield run("polynomial_root", schedules.PolynomialDecay(0.1, 20, end_learning_rate=0.02, power=0.5))
    yield run("polynomial_cycle", schedules.PolynomialDecay(0.1, 10, end_learning_rate=0.01, power=2.0, cycle=True))
    yield run("inverse_time", schedules.InverseTimeDecay(0.1, 10, 0.5))
    yield run("inverse_time_staircase", schedules.InverseTimeDecay(0.1, 3, 2.0, staircase=True))
    yield run("cosine", schedules.CosineDecay(0.1, 25))
    yield run("cosine_alpha", schedules.CosineDecay(0.1, 25, alpha=0.2))
    yield run("cosine_warmup", schedules.CosineDecay(0.0, 20, warmup_target=0.3, warmup_steps=10))
    yield run("cosine_warmup_alpha", schedules.CosineDecay(0.05, 30, alpha=0.1, warmup_target=0.3, warmup_steps=5))
    yield run("cosine_target_without_steps", schedules.CosineDecay(0.05, 30, warmup_target=0.3))
    yield run("restarts", schedules.CosineDecayRestarts(0.1, 10))
    yield run("restarts_even", schedules.CosineDecayRestarts(0.1, 8, t_mul=1.0, m_mul=0.5, alpha=0.1))
    yield run("restarts_all", schedules.CosineDecayRestarts(0.1, 4, t_mul=1.5, m_mul=0.8, alpha=0.05))
