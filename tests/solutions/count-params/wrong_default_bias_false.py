# expect: default-bias-false
from itertools import pairwise


def count_params(sizes, bias=False):
    # NumPy's integers have a fixed width and wrap around; Python's don't.
    sizes = [int(n) for n in sizes]
    # Only neighboring layers are connected, each pair by one full matrix.
    weights = sum(n_in * n_out for n_in, n_out in pairwise(sizes))
    # Every unit has one bias, except the inputs: they are data, not units.
    biases = sum(sizes[1:])
    return weights + biases if bias else weights


def mlp_shapes(sizes, batch):
    # The rows of X are the samples, its columns the inputs.
    shapes = [("X", (batch, sizes[0]))]
    for layer, (n_in, n_out) in enumerate(pairwise(sizes), start=1):
        # W maps n_in values to n_out. It belongs to the network, so it has no
        # batch axis.
        shapes.append((f"W{layer}", (n_in, n_out)))
        # One bias per unit, the same for every row.
        shapes.append((f"b{layer}", (1, n_out)))
        # (batch, n_in) @ (n_in, n_out) gives one row per sample and one column
        # per unit.
        shapes.append((f"z{layer}", (batch, n_out)))
        # An activation is elementwise and keeps the shape.
        shapes.append((f"a{layer}", (batch, n_out)))
    return shapes
