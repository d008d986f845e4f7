# Runs the forward pass on zeros, asks NumPy for the shapes, and counts from them.
import math

import numpy as np


def count_params(sizes, bias=True):
    counted = [name for name in ("W", "b") if bias or name == "W"]
    shapes = mlp_shapes_of([int(n) for n in sizes])
    return sum(math.prod(shape) for name, shape in shapes if name[0] in counted)


def mlp_shapes_of(sizes):
    for layer in range(1, len(sizes)):
        yield f"W{layer}", (sizes[layer - 1], sizes[layer])
        yield f"b{layer}", (1, sizes[layer])


def mlp_shapes(sizes, batch):
    a = np.zeros((batch, sizes[0]))
    result = [("X", a.shape)]
    for layer, n in enumerate(sizes[1:], 1):
        W, b = np.zeros((a.shape[1], n)), np.zeros((1, n))
        z = a @ W + b
        a = np.tanh(z)
        result.extend((f"{name}{layer}", array.shape) for name, array in zip("Wbza", (W, b, z, a)))
    return result
