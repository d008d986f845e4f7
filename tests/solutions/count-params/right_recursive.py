# Recursive: one layer, then the rest of the network.
def count_params(sizes, bias=True):
    if len(sizes) < 2:
        return 0
    n_in, n_out, *_ = (int(n) for n in sizes)
    return (n_in + bool(bias)) * n_out + count_params(sizes[1:], bias)


def mlp_shapes(sizes, batch):
    def layers(number, sizes):
        if len(sizes) == 1:
            return []
        n_in, n_out = sizes[:2]
        here = {"W": (n_in, n_out), "b": (1, n_out), "z": (batch, n_out), "a": (batch, n_out)}
        return [(f"{letter}{number}", shape) for letter, shape in here.items()] + layers(
            number + 1, sizes[1:]
        )

    return [("X", (batch, sizes[0])), *layers(1, sizes)]
