# expect: activation-as-wide-as-its-input
from math import prod


def count_params(sizes, bias=True):
    shapes = mlp_shapes([int(n) for n in sizes], 1)
    wanted = "Wb" if bias else "W"
    return sum(prod(shape) for name, shape in shapes if name[0] in wanted)


def mlp_shapes(sizes, batch):
    def generate():
        width = sizes[0]
        yield "X", (batch, width)
        for k, units in enumerate(sizes[1:], 1):
            yield f"W{k}", (width, units)
            yield f"b{k}", (1, units)
            yield f"z{k}", (batch, units)
            yield f"a{k}", (batch, width)
            width = units

    return list(generate())
