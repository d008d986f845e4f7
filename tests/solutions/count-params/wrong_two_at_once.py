# expect: bias-per-input + b-has-batch
def count_params(sizes, bias=True):
    return sum(int(a) * (int(b) + bool(bias)) for a, b in zip(sizes, sizes[1:]))


def mlp_shapes(sizes, batch):
    out = [("X", (batch, sizes[0]))]
    for k, (n_in, n_out) in enumerate(zip(sizes, sizes[1:])):
        row = (batch, n_out)
        out += [(f"W{k + 1}", (n_in, n_out)), (f"b{k + 1}", row), (f"z{k + 1}", row), (f"a{k + 1}", row)]
    return out
