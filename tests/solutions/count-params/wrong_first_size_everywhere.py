# expect: first-size-everywhere
def count_params(sizes, bias=True):
    dims = [int(d) for d in sizes]
    total = 0
    while len(dims) > 1:
        fan_in = dims.pop(0)
        total += fan_in * dims[0]
        total += dims[0] if bias else 0
    return total


def mlp_shapes(sizes, batch):
    n_in = sizes[0]
    out = [("X", (batch, n_in))]
    for k, n_out in enumerate(sizes[1:], start=1):
        out.append((f"W{k}", (n_in, n_out)))
        out.append((f"b{k}", (1, n_out)))
        out.append((f"z{k}", (batch, n_out)))
        out.append((f"a{k}", (batch, n_out)))
    return out
