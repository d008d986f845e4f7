# A floating-point matrix product: whole numbers of this size are exact in float64.
import numpy as np


def count_params(sizes, bias=True):
    n = np.array(sizes, dtype=float)
    inputs = np.append(n[:-1][:, None], np.full((len(n) - 1, 1), 1.0 if bias else 0.0), axis=1).sum(axis=1)
    return int(inputs @ n[1:])


def mlp_shapes(sizes, batch):
    pairs = list(zip(sizes[:-1], sizes[1:]))
    groups = [
        [("W%d" % k, (i, o)), ("b%d" % k, (1, o)), ("z%d" % k, (batch, o)), ("a%d" % k, (batch, o))]
        for k, (i, o) in enumerate(pairs, 1)
    ]
    return sum(groups, [("X", (batch, sizes[0]))])
