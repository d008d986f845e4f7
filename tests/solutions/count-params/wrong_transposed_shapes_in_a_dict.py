# expect: z-transposed + shapes-in-a-dict
def count_params(sizes, bias=True):
    count = 0
    prev = None
    for s in sizes:
        s = int(s)
        if prev is not None:
            count += prev * s
            if bias:
                count += s
        prev = s
    return count


def mlp_shapes(sizes, batch):
    d = {"X": (batch, sizes[0])}
    k = 1
    for n_in, n_out in zip(sizes, sizes[1:]):
        d[f"W{k}"] = (n_in, n_out)
        d[f"b{k}"] = (1, n_out)
        d[f"z{k}"] = (n_out, batch)
        d[f"a{k}"] = (n_out, batch)
        k += 1
    return d
