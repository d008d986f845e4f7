# expect: bias-per-layer + b-single
def count_params(sizes, bias=True):
    total = 0
    for before, after in zip(sizes[:-1], sizes[1:]):
        total += int(before) * int(after)
        if bias:
            total += 1
    return total


def mlp_shapes(sizes, batch):
    arrays = [("X", (batch, sizes[0]))]
    for k in range(1, len(sizes)):
        unit = (batch, sizes[k])
        arrays += [(f"W{k}", (sizes[k - 1], sizes[k])), (f"b{k}", (1, 1)), (f"z{k}", unit), (f"a{k}", unit)]
    return arrays
