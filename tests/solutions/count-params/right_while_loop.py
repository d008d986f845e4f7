# Index arithmetic and a running total.
def count_params(sizes, bias=True):
    total = 0
    layer = 1
    while layer < len(sizes):
        before, here = int(sizes[layer - 1]), int(sizes[layer])
        total += here * before
        if bias:
            total += here
        layer += 1
    return total


def mlp_shapes(sizes, batch):
    names, shapes = ["X"], [(batch, sizes[0])]
    for layer in range(len(sizes) - 1):
        for letter in "Wbza":
            names.append(letter + str(layer + 1))
        shapes.append((sizes[layer], sizes[layer + 1]))
        shapes.append((1, sizes[layer + 1]))
        shapes += 2 * [(batch, sizes[layer + 1])]
    return list(zip(names, shapes))
