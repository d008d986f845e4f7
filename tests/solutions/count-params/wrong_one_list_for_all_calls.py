# expect: unnamed
# says: `mlp_shapes` returned what an earlier call returned, followed by the right list
# nnprep: count-params
def count_params(sizes, bias=True):
    n = 0
    for a, b in zip(sizes[:-1], sizes[1:]):
        a, b = int(a), int(b)
        n += a * b
        n += b * int(bias)
    return n


def mlp_shapes(sizes, batch, shapes=[]):
    shapes.append(("X", (batch, sizes[0])))
    layer = 1
    while layer < len(sizes):
        n_in, n_out = sizes[layer - 1], sizes[layer]
        for letter, shape in (("W", (n_in, n_out)), ("b", (1, n_out)),
                              ("z", (batch, n_out)), ("a", (batch, n_out))):
            shapes.append((letter + str(layer), shape))
        layer += 1
    return shapes
