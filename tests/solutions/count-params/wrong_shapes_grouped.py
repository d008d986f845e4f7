# expect: shapes-grouped
def count_params(sizes, bias=True):
    dims = [int(d) for d in sizes]
    params = [d_in * d_out + (d_out if bias else 0) for d_in, d_out in zip(dims, dims[1:])]
    return sum(params)


def mlp_shapes(sizes, batch):
    params, acts = [], []
    for k in range(1, len(sizes)):
        params.append((f"W{k}", (sizes[k - 1], sizes[k])))
        params.append((f"b{k}", (1, sizes[k])))
        acts.append((f"z{k}", (batch, sizes[k])))
        acts.append((f"a{k}", (batch, sizes[k])))
    return [("X", (batch, sizes[0]))] + params + acts
