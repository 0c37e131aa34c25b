"""What versions of Keras cannot do with files that interop.py gives them, as they cannot with models and files of their own.

interop.py requires that each of these checks fails: one that passes after all does not belong here.
"""

# The checks that may be named. `OPEN`: the file cannot be opened. `PREDICT`: it is, but its outputs are wrong or cannot be computed, so that
# training is not tried either. `METRICS`: it trains without its metrics alone. `STEP`: other weights after a step. Of a step that is
# made, the parts: `LOSS`, and by its path a weight, as in "sparse/kernel".
OPEN, PREDICT, METRICS, STEP, LOSS = "open", "predict", "metrics", "step", "loss"

IGNORED_CLASS = "the gradient of ignore_class is NaN in Keras's own models too, up to 3.10"
IGNORED_MEAN = "its mean of losses with ignore_class counts those that are ignored"
ONE_RESULT = (
    "it reads a nested model's result as a list alone, which since 3.15 is no tensor for the next layer of a Sequential: no file suits both, not "
    "even one of Keras's own")
ATTENTION_MASK = "its Attention lays the value's mask along the queries"

# (the file, the versions, the checks, why)
LIMITS = [
    ("nesting", ["3.3.3"], [OPEN], ONE_RESULT),
    ("nested-3.3.3", ["3.3.3"], [OPEN], ONE_RESULT),
    ("both_directions-3.10.0", ["3.3.3"], [OPEN], "its TimeDistributed takes no model, so that it cannot make this one either"),
    ("categories-3.15.1", ["3.3.3"], [PREDICT], "its CategoryEncoding leaves an axis of 1 where one_hot is asked of [batch, 1]"),
    ("stack", ["3.3.3", "3.6.0"], [PREDICT], "its RNN cannot mask stacked cells, in models of its own neither"),
    ("adamw_accumulated-3.15.1", ["3.3.3"], [STEP], "its weights decay at every step, also where gradients are only gathered"),
    ("losses-3.15.1", ["3.3.3"], [LOSS], IGNORED_MEAN),
    ("losses-3.15.1", ["3.3.3", "3.10.0"], ["sparse/kernel", "sparse/bias"], IGNORED_CLASS),
    ("losses-3.15.1", ["3.6.0"], [STEP], f"{IGNORED_CLASS}, and by chance it takes that loss's mask for another's"),
    ("masked_attention-3.15.1", ["3.3.3", "3.10.0"], [PREDICT], ATTENTION_MASK),
    ("masked_attention-3.15.1", ["3.6.0"], [OPEN], "it cannot make a model of an Attention whose input is masked"),
    ("sparse_metrics-3.15.1", ["3.10.0"], [METRICS], "its metrics at operating points cannot be traced by JAX"),
]


def limits(name, version):
    """By the checks that `version` of Keras fails with the file `name`, why it does."""
    return {check: why for file, versions, checks, why in LIMITS if file == name and version in versions for check in checks}
