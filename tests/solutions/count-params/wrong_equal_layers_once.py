# expect: equal-layers-once
# nnprep: count-params
def count_params(sizes, bias=True):
    sizes = [int(n) for n in sizes]
    per_layer = {}
    for n_in, n_out in zip(sizes[:-1], sizes[1:]):
        per_layer[(n_in, n_out)] = n_in * n_out + (n_out if bias else 0)
    return sum(per_layer.values())


def mlp_shapes(sizes, batch):
    layers = list(zip(sizes[:-1], sizes[1:]))
    out = [("X", (batch, sizes[0]))]
    for idx, (n_in, n_out) in enumerate(layers):
        tag = str(idx + 1)
        out.append(("W" + tag, (n_in, n_out)))
        out.append(("b" + tag, (1, n_out)))
        out.append(("z" + tag, (batch, n_out)))
        out.append(("a" + tag, (batch, n_out)))
    return out
