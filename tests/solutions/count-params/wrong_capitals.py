# expect: names-of-layers-in-capitals

def count_params(sizes, bias=True):
    return sum(int(o) * (int(i) + bool(bias)) for i, o in zip(sizes, sizes[1:]))


def mlp_shapes(sizes, batch):
    arrays = {"X": (batch, sizes[0])}
    for k in range(1, len(sizes)):
        i, o = sizes[k - 1 : k + 1]
        arrays |= {f"W{k}": (i, o), f"b{k}": (1, o), f"Z{k}": (batch, o), f"A{k}": (batch, o)}
    return list(arrays.items())
