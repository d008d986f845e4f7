# expect: shapes-in-a-dict
def count_params(sizes, bias=True):
    total = 0
    for k in range(len(sizes) - 1):
        n_in, n_out = int(sizes[k]), int(sizes[k + 1])
        total += n_in * n_out + (n_out if bias else 0)
    return total


def mlp_shapes(sizes, batch):
    shapes = {"X": (batch, sizes[0])}
    for k in range(1, len(sizes)):
        shapes[f"W{k}"] = (sizes[k - 1], sizes[k])
        shapes[f"b{k}"] = (1, sizes[k])
        shapes[f"z{k}"] = shapes[f"a{k}"] = (batch, sizes[k])
    return shapes
