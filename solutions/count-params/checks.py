"""Hidden checks of `count-params`."""

import numpy as np

from nnprep.grading.checking import near, part, robust


def check_one_layer(f, rng):
    """one layer, a single output"""
    return f.count_params([7, 1])


def check_two_layers(f, rng):
    """one hidden layer"""
    return f.count_params([10, 64, 3])


def check_without_bias(f, rng):
    """a network without biases"""
    return f.count_params([10, 64, 3], bias=False)


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
    """five layers of other sizes"""
    return f.count_params(rng.integers(2, 40, size=6).tolist())


def check_cut_in_two(f, rng):
    """a network cut in two at a hidden layer has as many parameters as its halves"""
    first, second = rng.integers(2, 30, size=(2, 3)).tolist()
    halves = f.count_params(first) + f.count_params(first[-1:] + second)
    near("the whole network", f.count_params(first + second), halves)


@robust
def check_array_of_sizes(f, rng):
    """sizes as a NumPy array of 32-bit integers, wide layers"""
    return f.count_params(np.array([70_000, 70_000, 10], dtype=np.int32))


def shapes(f, sizes, batch):
    """The shapes by name and as text, so that the report says of each array what it is and what it should be."""
    return {name: str(tuple(int(n) for n in shape)) for name, shape in f.mlp_shapes(sizes, batch)}


@part("shapes")
def check_names(f, rng):
    """which arrays there are, in order"""
    return ", ".join(name for name, _ in f.mlp_shapes([10, 64, 3], 32))


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
    return shapes(f, rng.integers(2, 20, size=5).tolist(), int(rng.integers(20, 30)))
