# expect: sorted-by-name-after-X
def count_params(sizes, bias=True):
    s = [int(n) for n in sizes]
    total = 0
    for i in range(1, len(s)):
        total += s[i - 1] * s[i] + s[i] * bool(bias)
    return total


def mlp_shapes(sizes, batch):
    out = [("X", (batch, sizes[0]))]
    for k in range(1, len(sizes)):
        out += [(f"W{k}", (sizes[k - 1], sizes[k])), (f"b{k}", (1, sizes[k]))]
        out += [(f"{name}{k}", (batch, sizes[k])) for name in "za"]
    return out[:1] + sorted(out[1:])
