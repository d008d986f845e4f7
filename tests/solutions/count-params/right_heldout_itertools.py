from functools import reduce
from itertools import chain, count, pairwise


def count_params(sizes, bias=True):
    pairs = pairwise(map(int, sizes))
    step = (lambda acc, io: acc + io[0] * io[1] + io[1]) if bias else (lambda acc, io: acc + io[0] * io[1])
    return reduce(step, pairs, 0)


def mlp_shapes(sizes, batch):
    def block(k, io):
        i, o = io
        names = ("W", "b", "z", "a")
        shapes = ((i, o), (1, o), (batch, o), (batch, o))
        return zip((n + str(k) for n in names), shapes)

    layers = map(block, count(1), pairwise(sizes))
    return [("X", (batch, sizes[0])), *chain.from_iterable(layers)]
