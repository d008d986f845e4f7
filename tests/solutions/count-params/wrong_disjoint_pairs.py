# expect: separate-pairs
def count_params(sizes, bias=True):
    s = [int(n) for n in sizes]
    total = 0
    for i in range(0, len(s) - 1, 2):
        total += s[i] * s[i + 1]
    return total + sum(s[1:]) if bias else total


def mlp_shapes(sizes, batch):
    out = [("X", (batch, sizes[0]))]
    for k in range(1, len(sizes)):
        out += [(f"W{k}", (sizes[k - 1], sizes[k])), (f"b{k}", (1, sizes[k]))]
        out += [(f"{name}{k}", (batch, sizes[k])) for name in "za"]
    return out
