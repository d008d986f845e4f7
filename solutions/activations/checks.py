"""Hidden checks of `activations`."""

import numpy as np

from nnprep.checks import (
    absent,
    central_difference,
    drawn_cases,
    near,
    part,
    plain_arrays,
    robust,
    style,
    tolerance,
    vectorized,
    warnings_in,
)

SIGMOIDS = ("sigmoid", "sigmoid_grad")
RELUS = ("relu", "relu_grad", "leaky_relu")
TANHS = ("tanh_grad",)
SOFTMAXES = ("softmax",)
JACOBIANS = ("softmax_jacobian",)
LARGE = np.array([-10_000.0, -800.0, -40.0, -12.0, -6.0, 0.0, 6.0, 12.0, 40.0, 800.0, 10_000.0])
WHOLE = {"of int64": np.array([-4, -3, -2, -1, 0, 1, 2, 3, 4])}
BYTES = {
    "of int8": np.array([-100, -3, 0, 2, 100], dtype=np.int8),
    "of uint8": np.array([0, 2, 5, 200], dtype=np.uint8),
}
# NumPy takes exponentials of 8-bit integers in float16, to three digits.
coarse = tolerance(rtol=4e-3, atol=4e-3)


def pre_activations(rng, *shape):
    """Numbers of both signs, none of them near 0, where ReLU has its corner."""
    z = rng.uniform(0.1, 3.0, size=shape) * rng.choice([-1.0, 1.0], size=shape)
    z.flat[0], z.flat[-1] = -1.25, 1.75  # both signs, whatever was drawn
    return z


def with_zero(rng):
    """A (4, 3) array with a row of -1, 0 and 1."""
    z = pre_activations(rng, 4, 3)
    z[1] = [-1.0, 0.0, 1.0]
    return z


def any_shape(rng, large):
    """Up to three axes, in small shapes one of length 1."""
    lengths = rng.integers(8, 20, size=3) if large else rng.integers(1, 6, size=rng.integers(1, 4))
    if not large:
        lengths[rng.integers(len(lengths))] = 1
    return tuple(lengths.tolist())


def any_numbers(rng, shape):
    """Numbers of every size, and some that are exactly 0."""
    z = rng.standard_normal(shape) * rng.choice([1.0, 20.0, 10_000.0], size=shape, p=[0.8, 0.1, 0.1])
    z[rng.random(shape) < 0.1] = 0.0
    return (z,)


def with_alpha(rng, shape):
    """The same, and a slope below 0."""
    return *any_numbers(rng, shape), float(rng.choice([0.0, rng.uniform(0.01, 0.9)]))


def with_axis(rng, shape):
    """The same, and one of its axes, the last of them by its negative number."""
    axis = int(rng.integers(len(shape)))
    return *any_numbers(rng, shape), axis - len(shape) if rng.random() < 0.5 else axis


def drawn(name, draw, part):
    """Check one function at drawn shapes."""
    changing = (1,) if draw is not any_numbers else None
    return drawn_cases(
        name, draw, changing=changing, part=part, title=f"{name} of random shapes", shape=any_shape
    )


def each(f, names, z):
    """What several functions make of the same z, by name."""
    return {name: getattr(f, name)(z) for name in names}


def shapes(f, names, rng):
    """What several functions make of a vector and of an array with three axes."""
    vector, cube = pre_activations(rng, 5), pre_activations(rng, 2, 3, 4)
    return {"(5,)": each(f, names, vector), "(2, 3, 4)": each(f, names, cube)}


def each_case(f, names, cases):
    """What several functions make of several inputs, by the names of both."""
    return {f"{name} {what}": getattr(f, name)(z) for name in names for what, z in cases.items()}


def odd_inputs(f, names, rng):
    """What several functions make of float32 and infinities."""
    single = (100 * pre_activations(rng, 6)).astype(np.float32)
    endless = np.array([-np.inf, -1.0, np.inf])
    return each_case(f, names, {"of float32": single, "of infinities": endless})


def warned(f, names, z):
    """Observe that none of several functions makes NumPy warn."""
    first = len(f.calls)
    each(f, names, z)
    absent("warnings", warnings_in(f.calls[first:]))


def changed(f, names, z):
    """Observe that none of several functions writes into its argument."""
    for name in names:
        getattr(f, name)(z)
        absent(f"changed by {name}", f.calls[-1].changed)


def kept_dtypes(f, names, z):
    """Observe that float32 comes back as float32, and float64 as float64."""
    for name in names:
        for dtype in (np.float32, np.float64):
            result = getattr(f, name)(z.astype(dtype))
            near(f"{name} of {dtype.__name__}", str(np.asarray(result).dtype), dtype.__name__)


def logistic(z):
    return 1 / (1 + np.exp(-z))


@part("sigmoid")
def check_sigmoid(f, rng):
    """sigmoid of a (4, 3) array"""
    return f.sigmoid(with_zero(rng))


@part("sigmoid")
def check_sigmoid_grad(f, rng):
    """slope of the sigmoid, from the pre-activation"""
    z = with_zero(rng)
    f.sigmoid(pre_activations(rng, 4, 3))  # what it leaves behind belongs to another z
    return f.sigmoid_grad(z)


@part("sigmoid")
def check_sigmoid_slope(f, rng):
    """the slope agrees with central differences"""
    z, other = pre_activations(rng, 4, 3), pre_activations(rng, 4, 3)
    f.sigmoid(other)
    near("sigmoid_grad", f.sigmoid_grad(z), central_difference(logistic, z), 1e-8)


@part("sigmoid")
def check_sigmoid_large(f, rng):
    """z up to ±10,000"""
    return each(f, SIGMOIDS, LARGE)


@part("sigmoid")
def check_sigmoid_symmetry(f, rng):
    """sigmoid(z) and sigmoid(-z) sum to 1"""
    z = np.append(pre_activations(rng, 6), 900.0)
    near("the sum", np.asarray(f.sigmoid(z)) + np.asarray(f.sigmoid(-z)), np.ones(7))


@part("sigmoid")
def check_sigmoid_shapes(f, rng):
    """one axis and three axes"""
    return shapes(f, SIGMOIDS, rng)


check_sigmoid_drawn = drawn("sigmoid", any_numbers, "sigmoid")
check_sigmoid_grad_drawn = drawn("sigmoid_grad", any_numbers, "sigmoid")


@part("sigmoid")
def check_sigmoid_each_case(f, rng):
    """integers give the same results as equal floats"""
    return each_case(f, SIGMOIDS, WHOLE)


@part("sigmoid")
@robust
@coarse
def check_sigmoid_narrow_each_case(f, rng):
    """integers of one byte, int8 and uint8"""
    return each_case(f, SIGMOIDS, BYTES)


@part("sigmoid")
@robust
def check_sigmoid_odd_inputs(f, rng):
    """float32 and infinities in the sigmoid and its slope"""
    return odd_inputs(f, SIGMOIDS, rng)


@part("sigmoid")
@robust
def check_sigmoid_tail(f, rng):
    """the logarithm of the sigmoid for z from -45 to -600"""
    z = np.array([-600.0, -300.0, -100.0, -45.0])
    with np.errstate(divide="ignore", invalid="ignore"):
        near("log(sigmoid(z))", np.log(np.asarray(f.sigmoid(z))), z, 1e-9)


@part("sigmoid")
@style
def check_sigmoid_warnings(f, rng):
    """z up to ±10,000 shouldn't make NumPy warn"""
    warned(f, SIGMOIDS, LARGE)


@part("sigmoid")
@style
def check_sigmoid_dtypes(f, rng):
    """float32 stays float32"""
    kept_dtypes(f, SIGMOIDS, pre_activations(rng, 4, 3))


@part("sigmoid")
def check_sigmoid_kept(f, rng):
    """your arguments aren't modified"""
    changed(f, SIGMOIDS, np.append(LARGE, pre_activations(rng, 5)))


@part("relu")
def check_relu(f, rng):
    """ReLU of a (4, 3) array"""
    z = with_zero(rng)
    return {"of z": f.relu(z), "of -z": f.relu(-z)}


@part("relu")
def check_relu_grad(f, rng):
    """slope of ReLU, from the pre-activation, including 0"""
    return f.relu_grad(with_zero(rng))


@part("relu")
def check_leaky_relu(f, rng):
    """leaky ReLU with alpha from 0 to 0.9"""
    z = with_zero(rng)
    z[2] = [-0.5, 0.05, 0.5]  # on both sides of every alpha
    return {f"alpha = {alpha:g}": f.leaky_relu(z, alpha=alpha) for alpha in (0.2, 0.0, 0.9)}


@part("relu")
def check_leaky_relu_default(f, rng):
    """leaky ReLU with no alpha given"""
    return f.leaky_relu(with_zero(rng))


@part("relu")
def check_relu_slope(f, rng):
    """the slope agrees with central differences away from the corner"""
    z = pre_activations(rng, 4, 3)
    near("relu_grad", f.relu_grad(z), central_difference(lambda z: np.maximum(z, 0), z), 1e-8)


@part("relu")
def check_relu_large(f, rng):
    """z up to ±10,000"""
    return each(f, RELUS, LARGE)


@part("relu")
def check_relu_shapes(f, rng):
    """one axis and three axes"""
    return shapes(f, RELUS, rng)


check_relu_drawn = drawn("relu", any_numbers, "relu")
check_relu_grad_drawn = drawn("relu_grad", any_numbers, "relu")
check_leaky_relu_drawn = drawn("leaky_relu", with_alpha, "relu")


@part("relu")
def check_relu_each_case(f, rng):
    """integers give the same results as equal floats"""
    return each_case(f, RELUS, WHOLE)


@part("relu")
@robust
@coarse
def check_relu_narrow_each_case(f, rng):
    """integers of one byte, int8 and uint8"""
    return each_case(f, RELUS, BYTES)


@part("relu")
@robust
def check_relu_odd_inputs(f, rng):
    """float32 and infinities in ReLU, its slope and leaky ReLU"""
    return odd_inputs(f, RELUS, rng)


@part("relu")
@style
def check_relu_dtypes(f, rng):
    """float32 stays float32, and a slope is a number"""
    kept_dtypes(f, RELUS, pre_activations(rng, 4, 3))


@part("relu")
def check_relu_kept(f, rng):
    """your arguments aren't modified"""
    changed(f, RELUS, np.append(LARGE, pre_activations(rng, 5)))


@part("tanh")
def check_tanh_grad(f, rng):
    """slope of tanh, from the pre-activation"""
    return f.tanh_grad(with_zero(rng))


@part("tanh")
def check_tanh_slope(f, rng):
    """the slope agrees with central differences"""
    z = pre_activations(rng, 4, 3)
    near("tanh_grad", f.tanh_grad(z), central_difference(np.tanh, z), 1e-8)


@part("tanh")
def check_tanh_large(f, rng):
    """z up to ±10,000"""
    return f.tanh_grad(LARGE)


@part("tanh")
def check_tanh_shapes(f, rng):
    """one axis and three axes"""
    return shapes(f, TANHS, rng)


check_tanh_drawn = drawn("tanh_grad", any_numbers, "tanh")


@part("tanh")
def check_tanh_each_case(f, rng):
    """integers give the same results as equal floats"""
    return each_case(f, TANHS, WHOLE)


@part("tanh")
@robust
@coarse
def check_tanh_narrow_each_case(f, rng):
    """integers of one byte, int8 and uint8"""
    return each_case(f, TANHS, BYTES)


@part("tanh")
@robust
def check_tanh_odd_inputs(f, rng):
    """float32 and infinities in the slope of tanh"""
    return odd_inputs(f, TANHS, rng)


@part("tanh")
@style
def check_tanh_warnings(f, rng):
    """z up to ±10,000 shouldn't make NumPy warn"""
    warned(f, TANHS, LARGE)


@part("tanh")
@style
def check_tanh_dtypes(f, rng):
    """float32 stays float32"""
    kept_dtypes(f, TANHS, pre_activations(rng, 4, 3))


@part("tanh")
def check_tanh_kept(f, rng):
    """your argument isn't modified"""
    changed(f, TANHS, np.append(LARGE, pre_activations(rng, 5)))


@part("softmax")
def check_softmax(f, rng):
    """softmax of each row of a (4, 3) array"""
    return f.softmax(with_zero(rng))


@part("softmax")
def check_softmax_square(f, rng):
    """a (3, 3) array, where a lost axis still fits"""
    return f.softmax(pre_activations(rng, 3, 3))


@part("softmax")
def check_softmax_vector(f, rng):
    """softmax of a vector"""
    return f.softmax(pre_activations(rng, 5))


@part("softmax")
def check_softmax_columns(f, rng):
    """along axis 0"""
    return f.softmax(pre_activations(rng, 4, 3), axis=0)


@part("softmax")
def check_softmax_three_axes(f, rng):
    """three axes: along the last, and along the others"""
    z = pre_activations(rng, 2, 3, 4)
    along = {f"along axis {axis}": f.softmax(z, axis=axis) for axis in (1, -2, -3)}
    return {"along the last": f.softmax(z), **along}


check_kinds = plain_arrays("softmax", lambda rng: (pre_activations(rng, 4, 3),), part="softmax")
check_softmax_drawn = drawn("softmax", with_axis, "softmax")


@part("softmax")
def check_softmax_sums(f, rng):
    """probabilities sum to 1 along the axis"""
    z = pre_activations(rng, 4, 3)
    near("the sums of the rows", np.asarray(f.softmax(z)).sum(axis=-1), np.ones(4))
    near("the sums of the columns", np.asarray(f.softmax(z, axis=0)).sum(axis=0), np.ones(3))


@part("softmax")
def check_softmax_shifted(f, rng):
    """adding a number to every logit of a row changes nothing"""
    z = pre_activations(rng, 4, 3)
    shift = 5 * rng.standard_normal((4, 1))
    near("the shifted softmax", f.softmax(z + shift), f.softmax(z), 1e-10)


@part("softmax")
def check_softmax_large(f, rng):
    """logits of ±1,000 and ±10,000"""
    return f.softmax(
        np.array([[1000.0, 1000.0, -1000.0], [10_000.0, 9_999.0, -10_000.0], [-800.0, 0.0, 800.0]])
    )


@part("softmax")
def check_softmax_unlike_rows(f, rng):
    """one row of huge logits next to rows of small ones"""
    return f.softmax(pre_activations(rng, 4, 3) + np.array([[0.0], [5_000.0], [-3_000.0], [0.0]]))


@part("softmax")
def check_softmax_ruled_out(f, rng):
    """a logit of minus infinity has probability 0"""
    z = pre_activations(rng, 4, 3)
    z[0, 2] = z[2, 0] = z[2, 1] = -np.inf
    return f.softmax(z)


@part("softmax")
def check_softmax_each_case(f, rng):
    """integers give the same results as equal floats"""
    rows = np.array([[3, -2, 0], [1, 1, -4]])
    return {
        **each_case(f, SOFTMAXES, WHOLE),
        "of two rows": f.softmax(rows),
        "along axis 0": f.softmax(rows, axis=0),
    }


@part("softmax")
@robust
@coarse
def check_softmax_narrow_each_case(f, rng):
    """integers of one byte, int8 and uint8"""
    return each_case(f, SOFTMAXES, BYTES)


@part("softmax")
@robust
def check_softmax_odd_inputs(f, rng):
    """float32"""
    return f.softmax((100 * pre_activations(rng, 4, 3)).astype(np.float32))


@part("softmax")
@style
def check_softmax_warnings(f, rng):
    """no warning from NumPy with logits of ±10,000"""
    warned(f, SOFTMAXES, LARGE)


@part("softmax")
@style
def check_softmax_dtypes(f, rng):
    """float32 stays float32"""
    kept_dtypes(f, SOFTMAXES, pre_activations(rng, 4, 3))


@part("softmax")
def check_softmax_kept(f, rng):
    """your argument isn't modified"""
    changed(f, SOFTMAXES, np.stack([LARGE, pre_activations(rng, len(LARGE))]))


@part("jacobian")
def check_jacobian(f, rng):
    """the Jacobian for four classes"""
    return f.softmax_jacobian(pre_activations(rng, 4))


@part("jacobian")
def check_jacobian_sums(f, rng):
    """every row sums to zero: probabilities only move around"""
    near("the row sums", np.asarray(f.softmax_jacobian(pre_activations(rng, 4))).sum(axis=-1), np.zeros(4))


@part("jacobian")
def check_jacobian_slopes(f, rng):
    """the Jacobian agrees with central differences"""
    z = pre_activations(rng, 3)

    def probabilities(z):
        return np.exp(z) / np.exp(z).sum()

    numerical = [
        central_difference(lambda shift, axis=axis: probabilities(z + shift * axis), 0.0)
        for axis in np.eye(3)
    ]
    near("softmax_jacobian", f.softmax_jacobian(z), np.stack(numerical, axis=1), 1e-8)


check_jacobian_drawn = drawn_cases(
    "softmax_jacobian",
    lambda rng, classes: any_numbers(rng, classes),
    part="jacobian",
    title="any number of classes",
    classes=(1, 9, 60),
)


@part("jacobian")
def check_jacobian_large(f, rng):
    """logits of ±10,000, and one of minus infinity"""
    large, ruled_out = np.array([10_000.0, 9_999.0, 0.0, -10_000.0]), np.array([-np.inf, 0.5, 1.5])
    return {"of large logits": f.softmax_jacobian(large), "with -inf": f.softmax_jacobian(ruled_out)}


@part("jacobian")
def check_jacobian_each_case(f, rng):
    """integers give the same results as equal floats"""
    return each_case(f, JACOBIANS, WHOLE)


@part("jacobian")
@robust
@coarse
def check_jacobian_narrow_each_case(f, rng):
    """integers of one byte, int8 and uint8"""
    return each_case(f, JACOBIANS, BYTES)


@part("jacobian")
@robust
def check_jacobian_odd_inputs(f, rng):
    """float32"""
    return f.softmax_jacobian(pre_activations(rng, 4).astype(np.float32))


@part("jacobian")
@style
def check_jacobian_dtypes(f, rng):
    """float32 stays float32"""
    kept_dtypes(f, JACOBIANS, pre_activations(rng, 4))


@part("jacobian")
def check_jacobian_kept(f, rng):
    """your argument isn't modified"""
    changed(f, JACOBIANS, np.append(pre_activations(rng, 3), [800.0, -10_000.0]))


check_large = vectorized("softmax", lambda rng: (pre_activations(rng, 2000, 8),), part="softmax")
