# expect: derived:variant
# nnprep: count-params
import math


def count_params(sizes, bias=True):
    dims = [int(n) for n in sizes]
    learned = 0
    for shape in zip(dims, dims[1:]):
        learned += math.prod(shape)      # W
        if bias:
            learned += shape[1]          # b
        learned += shape[1]              # a, the features of this layer
    return learned


def mlp_shapes(sizes, batch):
    return [("X", (batch, sizes[0]))] + [
        (letter + str(k), (sizes[k - 1] if letter == "W" else 1 if letter == "b" else batch, sizes[k]))
        for k in range(1, len(sizes))
        for letter in "Wbza"
    ]
