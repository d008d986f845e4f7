# expect: bias-per-layer + int64-overflow
import numpy as np


def count_params(sizes, bias=True):
    sizes = np.array(sizes, dtype=np.int64)
    return int((sizes[:-1] * sizes[1:] + (1 if bias else 0)).sum())


def mlp_shapes(sizes, batch):
    answer = [("X", (batch, sizes[0]))]
    for k in range(1, len(sizes)):
        n_in, n_out = sizes[k - 1], sizes[k]
        answer += [(f"W{k}", (n_in, n_out)), (f"b{k}", (1, n_out))]
        answer += [(f"z{k}", (batch, n_out)), (f"a{k}", (batch, n_out))]
    return answer
