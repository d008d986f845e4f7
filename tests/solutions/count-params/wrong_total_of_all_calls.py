# expect: unnamed
# says: a wrong value that `count_params` returned is an earlier one plus the right one
total = 0


def count_params(sizes, bias=True):
    global total
    for a, b in zip(sizes[:-1], sizes[1:]):
        total += int(a) * int(b) + (int(b) if bias else 0)
    return total


def mlp_shapes(sizes, batch):
    out = [("X", (batch, sizes[0]))]
    for k in range(1, len(sizes)):
        out += [(f"W{k}", (sizes[k - 1], sizes[k])), (f"b{k}", (1, sizes[k]))]
        out += [(f"{name}{k}", (batch, sizes[k])) for name in "za"]
    return out
