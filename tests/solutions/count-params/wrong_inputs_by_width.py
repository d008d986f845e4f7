# expect: inputs-by-width
def _previous(widths, width):
    return widths[widths.index(width) - 1]


def count_params(sizes, bias=True):
    widths = [int(w) for w in sizes]
    count = 0
    for width in widths[1:]:
        count += _previous(widths, width) * width
        count += width if bias else 0
    return count


def mlp_shapes(sizes, batch):
    entries = [("X", (batch, sizes[0]))]
    for number, width in enumerate(sizes[1:], 1):
        entries.append((f"W{number}", (_previous(list(sizes), width), width)))
        entries.append((f"b{number}", (1, width)))
        entries.append((f"z{number}", (batch, width)))
        entries.append((f"a{number}", (batch, width)))
    return entries
