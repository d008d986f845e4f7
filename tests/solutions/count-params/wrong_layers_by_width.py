# expect: layers-by-width
def mlp_shapes(sizes, batch):
    listing = [("X", (batch, sizes[0]))]
    for width in sizes[1:]:
        k = sizes.index(width)
        fan_in = sizes[k - 1]
        listing.append((f"W{k}", (fan_in, width)))
        listing.append((f"b{k}", (1, width)))
        listing.append((f"z{k}", (batch, width)))
        listing.append((f"a{k}", (batch, width)))
    return listing


def count_params(sizes, bias=True):
    sizes = [int(x) for x in sizes]
    acc = 0
    for left, right in zip(sizes, sizes[1:]):
        acc += left * right + right * int(bias)
    return acc
