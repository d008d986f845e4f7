"""Hidden checks of `gradient-check`."""

import numpy as np

from nnprep.checks import drawn_cases, inputs_kept, no_warnings, part, robust, same_twice, tolerance

LOOSE = tolerance(rtol=1e-8, atol=1e-8)
"""Central differences are right to ten digits; one-sided ones to five."""


def shaped(function, shape):
    """A function of an array of this shape; nan for any other."""

    def value(z):
        z = np.asarray(z, dtype=float)
        return float(function(z)) if z.shape == tuple(shape) else float("nan")

    return value


def cubic(shape):
    return shaped(lambda z: np.sum(z**3), shape)


def quadratic(rng, shape):
    """A function whose slope along each coordinate depends on all of them."""
    size = int(np.prod(shape))
    A, c = rng.standard_normal((size, size)), rng.standard_normal(size)
    return shaped(lambda z: z.ravel() @ A @ z.ravel() + c @ z.ravel(), shape)


def point(rng, *shape):
    return rng.choice([-1.0, 1.0], size=shape) * (0.5 + rng.random(shape))


@part("numerical-grad")
@LOOSE
def check_cubic(f, rng):
    """a sum of cubes, 2×3"""
    return f.numerical_grad(cubic((2, 3)), point(rng, 2, 3))


@part("numerical-grad")
@LOOSE
def check_coupled(f, rng):
    """a function that couples all coordinates"""
    function = quadratic(rng, (5,))
    return f.numerical_grad(function, point(rng, 5))


@part("numerical-grad")
@LOOSE
def check_exponentials(f, rng):
    """a sum of exponentials, three axes"""
    return f.numerical_grad(shaped(lambda z: np.sum(np.exp(z)), (2, 2, 3)), point(rng, 2, 2, 3))


@part("numerical-grad")
@LOOSE
def check_product(f, rng):
    """the product of all numbers"""
    return f.numerical_grad(shaped(np.prod, (4,)), point(rng, 4))


@part("numerical-grad")
@LOOSE
def check_number(f, rng):
    """x of shape (): a single number"""
    return f.numerical_grad(cubic(()), np.array(float(1 + rng.random())))


@part("numerical-grad")
@LOOSE
def check_one_entry(f, rng):
    """one entry, in one and in two axes"""
    return [f.numerical_grad(cubic(shape), point(rng, *shape)) for shape in ((1,), (1, 1))]


@part("numerical-grad")
@LOOSE
def check_transposed(f, rng):
    """a transposed matrix, and one in Fortran order"""
    functions, x = [quadratic(rng, (3, 2)), quadratic(rng, (3, 2))], point(rng, 2, 3)
    cases = {"transposed": x.T, "Fortran order": np.asfortranarray(point(rng, 3, 2))}
    return {name: f.numerical_grad(g, z) for g, (name, z) in zip(functions, cases.items(), strict=True)}


@part("numerical-grad")
@LOOSE
def check_gaps(f, rng):
    """every other column of a matrix"""
    function = quadratic(rng, (2, 3))
    return f.numerical_grad(function, point(rng, 2, 6)[:, ::2])


@part("numerical-grad")
@LOOSE
def check_integers(f, rng):
    """integers in x"""
    function, x = quadratic(rng, (2, 3)), rng.integers(-3, 4, size=(2, 3))
    return {kind.__name__: f.numerical_grad(function, x.astype(kind)) for kind in (np.int64, np.int8)}


@part("numerical-grad")
@LOOSE
def check_float32(f, rng):
    """float32 in x: the differences use float64"""
    function = quadratic(rng, (2, 3))
    return f.numerical_grad(function, point(rng, 2, 3).astype(np.float32))


@part("numerical-grad")
@LOOSE
def check_large_step(f, rng):
    """h = 0.1, given by name: the formula's own error shows"""
    return f.numerical_grad(cubic((2, 3)), point(rng, 2, 3), h=0.1)


@part("numerical-grad")
@LOOSE
def check_flat(f, rng):
    """a function that depends on only one coordinate"""
    return f.numerical_grad(shaped(lambda z: z[1, 0] ** 2, (3, 2)), point(rng, 3, 2))


def any_shape(rng, large):
    if large:
        return int(rng.integers(17, 25)), 2
    return tuple(rng.integers(1, 4, size=rng.integers(1, 4)).tolist())


def drawn_point(rng, shape):
    size = int(np.prod(shape))
    return point(rng, *shape), rng.standard_normal((size, size)) / size, float(rng.choice([1e-5, 1e-4, 0.01]))


def of_quadratic(f, x, A, h):
    return f.numerical_grad(shaped(lambda z: np.sum(np.tanh(A @ z.ravel())), x.shape), x, h)


check_drawn = LOOSE(
    drawn_cases(of_quadratic, drawn_point, changing=(1,), part="numerical-grad", shape=any_shape)
)
check_inputs = inputs_kept(
    lambda f, x: f.numerical_grad(cubic((4, 5)), x), lambda rng: (point(rng, 4, 5),), part="numerical-grad"
)


def pair(rng, *shape):
    return rng.standard_normal(shape), rng.standard_normal(shape)


@part("rel-error")
def check_vectors(f, rng):
    """two vectors"""
    return f.rel_error(*pair(rng, 5))


@part("rel-error")
def check_matrices(f, rng):
    """two matrices"""
    return f.rel_error(*pair(rng, 3, 4))


@part("rel-error")
def check_three_axes(f, rng):
    """arrays with three axes"""
    return f.rel_error(*pair(rng, 2, 3, 2))


@part("rel-error")
def check_close(f, rng):
    """nearly equal gradients"""
    a, noise = pair(rng, 6)
    return f.rel_error(a, a + 1e-4 * noise)


@part("rel-error")
def check_zeros(f, rng):
    """both 0, one of them 0, and equal ones"""
    a, zeros = rng.standard_normal(4), np.zeros(4)
    cases = {"both 0": (zeros, zeros), "a is 0": (zeros, a), "b is 0": (a, zeros), "equal": (a, a)}
    return {name: f.rel_error(*values) for name, values in cases.items()}


@part("rel-error")
def check_opposites(f, rng):
    """opposite gradients: 1, as large as it gets"""
    a = rng.standard_normal((2, 3))
    return f.rel_error(a, -a)


@part("rel-error")
@tolerance(rtol=1e-8)
def check_scales(f, rng):
    """gradients around 1e-12 and around 1e8"""
    a, b = pair(rng, 5)
    return {"tiny": f.rel_error(1e-12 * a, 1e-12 * b), "huge": f.rel_error(1e8 * a, 1e8 * b)}


def drawn_pair(rng, shape):
    a, noise = pair(rng, *shape)
    return a, a + float(rng.choice([1.0, 0.1])) * noise


def pair_shape(rng, large):
    return any_shape(rng, large) if not large else tuple(rng.integers(20, 60, size=2).tolist())


check_drawn_errors = drawn_cases("rel_error", drawn_pair, changing=(1,), part="rel-error", shape=pair_shape)
check_repeat = same_twice("rel_error", lambda rng: pair(rng, 5), part="rel-error")
check_error_inputs = inputs_kept("rel_error", lambda rng: pair(rng, 5), part="rel-error")
check_warnings = no_warnings(
    "rel_error",
    lambda rng: (np.zeros(3), np.zeros(3)),
    part="rel-error",
    title="no warning from NumPy for two zeros",
)


@part("rel-error")
@robust
def check_integer_gradients(f, rng):
    """gradients as integers, of 64 and 16 bits"""
    a, b = rng.integers(-5, 6, size=(2, 4))
    return [f.rel_error(a.astype(kind), b.astype(kind)) for kind in (np.int64, np.int16)]


@part("rel-error")
@robust
@tolerance(rtol=1e-4, atol=1e-6)
def check_float32_gradients(f, rng):
    """float32 gradients"""
    a, b = (value.astype(np.float32) for value in pair(rng, 5))
    return f.rel_error(a, b)
