# expect: one-bias-subtracted + last-shapes-missed
def count_params(sizes, bias=True):
    num = 0
    for l in range(1, len(sizes)):
        num += (int(sizes[l - 1]) + 1) * int(sizes[l])
    if not bias:
        num -= len(sizes) - 1
    return num


def mlp_shapes(sizes, batch):
    L = len(sizes) - 1
    cache = [("X", (batch, sizes[0]))]
    for l in range(1, L):
        cache.append(("W" + str(l), (sizes[l - 1], sizes[l])))
        cache.append(("b" + str(l), (1, sizes[l])))
        cache.append(("z" + str(l), (batch, sizes[l])))
        cache.append(("a" + str(l), (batch, sizes[l])))
    return cache
