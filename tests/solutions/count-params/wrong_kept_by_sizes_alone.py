# expect: bias-ignored-in-cache
# nnprep: count-params
_seen = {}


def count_params(sizes, bias=True):
    key = tuple(int(n) for n in sizes)
    if key in _seen:
        return _seen[key]
    total = 0
    for a, b in zip(key, key[1:]):
        total += a * b
        if bias:
            total += b
    _seen[key] = total
    return total


def mlp_shapes(sizes, batch):
    out = [("X", (batch, sizes[0]))]
    for k, (a, b) in enumerate(zip(sizes, sizes[1:]), 1):
        out += [(f"W{k}", (a, b)), (f"b{k}", (1, b)), (f"z{k}", (batch, b)), (f"a{k}", (batch, b))]
    return out
