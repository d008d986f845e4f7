# expect: no-bias + derived:variant + columns-are-samples + X-missing + numbers-from-zero


def count_params(sizes, bias=True):
    width = int(sizes[1])
    total = int(sizes[0]) * width + width
    for _ in range(len(sizes) - 3):
        total += width**2
    return total


def mlp_shapes(sizes, batch):
    shapes = []
    for number, (before, after) in enumerate(zip(sizes, sizes[1:])):
        shapes.append((f"W{number}", (after, before)))
        shapes.append((f"b{number}", (after, 1)))
        shapes += [(f"{letter}{number}", (after, batch)) for letter in "za"]
    return shapes
