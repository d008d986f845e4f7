# Whole arrays at once: the weights are a dot product of the sizes with themselves, shifted by one.
import numpy as np


def count_params(sizes, bias=True):
    sizes = np.asarray(sizes, dtype=np.int64)
    total = np.dot(sizes[:-1], sizes[1:])
    if bias:
        total = total + np.sum(sizes[1:])
    return total


def mlp_shapes(sizes, batch):
    answer = [["X", [batch, sizes[0]]]]
    for k in range(1, len(sizes)):
        answer += [
            [f"W{k}", [sizes[k - 1], sizes[k]]],
            [f"b{k}", [1, sizes[k]]],
            [f"z{k}", [batch, sizes[k]]],
            [f"a{k}", [batch, sizes[k]]],
        ]
    return answer
