# expect: unnamed
# says: Here, `count_params` is right in exactly the calls where no two neighbors among the sizes are equal.
from itertools import groupby


def count_params(sizes, bias=True):
    dims = [width for width, _ in groupby(int(s) for s in sizes)]
    total = 0
    for i, o in zip(dims, dims[1:]):
        total += i * o
        if bias:
            total += o
    return total


def mlp_shapes(sizes, batch):
    rows = [("X", (batch, sizes[0]))]
    for k in range(1, len(sizes)):
        i, o = sizes[k - 1], sizes[k]
        rows += [("W%d" % k, (i, o)), ("b%d" % k, (1, o)), ("z%d" % k, (batch, o)), ("a%d" % k, (batch, o))]
    return rows
