# expect: int32-cast
import numpy as np


def count_params(sizes, bias=True):
    n = np.array(sizes).astype(np.int32)
    return int((n[:-1] * n[1:]).sum(dtype=np.int32)) + (int(n[1:].sum()) if bias else 0)


def mlp_shapes(sizes, batch):
    out = [("X", (batch, sizes[0]))]
    for k in range(1, len(sizes)):
        n_in, n_out = sizes[k - 1], sizes[k]
        out += [
            (f"W{k}", (n_in, n_out)),
            (f"b{k}", (1, n_out)),
            (f"z{k}", (batch, n_out)),
            (f"a{k}", (batch, n_out)),
        ]
    return out
