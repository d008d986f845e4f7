# expect: bias-on-input
def count_params(sizes, bias=True):
    total = 0
    for k, n in enumerate(sizes):
        n = int(n)
        total += n * int(sizes[k - 1]) if k else 0
        total += n if bias else 0
    return total


def mlp_shapes(sizes, batch):
    answer = [("X", (batch, sizes[0]))]
    for k in range(1, len(sizes)):
        n_in, n_out = sizes[k - 1], sizes[k]
        answer += [(f"W{k}", (n_in, n_out)), (f"b{k}", (1, n_out))]
        answer += [(f"z{k}", (batch, n_out)), (f"a{k}", (batch, n_out))]
    return answer
