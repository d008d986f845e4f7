"""Hidden checks of `gelu-silu`."""

import numpy as np

from nnprep.checks import (
    absent,
    any_order,
    central_difference,
    drawn_cases,
    inputs_kept,
    near,
    part,
    plain_arrays,
    robust,
    style,
    tolerance,
    warnings_in,
)

SILUS = ["silu", "silu_grad"]
GRID = np.linspace(-5.0, 5.0, 21)
LARGE = np.array([-10_000.0, -800.0, -40.0, 40.0, 800.0, 10_000.0])
ROOT = np.sqrt(2 / np.pi)
# Well-known code writes the root as a literal of eight digits.
eight_digits = tolerance(rtol=1e-8, atol=1e-8)


def numbers(rng, *shape):
    """Pre-activations of both signs, one of each so large that forms of GELU differ."""
    z = 1.5 * rng.standard_normal(shape)
    z.flat[0], z.flat[-1] = -1.25, 1.75
    return z


def example(rng):
    return (numbers(rng, 4, 3),)


def any_shape(rng, large):
    """Up to three axes."""
    lengths = rng.integers(6, 14, size=3) if large else rng.integers(1, 6, size=rng.integers(1, 4))
    return tuple(lengths.tolist())


def any_numbers(rng, shape):
    """Numbers up to about 20, and some that are exactly 0."""
    z = rng.standard_normal(shape) * rng.choice([0.1, 1.0, 5.0], size=shape, p=[0.1, 0.7, 0.2])
    z[rng.random(shape) < 0.1] = 0.0
    return (z,)


def drawn(name, part):
    return drawn_cases(name, any_numbers, part=part, title=f"{name} of random shapes", shape=any_shape)


def shapes(f, names, rng):
    """What functions make of a vector, a batch of one row, a square and three axes."""
    cases = [numbers(rng, *shape) for shape in ((5,), (1, 4), (3, 3), (2, 3, 4))]
    return {f"{name} {z.shape}": getattr(f, name)(z) for name in names for z in cases}


def each(f, names, z):
    return {name: getattr(f, name)(z) for name in names}


def warned(f, names):
    """Observe that no function makes NumPy warn of large numbers."""
    first = len(f.calls)
    each(f, names, LARGE)
    absent("warnings", warnings_in(f.calls[first:]))


@part("gelu")
@eight_digits
def check_gelu(f, rng):
    """GELU of a (4, 3) array"""
    return f.gelu(*example(rng))


@part("gelu")
@eight_digits
def check_gelu_known(f, rng):
    """GELU of -1, 0 and 1"""
    return f.gelu(np.array([-1.0, 0.0, 1.0]))


@part("gelu")
@eight_digits
def check_gelu_shapes(f, rng):
    """a vector, one row, a square and three axes"""
    return shapes(f, ["gelu"], rng)


@part("gelu")
@eight_digits
def check_gelu_grid(f, rng):
    """GELU from -5 to 5"""
    return f.gelu(GRID)


check_gelu_drawn = eight_digits(drawn("gelu", "gelu"))


@part("gelu")
@robust
def check_gelu_large(f, rng):
    """z of ±40, ±800 and ±10,000"""
    return f.gelu(LARGE)


@part("gelu")
@robust
@eight_digits
def check_gelu_scalar(f, rng):
    """an array without axes"""
    return f.gelu(np.array(rng.uniform(1, 2)))


@part("gelu")
@style
def check_gelu_warnings(f, rng):
    """z up to ±10,000 shouldn't make NumPy warn"""
    warned(f, ["gelu"])


check_gelu_kept = inputs_kept("gelu", example, part="gelu")
check_gelu_fortran = eight_digits(any_order("gelu", example, part="gelu"))
check_gelu_kinds = plain_arrays("gelu", example, part="gelu")


@part("gelu-grad")
@eight_digits
def check_gelu_grad(f, rng):
    """the slope of GELU for a (4, 3) array"""
    return f.gelu_grad(*example(rng))


@part("gelu-grad")
@eight_digits
def check_gelu_grad_known(f, rng):
    """the slope of GELU at -1, 0 and 1"""
    return f.gelu_grad(np.array([-1.0, 0.0, 1.0]))


@part("gelu-grad")
@eight_digits
def check_gelu_grad_shapes(f, rng):
    """a vector, one row, a square and three axes"""
    return shapes(f, ["gelu_grad"], rng)


@part("gelu-grad")
def check_gelu_slope(f, rng):
    """the slope agrees with central differences of GELU, from -5 to 5"""

    def value(z):
        return 0.5 * z * (1 + np.tanh(ROOT * (z + 0.044715 * z**3)))

    near("gelu_grad", f.gelu_grad(GRID), central_difference(value, GRID), 1e-8)


@part("gelu-grad")
def check_gelu_grad_right(f, rng):
    """far right the slope is 1, to twelve digits: a difference quotient has ten"""
    near("gelu_grad minus 1", np.asarray(f.gelu_grad(rng.uniform(9, 12, 20))) - 1, np.zeros(20), 1e-12)


check_gelu_grad_drawn = eight_digits(drawn("gelu_grad", "gelu-grad"))


@part("gelu-grad")
@robust
def check_gelu_grad_large(f, rng):
    """z of ±40, ±800 and ±10,000"""
    return f.gelu_grad(LARGE)


@part("gelu-grad")
@robust
@eight_digits
def check_gelu_grad_scalar(f, rng):
    """an array without axes"""
    return f.gelu_grad(np.array(rng.uniform(1, 2)))


@part("gelu-grad")
@style
def check_gelu_grad_warnings(f, rng):
    """z up to ±10,000 shouldn't make NumPy warn"""
    warned(f, ["gelu_grad"])


check_gelu_grad_kept = inputs_kept("gelu_grad", example, part="gelu-grad")


@part("silu")
def check_silu(f, rng):
    """SiLU and its slope for a (4, 3) array"""
    return each(f, SILUS, *example(rng))


@part("silu")
def check_silu_known(f, rng):
    """SiLU and its slope at -1, 0 and 1"""
    return each(f, SILUS, np.array([-1.0, 0.0, 1.0]))


@part("silu")
def check_silu_shapes(f, rng):
    """a vector, one row, a square and three axes"""
    return shapes(f, SILUS, rng)


@part("silu")
def check_silu_slope(f, rng):
    """the slope agrees with central differences of SiLU, from -5 to 5"""
    near("silu_grad", f.silu_grad(GRID), central_difference(lambda z: z / (1 + np.exp(-z)), GRID), 1e-8)


@part("silu")
def check_silu_grad_right(f, rng):
    """far right the slope is 1, to twelve digits: a difference quotient has ten"""
    near("silu_grad minus 1", np.asarray(f.silu_grad(rng.uniform(40, 60, 20))) - 1, np.zeros(20), 1e-12)


check_silu_drawn = drawn("silu", "silu")
check_silu_grad_drawn = drawn("silu_grad", "silu")


@part("silu")
@robust
def check_silu_large(f, rng):
    """z of ±40, ±800 and ±10,000"""
    return each(f, SILUS, LARGE)


@part("silu")
@robust
def check_silu_scalar(f, rng):
    """an array without axes"""
    return each(f, SILUS, np.array(rng.uniform(1, 2)))


@part("silu")
@style
def check_silu_warnings(f, rng):
    """z up to ±10,000 shouldn't make NumPy warn"""
    warned(f, SILUS)


check_silu_kept = inputs_kept("silu", example, part="silu")
check_silu_grad_kept = inputs_kept("silu_grad", example, part="silu")
