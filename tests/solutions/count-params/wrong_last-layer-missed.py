# expect: last-layer-missed
def count_params(sizes, bias=True):
    total = 0
    for i in range(len(sizes) - 2):
        total += (int(sizes[i]) + (1 if bias else 0)) * int(sizes[i + 1])
    return total


def mlp_shapes(sizes, batch):
    answer = [("X", (batch, sizes[0]))]
    for k in range(1, len(sizes)):
        n_in, n_out = sizes[k - 1], sizes[k]
        answer += [(f"W{k}", (n_in, n_out)), (f"b{k}", (1, n_out))]
        answer += [(f"z{k}", (batch, n_out)), (f"a{k}", (batch, n_out))]
    return answer
