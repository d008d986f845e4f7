# expect: bias-not-on-first + numbers-from-zero
def count_params(sizes, bias=True):
    sizes = list(map(int, sizes))
    total = 0
    for layer in range(1, len(sizes)):
        rows = sizes[layer - 1] + (1 if bias and layer > 1 else 0)
        total += rows * sizes[layer]
    return total


def mlp_shapes(sizes, batch):
    table = {"X": (batch, sizes[0])}
    for k, n_out in enumerate(sizes[1:]):
        table[f"W{k}"] = (sizes[k], n_out)
        table[f"b{k}"] = (1, n_out)
        table[f"z{k}"] = table[f"a{k}"] = (batch, n_out)
    return [*table.items()]
