"""Hidden checks of `count-params`."""

import numpy as np

from nnprep.checks import IteratorItems, drawn_cases, inputs_kept, near, part, robust, style


def check_one_layer(f, rng):
    """one layer, a single output"""
    return f.count_params([7, 1])


def check_two_layers(f, rng):
    """one hidden layer"""
    return f.count_params([10, 64, 3])


def check_without_bias(f, rng):
    """a network without biases"""
    return f.count_params([10, 64, 32, 3], bias=False)


def check_deep(f, rng):
    """two hidden layers, sizes of a digit classifier"""
    return f.count_params([784, 256, 128, 10])


def check_equal_sizes(f, rng):
    """all layers of the same size"""
    return f.count_params([6, 6, 6])


def check_width_one(f, rng):
    """layers one unit wide"""
    return f.count_params([1, 1, 1, 1])


def check_any_sizes(f, rng):
    """five layers, two of one size, but not next to each other"""
    sizes = rng.choice(np.arange(2, 40), size=6, replace=False).tolist()
    # Only merged neighbors, or only equal sizes anywhere: this tells one from the other.
    sizes[4] = sizes[1]
    return f.count_params(sizes)


def check_cut_in_two(f, rng):
    """a network cut in two at a hidden layer has as many parameters as its halves"""
    first, second = rng.integers(2, 30, size=(2, 3)).tolist()
    halves = f.count_params(first) + f.count_params(first[-1:] + second)
    near("the whole network", f.count_params(first + second), halves)


def check_wide_layers(f, rng):
    """very wide layers"""
    return f.count_params([70_000, 70_000, 10])


@robust
def check_widest_layers(f, rng):
    """layers of billions of units, more parameters than 64 bits hold"""
    # Products of odd numbers that floats can't hold.
    return f.count_params([4_000_000_001, 4_000_000_003, 11])


def check_array_of_sizes(f, rng):
    """sizes as a NumPy array, from 64 bits down to 8"""
    return {
        "int64": f.count_params(np.array([10, 64, 3])),
        "int32": f.count_params(np.array([70_000, 70_000, 10], dtype=np.int32)),
        "int16": f.count_params(np.array([300, 300, 2], dtype=np.int16)),
        "uint8": f.count_params(np.array([100, 200], dtype=np.uint8)),
        "int8": f.count_params(np.array([100, 100], dtype=np.int8)),
        "int8, two layers": f.count_params(np.array([50, 100, 90], dtype=np.int8)),
    }


def layer_sizes(rng, large):
    """Sizes of up to six layers, or of dozens of wide ones."""
    count, widest = (int(rng.integers(20, 60)), 30_000) if large else (int(rng.integers(2, 8)), 60)
    return rng.integers(1, widest, size=count).tolist()


def fewer_sizes(rng, large):
    """The same, but of sixteen layers at most: a recursion that visits each layer twice is right, too."""
    return layer_sizes(rng, large)[: int(rng.integers(15, 18))]


def countable(rng, sizes):
    """The sizes as a list or an array, and whether there are biases."""
    kind = np.dtype(rng.choice(["int16", "int32", "int64", "uint16"]))
    return np.array(sizes, dtype=kind) if rng.random() < 0.6 else sizes, bool(rng.random() < 0.5)


check_drawn = drawn_cases(
    "count_params",
    countable,
    changing=(1,),
    title="random sizes in lists and arrays, with and without biases",
    sizes=layer_sizes,
)


@style
def check_kind_of_count(f, rng):
    """the count is an int"""
    near("the count", type_name(f.count_params([10, 64, 3])), "int")


check_sizes_kept = inputs_kept(
    lambda f, sizes: [f.count_params(sizes), f.count_params(np.array(sizes))], lambda rng: ([10, 64, 3],)
)


def type_name(value):
    """The type of what was returned; NumPy's integers are as good as Python's."""
    if isinstance(value, np.integer):
        return "int"
    return "iterator" if isinstance(value, IteratorItems) else type(value).__name__


def pairs(f, sizes, batch):
    """What `mlp_shapes` returns; if that isn't a list of pairs, an observation says what it is."""
    result = f.mlp_shapes(sizes, batch=batch)
    found = form(result)
    if found != PAIRS:
        near("mlp_shapes", found, PAIRS)
        held = str(plain(result))
        near("its contents", held, held)  # only a mistake that gives the same ones explains them
        raise ValueError(found)
    return result


def plain(value):
    """The same in Python's own types, so that equal contents have one text."""
    if isinstance(value, np.ndarray | np.generic):
        return value.tolist()
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list | tuple) else value


PAIRS = "a list of pairs (name, shape)"


def form(result):
    """What kind of value `mlp_shapes` returned, in words."""
    if not isinstance(result, list | tuple):
        return f"a value of type {type(result).__name__}"
    if all(isinstance(item, list | tuple) and len(item) == 2 and isinstance(item[0], str) for item in result):
        return PAIRS
    if any(isinstance(item, list | tuple) and item and isinstance(item[0], list | tuple) for item in result):
        return "a list of lists of pairs"
    return "a list of something else than pairs (name, shape)"


def shapes(f, sizes, batch):
    """The shapes by name and as text, so that the report shows what each of them is and should be."""
    return {name: shape_text(shape) for name, shape in pairs(f, sizes, batch)}


def shape_text(shape):
    """A shape as it is written; a list or an array of the same numbers reads the same."""
    shape = shape.tolist() if isinstance(shape, np.ndarray) else shape
    if isinstance(shape, list | tuple) and all(isinstance(n, int | float | np.number) for n in shape):
        return str(tuple(int(n) for n in shape))
    return repr(shape)[:60]


@part("shapes")
def check_names(f, rng):
    """which arrays there are, in order"""
    return ", ".join(name for name, _ in pairs(f, [10, 64, 3], 32))


@part("shapes")
def check_names_deep(f, rng):
    """the names of layers 9 to 12 of twelve"""
    return ", ".join(name for name, _ in pairs(f, list(range(2, 15)), 32)[-16:])


@part("shapes")
def check_shapes(f, rng):
    """shapes of a network with one hidden layer"""
    return shapes(f, [10, 64, 3], 32)


@part("shapes")
def check_shapes_one_row(f, rng):
    """a batch of one"""
    return shapes(f, [6, 2], 1)


@part("shapes")
def check_shapes_deep(f, rng):
    """shapes of a deeper network"""
    sizes = rng.integers(2, 20, size=5).tolist()
    # Whoever looks a layer up by its width finds the wrong one, or takes a hidden one for the last.
    sizes[3:] = sizes[1:3]
    return shapes(f, sizes, int(rng.integers(20, 30)))


def narrow_sizes(rng, large):
    """Sizes of sixteen layers at most, none wider than 90."""
    return [1 + size % 90 for size in fewer_sizes(rng, large)]


check_drawn_shapes = drawn_cases(
    shapes,
    lambda rng, sizes, batch: (sizes, batch),
    part="shapes",
    title="shapes of networks with random sizes",
    sizes=narrow_sizes,
    batch=(1, 50),
)


@part("shapes")
@style
def check_kinds(f, rng):
    """a list, in which every shape is a tuple of two ints"""
    result = f.mlp_shapes([10, 64, 3], batch=32)
    near("all of it", type_name(result), "list")
    kinds = {
        f"{type_name(shape)} of {', '.join(sorted({type_name(n) for n in shape}))}" for _, shape in result
    }
    near("the shapes", " or ".join(sorted(kinds)), "tuple of int")


check_sizes_kept_in_shapes = inputs_kept("mlp_shapes", lambda rng: ([10, 64, 3], 32), part="shapes")
