# expect: hidden-layers-alike-narrow
def count_params(sizes, bias=True):
    n_in, W, D = sizes[0], sizes[1], len(sizes)
    input_params = n_in * W
    hidden_layers_params = (D - 3) * W ** 2
    output_params = W * sizes[-1]
    total = input_params + hidden_layers_params + output_params
    if bias:
        total += W * (D - 2) + sizes[-1]
    return int(total)


def mlp_shapes(sizes, batch):
    res = [("X", (batch, sizes[0]))]
    for i in range(len(sizes) - 1):
        n = str(i + 1)
        res += [("W" + n, (sizes[i], sizes[i + 1])), ("b" + n, (1, sizes[i + 1])),
                ("z" + n, (batch, sizes[i + 1])), ("a" + n, (batch, sizes[i + 1]))]
    return res
