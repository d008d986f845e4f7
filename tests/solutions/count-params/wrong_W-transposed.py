# expect: W-transposed
def count_params(sizes, bias=True):
    total = 0
    for k in range(len(sizes) - 1):
        n_in, n_out = int(sizes[k]), int(sizes[k + 1])
        total += n_in * n_out + (n_out if bias else 0)
    return total


def mlp_shapes(sizes, batch):
    out = [("X", (batch, sizes[0]))]
    for k, n in enumerate(sizes[1:], start=1):
        out.append((f"W{k}", (n, sizes[k - 1])))
        out.append((f"b{k}", (1, n)))
        out.append((f"z{k}", (batch, n)))
        out.append((f"a{k}", (batch, n)))
    return out
