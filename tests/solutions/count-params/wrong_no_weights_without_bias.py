# expect: bias-false-counts-biases
def count_params(sizes, bias=True):
    total = 0
    for k in range(1, len(sizes)):
        if bias:
            total += (int(sizes[k - 1]) + 1) * int(sizes[k])
        else:
            total += int(sizes[k])
    return total


def mlp_shapes(sizes, batch):
    table = [("X", (batch, sizes[0]))]
    for k in range(1, len(sizes)):
        out = (batch, sizes[k])
        table += [(f"W{k}", (sizes[k - 1], sizes[k])), (f"b{k}", (1, sizes[k])), (f"z{k}", out), (f"a{k}", out)]
    return table
