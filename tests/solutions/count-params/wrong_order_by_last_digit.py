# expect: layers-sorted-as-text
def count_params(sizes, bias=True):
    s = list(map(int, sizes))
    return sum(s[i] * s[i + 1] for i in range(len(s) - 1)) + (sum(s) - s[0] if bias else 0)


def mlp_shapes(sizes, batch):
    shapes = []
    for kind in "Wbza":
        for k in range(1, len(sizes)):
            first = {"W": sizes[k - 1], "b": 1}.get(kind, batch)
            shapes.append((kind + str(k), (first, sizes[k])))
    shapes.sort(key=lambda pair: pair[0][-1])
    return [("X", (batch, sizes[0]))] + shapes
