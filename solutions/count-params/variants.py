"""How people write these functions: right solutions, with what they do instead in each place."""

from itertools import combinations, pairwise

from nnprep.checks.choices import either, instead


def count_params(sizes, bias=True):
    sizes = either(
        [int(n) for n in sizes],
        "NumPy's integers stayed as narrow as they are",
        [*sizes],
    )
    first, hidden, last = sizes[0], sizes[1], sizes[-1]
    layers = len(sizes) - 1
    if instead("there were just one output"):
        sizes = [*sizes[:-1], 1]
    if instead("all hidden layers were as wide as the first one"):
        sizes = [first, *[hidden] * (layers - 1), last]
    weights = either(
        sum(n_in * n_out for n_in, n_out in pairwise(sizes)),
        "weights were counted of the first layer only",
        first * hidden,
        "weights were counted of the last layer only",
        sizes[-2] * last,
        "the last layer had no weights",
        sum(n_in * n_out for n_in, n_out in pairwise(sizes[:-1])),
        "the first layer had no weights",
        sum(n_in * n_out for n_in, n_out in pairwise(sizes[1:])),
        "neighboring sizes were added instead of multiplied",
        sum(n_in + n_out for n_in, n_out in pairwise(sizes)),
        "every layer were connected to the inputs",
        sum(first * n_out for n_out in sizes[1:]),
        "every pair of layers were connected",
        sum(n_in * n_out for n_in, n_out in combinations(sizes, 2)),
        "each layer's weights were the square of its width",
        sum(n_out * n_out for n_out in sizes[1:]),
        "all hidden layers were as wide as the first one and there were just one output",
        first * hidden + (layers - 2) * hidden**2 + hidden,
        "every layer but the first were as wide as the first hidden one with just one output",
        first * hidden + max(layers - 2, 0) * hidden**2 + hidden,
        "weights ran from the first layer straight to the last",
        first * last,
        "there were no weights",
        0,
    )
    biases = either(
        sum(sizes[1:]),
        "there were no biases",
        0,
        "each layer had a single bias",
        layers,
        "the inputs had biases too",
        sum(sizes),
        "the output layer had no biases",
        sum(sizes[1:-1]),
        "only the first hidden layer had biases",
        hidden,
        "only the output layer had biases",
        sizes[-1],
        "each layer had a bias for each of its inputs instead of its units",
        sum(sizes[:-1]),
        "the first hidden layer had no biases",
        sum(sizes[2:]),
        "there were a single bias in all",
        1,
        "there were as many biases as sizes",
        len(sizes),
        "every unit had two biases",
        2 * sum(sizes[1:]),
    )
    if instead("bias=False were ignored"):
        bias = True
    if instead("bias=True and bias=False were exchanged"):
        bias = not bias
    count = weights + biases if bias else weights
    return either(
        count,
        "the number of units were added",
        count + sum(sizes),
        "the number of hidden and output units were added",
        count + sum(sizes[1:]),
        "everything were counted twice",
        2 * count,
        "1 were added",
        count + 1,
        "1 were subtracted",
        count - 1,
    )


def mlp_shapes(sizes, batch):
    shapes = []
    columns = instead("samples were columns so that every shape is turned around")
    if not instead("the entry of X were missing"):
        name = either("X", "X were called a0", "a0", "X were called x", "x", "X were called A0", "A0")
        shape = either(
            (sizes[0], batch) if columns else (batch, sizes[0]),
            "the shape of X were turned around",
            (sizes[0], batch),
            "X were a single row",
            (1, sizes[0]),
        )
        shapes.append((name, shape))
    kinds = either(
        "Wbza",
        "W, b, z and a were called w, b, z and a",
        "wbza",
        "names had the capitals W, B, Z and A",
        "WBZA",
        "z and a were called Z and A",
        "WbZA",
    )
    start = either(1, "layers were numbered from 0", 0, "layers were numbered from 2", 2)
    between = either("", "an underscore stood before the number", "_")
    for layer, (n_in, n_out) in enumerate(pairwise(sizes), start=start):
        W = either(
            (n_out, n_in) if columns else (n_in, n_out),
            "W had the shape (n_out, n_in)",
            (n_out, n_in),
            "W had a row more for the biases",
            (n_in + 1, n_out),
        )
        b = either(
            (n_out, 1) if columns else (1, n_out),
            "b had the shape (n_out,)",
            (n_out,),
            "b had the shape (n_out, 1)",
            (n_out, 1),
            "b had a row for each row of the batch",
            (batch, n_out),
            "b were a single number",
            (1, 1),
        )
        z = either(
            (n_out, batch) if columns else (batch, n_out),
            "z had the shape (n_out, batch)",
            (n_out, batch),
            "z had no batch axis",
            (1, n_out),
            "z were as wide as the layer before",
            (batch, n_in),
            "z had the shape of W",
            (n_in, n_out),
            "z were flat",
            (n_out,),
        )
        a = either(
            (n_out, batch) if columns else (batch, n_out),
            "a had the shape (n_out, batch)",
            (n_out, batch),
            "a had no batch axis",
            (1, n_out),
            "a were as wide as the layer before",
            (batch, n_in),
            "a had the shape of W",
            (n_in, n_out),
            "a were flat",
            (n_out,),
        )
        entries = [
            (f"{kind}{between}{layer}", shape) for kind, shape in zip(kinds, (W, b, z, a), strict=True)
        ]
        is_last = layer - start == len(sizes) - 2
        shapes += either(
            entries,
            "b came before W",
            [entries[1], entries[0], *entries[2:]],
            "a were missing",
            entries[:3],
            "z were missing",
            [*entries[:2], entries[3]],
            "z and a were missing",
            entries[:2],
            "the last layer had no a",
            entries[:3] if is_last else entries,
            "b were missing",
            [entries[0], *entries[2:]],
            "z and a came before W and b",
            [*entries[2:], *entries[:2]],
            "a came before z",
            [*entries[:2], entries[3], entries[2]],
        )
    return either(
        shapes,
        "the pairs were entries of a dict",
        dict(shapes),
        "entries were sorted by kind instead of layer",
        sorted(shapes, key=lambda pair: ("XxaA".find(pair[0][0]), pair[0][0])),
        "only shapes were returned",
        [shape for _, shape in shapes],
    )
