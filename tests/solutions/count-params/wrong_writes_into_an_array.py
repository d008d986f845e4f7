# expect: unnamed
import numpy as np

def count_params(sizes, bias=True):
    s = np.asarray(sizes)
    last = s[1:].copy()
    if bias:
        s[:-1] += 1
    return sum(int(n_in) * int(n_out) for n_in, n_out in zip(s, last))

def mlp_shapes(sizes, batch):
    shapes = []
    shapes.append(("X", (batch, sizes[0])))
    layer = 0
    while layer < len(sizes) - 1:
        n_in, n_out = sizes[layer:layer + 2]
        layer += 1
        for name, rows, cols in (("W", n_in, n_out), ("b", 1, n_out), ("z", batch, n_out), ("a", batch, n_out)):
            shapes.append((name + str(layer), (rows, cols)))
    return shapes
