# expect: last-weights-missed + b-flat
def _plain(sizes):
    """A list of Python ints, from a list or an array."""
    if hasattr(sizes, "tolist"):
        return sizes.tolist()
    return [int(n) for n in sizes]


def count_params(sizes, bias=True):
    s = _plain(sizes)
    pairs = [(s[i], s[i + 1]) for i in range(len(s) - 2)]
    n_weights = sum([a * b for a, b in pairs])
    if not bias:
        return n_weights
    n_biases = sum(s) - s[0]
    return n_weights + n_biases


def mlp_shapes(sizes, batch):
    names, shapes = ["X"], [(batch, sizes[0])]
    for i in range(1, len(sizes)):
        names.extend([letter + str(i) for letter in "Wbza"])
        shapes.extend([(sizes[i - 1], sizes[i]), (sizes[i],), (batch, sizes[i]), (batch, sizes[i])])
    return list(zip(names, shapes))
