# expect: truth-of-an-array
def count_params(sizes, bias=True):
    if not sizes:
        return 0
    extra = 1 if bias else 0
    total, before = 0, int(sizes[0])
    for here in map(int, sizes[1:]):
        total += (before + extra) * here
        before = here
    return total


def mlp_shapes(sizes, batch):
    out = [("X", (batch, sizes[0]))]
    for k in range(1, len(sizes)):
        n_in, n_out = sizes[k - 1], sizes[k]
        out += [
            (f"W{k}", (n_in, n_out)),
            (f"b{k}", (1, n_out)),
            (f"z{k}", (batch, n_out)),
            (f"a{k}", (batch, n_out)),
        ]
    return out
