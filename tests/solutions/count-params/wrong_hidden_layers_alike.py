# expect: hidden-layers-alike
def get_weights_dim(input_dim, units, nlayers, output_dim):
    return input_dim * units + nlayers * units**2 + output_dim * units


def get_biases_dim(units, nlayers, output_dim):
    return units + nlayers * units + output_dim


def count_params(sizes, bias=True):
    sizes = [int(s) for s in sizes]
    if len(sizes) == 2:
        return sizes[0] * sizes[1] + (sizes[1] if bias else 0)
    units, nlayers = sizes[1], len(sizes) - 3
    n = get_weights_dim(sizes[0], units, nlayers, sizes[-1])
    if bias:
        n += get_biases_dim(units, nlayers, sizes[-1])
    return n


def mlp_shapes(sizes, batch):
    res = [("X", (batch, sizes[0]))]
    for i in range(1, len(sizes)):
        res += [("W%d" % i, (sizes[i-1], sizes[i])), ("b%d" % i, (1, sizes[i])),
                ("z%d" % i, (batch, sizes[i])), ("a%d" % i, (batch, sizes[i]))]
    return res
