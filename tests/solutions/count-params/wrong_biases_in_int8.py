# expect: biases-wrap
# nnprep: count-params
import numpy as np


def count_params(sizes, bias=True):
    sizes = np.asarray(sizes)
    weights = sum(int(a) * int(b) for a, b in zip(sizes[:-1], sizes[1:]))
    biases = 0
    if bias:
        biases = sizes[1]
        for n in sizes[2:]:
            biases = biases + n
    return weights + int(biases)


def mlp_shapes(sizes, batch):
    out = [("X", (batch, sizes[0]))]
    for k in range(1, len(sizes)):
        i, o = sizes[k - 1], sizes[k]
        for nm, shp in [("W", (i, o)), ("b", (1, o)), ("z", (batch, o)), ("a", (batch, o))]:
            out.append((nm + str(k), shp))
    return out
