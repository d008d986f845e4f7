# expect: unnamed
# says: Here, `count_params` is right in exactly the calls where no two of the sizes but the last are equal.
# nnprep: count-params
def count_params(sizes, bias=True):
    sizes = [int(n) for n in sizes]
    connections = dict(zip(sizes[:-1], sizes[1:]))
    weights = sum(i * o for i, o in connections.items())
    biases = sum(sizes[1:]) if bias else 0
    return weights + biases


def mlp_shapes(sizes, batch):
    shapes = {"X": (batch, sizes[0])}
    for k in range(1, len(sizes)):
        shapes[f"W{k}"] = (sizes[k - 1], sizes[k])
        shapes[f"b{k}"] = (1, sizes[k])
        shapes[f"z{k}"] = (batch, sizes[k])
        shapes[f"a{k}"] = (batch, sizes[k])
    return list(shapes.items())
