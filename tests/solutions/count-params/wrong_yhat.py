# expect: unnamed
# says: Here, yhat stands in place of a2.
def count_params(sizes, bias=True):
    chain = list(map(int, sizes))
    per_layer = []
    for a, b in zip(chain, chain[1:]):
        weights, intercepts = a * b, b
        per_layer.append(weights + intercepts * bool(bias))
    return sum(per_layer)


def mlp_shapes(sizes, batch):
    last = len(sizes) - 1
    desc = [("X", (batch, sizes[0]))]
    for k in range(1, last + 1):
        desc.append((f"W{k}", (sizes[k - 1], sizes[k])))
        desc.append((f"b{k}", (1, sizes[k])))
        desc.append((f"z{k}", (batch, sizes[k])))
        desc.append((f"a{k}" if k < last else "yhat", (batch, sizes[k])))
    return desc
