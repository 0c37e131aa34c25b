"""Linear algebra: what keras.ops makes of matrices, and gradients of sum(outputs · upstream).

Signs that a decomposition leaves open are chosen: in each eigenvector, and each row of Vᵀ, the first element of at least 0.55 times the
largest magnitude is positive.
"""

import jax
import jax.numpy as jnp
import numpy as np
from keras import ops

from .encoding import case, uniform


def signs(vectors):
    """For each row the factor that makes its first large element positive."""
    large = jnp.abs(vectors) >= 0.55 * jnp.abs(vectors).max(axis=-1, keepdims=True)
    first = jnp.argmax(large, axis=-1, keepdims=True)
    return jnp.sign(jnp.take_along_axis(vectors, first, axis=-1))


def eigh(a):
    values, vectors = ops.eigh(a)
    rows = jnp.swapaxes(vectors, -1, -2)
    return values, jnp.swapaxes(rows * signs(rows), -1, -2)


def svd(a, **options):
    u, s, vt = ops.svd(a, **options)
    k = s.shape[-1]
    factors = signs(vt[..., :k, :])
    rows = jnp.swapaxes(u[..., :, :k], -1, -2) * factors
    u = jnp.concatenate([jnp.swapaxes(rows, -1, -2), u[..., :, k:]], axis=-1)
    return u, s, jnp.concatenate([vt[..., :k, :] * factors, vt[..., k:, :]], axis=-2)


def run(name, function, *inputs, settings=None, gradients=True):
    operation = name.split(" ")[0]
    results = function(*inputs)
    results = list(results) if isinstance(results, (tuple, list)) else [results]
    upstream = [uniform(990 + i, np.asarray(result).shape, -1.0, 1.0) for i, result in enumerate(results)]

    def loss(*arrays):
        outputs = function(*arrays)
        outputs = outputs if isinstance(outputs, (tuple, list)) else [outputs]
        return sum((output * factor).sum() for output, factor in zip(outputs, upstream))

    by_input = None
    if gradients:
        by_input = list(jax.grad(loss, argnums=tuple(range(len(inputs))))(*[jnp.asarray(x) for x in inputs]))
    return case(
        name, None, settings={"operation": operation} | (settings or {}), inputs=list(inputs), outputs=results,
        upstream=upstream if gradients else None, inputGradients=by_input)


def positive(seed, shape):
    a = uniform(seed, shape, -1.0, 1.0)
    return a @ np.swapaxes(a, -1, -2) + np.eye(shape[-1])


def cases():
    square = uniform(1, (4, 4))
    batch = uniform(2, (2, 3, 3, 3))
    tall, wide = uniform(3, (5, 3)), uniform(4, (3, 5))
    several = uniform(5, (2, 4, 2))
    definite, definites = positive(6, (4, 4)), positive(7, (2, 3, 3))
    right, rights, vector = uniform(8, (4, 2)), uniform(9, (2, 3, 3, 2)), uniform(10, (4,))

    yield run("cholesky", ops.cholesky, definite)
    yield run("cholesky batch", ops.cholesky, definites)
    yield run("cholesky upper", lambda a: ops.cholesky(a, upper=True), definite, settings={"upper": True})
    yield run("cholesky not symmetric", ops.cholesky, definite + 0.1 * uniform(11, (4, 4)))
    factor = np.linalg.cholesky(definite)
    yield run("cholesky_inverse", ops.cholesky_inverse, factor)
    yield run("inv", ops.inv, square)
    yield run("inv batch", ops.inv, batch)
    yield run("det", ops.det, square)
    yield run("det batch", ops.det, batch)
    yield run("det one", ops.det, np.array([[2.5]]))
    yield run("slogdet", ops.slogdet, batch)
    yield run("logdet", ops.logdet, definites)
    yield run("eigh", eigh, definite)
    yield run("eigh batch", eigh, definites)
    yield run("eigh not symmetric", eigh, square)
    yield run("qr", ops.qr, tall)
    yield run("qr square", ops.qr, square)
    yield run("qr batch", ops.qr, several)
    yield run("qr wide", ops.qr, wide, gradients=False)
    complete = lambda a: ops.qr(a, mode="complete")
    yield run("qr complete", complete, tall, settings={"complete": True}, gradients=False)
    yield run("solve", ops.solve, square, right)
    yield run("solve batch", ops.solve, batch, rights)
    yield run("solve vector", ops.solve, square, vector)
    yield run("solve_triangular", ops.solve_triangular, square, right)
    lower = lambda a, b: ops.solve_triangular(a, b, lower=True)
    yield run("solve_triangular lower", lower, square, right, settings={"lower": True})
    yield run("solve_triangular batch", ops.solve_triangular, batch, rights)
    yield run("solve_triangular vector", ops.solve_triangular, square, vector)
    reduced = lambda a: svd(a, full_matrices=False)
    yield run("svd reduced", reduced, tall, settings={"full": False})
    yield run("svd reduced wide", reduced, wide, settings={"full": False})
    yield run("svd reduced batch", reduced, several, settings={"full": False})
    yield run("svd square", svd, square, settings={"full": True})
    yield run("singular_values", lambda a: ops.svd(a, compute_uv=False), several)
    yield run("lstsq", ops.lstsq, tall, uniform(12, (5, 2)))
    yield run("lstsq vector", ops.lstsq, tall, uniform(13, (5,)))
    yield run("lstsq wide", ops.lstsq, wide, uniform(14, (3, 2)))
    # Of rank 2: a derivative by way of the vectors does not exist.
    deficient = np.concatenate([tall[:, :2], tall[:, :1] + tall[:, 1:2]], axis=1)
    yield run("lstsq deficient", ops.lstsq, deficient, uniform(15, (5, 2)), gradients=False)
    yield run("pinv", ops.pinv, tall)
    yield run("pinv wide", ops.pinv, wide)
    yield run("pinv deficient", ops.pinv, deficient, gradients=False)
    yield run("pinv rcond", lambda a: ops.pinv(a, rcond=0.5), square, settings={"rcond": 0.5}, gradients=False)
    yield run("matrix_rank", ops.matrix_rank, deficient, gradients=False)
    yield run("matrix_rank batch", ops.matrix_rank, batch, gradients=False)
    yield run("matrix_rank tol", lambda a: ops.matrix_rank(a, tol=2.0), square, settings={"tol": 2.0}, gradients=False)
