"""Hidden checks of `int8-quantization`.

Two right formulas may round differently in a few places, which no check touches: where the code of lo lies halfway
between two whole numbers, as for lo = -hi, and at halves whose zero point is odd.
"""

import numpy as np

from nnprep.checks import (
    drawn_cases,
    given,
    inputs_kept,
    near,
    no_warnings,
    part,
    plain_arrays,
    returns,
    robust,
    same_twice,
    style,
)

HALVES = np.array([-64.0, 63.5, 0.25, 0.75, 1.25, 1.75, -0.25, -0.75, -1.25, 10.25])
"""The scale is exactly 0.5, and zero is 0."""


def skew(x):
    """Numbers whose range isn't symmetric about 0."""
    return x + 0.37 * float(np.max(np.abs(x), initial=0.1))


def arrays(rng, shape):
    return (skew(float(rng.choice([0.01, 1.0, 30.0])) * rng.standard_normal(shape)),)


def example(rng):
    return arrays(rng, (4, 5))


def codes(rng, shape):
    return rng.integers(-128, 128, shape).astype(np.int8), 0.01 + rng.random(), int(rng.integers(-128, 128))


def codes_example(rng):
    return codes(rng, (4, 5))


def weights(rng, n, k):
    """Columns of very different size, each one's largest magnitude below 0 or above."""
    return (rng.standard_normal((n, k)) * 10 ** rng.uniform(-2, 2, k),)


def weights_example(rng):
    given(inputs=6, outputs=4)
    return weights(rng, 6, 4)


def kind(value):
    """The dtype of an array, or the type of anything else."""
    return value.dtype.name if isinstance(value, np.ndarray) else type(value).__name__


@part("quantize")
def check_random(f, rng):
    """numbers on both sides of 0"""
    return f.quantize(skew(rng.standard_normal(12)))


@part("quantize")
def check_shifted(f, rng):
    """a range mostly below 0"""
    return f.quantize(1.7 * rng.standard_normal(12) - 2)


@part("quantize")
def check_positive(f, rng):
    """positive numbers only: the range still contains 0"""
    return f.quantize(3 + rng.random(8))


@part("quantize")
def check_negative(f, rng):
    """negative numbers only: the range still contains 0"""
    return f.quantize(-3 - rng.random(8))


@part("quantize")
def check_zeros(f, rng):
    """all zero"""
    return f.quantize(np.zeros((2, 3)))


@part("quantize")
def check_constant(f, rng):
    """the same number everywhere, positive and negative"""
    size = 1 + float(rng.random())
    cases = np.full((2, 2), size), np.full(3, -size)
    return {name: labelled(f.quantize(x)) for name, x in zip(("positive", "negative"), cases, strict=True)}


@part("quantize")
def check_one_number(f, rng):
    """a single number"""
    return f.quantize(np.array([2.5 + rng.random()]))


@part("quantize")
def check_outlier(f, rng):
    """small numbers and an outlier"""
    x = rng.standard_normal(20)
    x[int(rng.integers(20))] = 80.0
    return f.quantize(x)


@part("quantize")
def check_three_axes(f, rng):
    """an array with three axes"""
    return f.quantize(*arrays(rng, (2, 3, 4)))


@part("quantize")
def check_halves(f, rng):
    """numbers halfway between two codes"""
    return f.quantize(np.append(HALVES[:2], rng.permutation(HALVES[2:])))


@part("quantize")
def check_edge(f, rng):
    """a number that rounds up beyond the last code"""
    return f.quantize(np.array([-253.5, 1.5, 0.0, -100.0]))


@part("quantize")
def check_zero_exact(f, rng):
    """0.0 comes back as 0.0, and no number is off by more than half a step"""
    x = skew(rng.standard_normal(200))
    x[int(rng.integers(200))] = 0.0
    q, scale, zero = f.quantize(x)
    back = scale * (np.asarray(q, dtype=float) - zero)
    near("what 0.0 comes back as", back[x == 0], [0.0])
    near("the error beyond half a step", max(0.0, float(np.max(np.abs(back - x))) - scale / 2), 0.0, 1e-9)


@part("quantize")
def check_dtype(f, rng):
    """the codes are int8"""
    near("the dtype of q", kind(f.quantize(*example(rng))[0]), "int8")


def any_shape(rng, large):
    """One, two or three axes."""
    if large:
        return (int(rng.integers(20, 60)), int(rng.integers(2, 6)))
    return tuple(rng.integers(1, 6, size=rng.integers(1, 4)).tolist())


check_quantize_drawn = returns("q", "scale", "zero")(
    drawn_cases("quantize", arrays, part="quantize", shape=any_shape)
)
check_quantize_repeat = same_twice("quantize", example, part="quantize")
check_quantize_inputs = inputs_kept("quantize", example, part="quantize")


@part("quantize")
@robust
def check_extreme(f, rng):
    """numbers around 1e30 and 1e-30"""
    x = skew(rng.standard_normal(8))
    results = {}
    for size in (1e30, 1e-30):
        q, scale, zero = f.quantize(size * x)
        results[f"{size:.0e}"] = {"q": q, "scale over size": scale / size, "zero": zero}
    return results


@part("quantize")
@style
def check_kinds(f, rng):
    """scale is a float, zero is an int"""
    _, scale, zero = f.quantize(*example(rng))
    near("the scale", "float" if isinstance(scale, float | np.floating) else kind(scale), "float")
    near("zero", "int" if isinstance(zero, int | np.integer) else kind(zero), "int")


check_warnings = no_warnings("quantize", lambda rng: (np.zeros(3),), part="quantize")


def labelled(result):
    """The three values by name."""
    return dict(zip(("q", "scale", "zero"), result, strict=True))


@part("dequantize")
def check_back(f, rng):
    """12 codes, some zero point"""
    q, scale, _ = codes(rng, 12)
    return f.dequantize(q, scale, int(rng.integers(5, 90)))


@part("dequantize")
def check_back_negative(f, rng):
    """a negative zero point"""
    q, scale, _ = codes(rng, (3, 4))
    return f.dequantize(q, scale, int(rng.integers(-90, -5)))


@part("dequantize")
def check_back_extremes(f, rng):
    """codes far from the zero point: -128 with zero 100, and 127 with zero -100"""
    return {
        "zero 100": f.dequantize(np.array([-128, -100, 0, 127], dtype=np.int8), 0.5, 100),
        "zero -100": f.dequantize(np.array([-128, -100, 0, 127], dtype=np.int8), 0.5, -100),
    }


@part("dequantize")
def check_back_zero(f, rng):
    """only the code of 0.0"""
    zero = int(rng.integers(-128, 128))
    return f.dequantize(np.full(3, zero, dtype=np.int8), 0.1 + rng.random(), zero)


@part("dequantize")
def check_back_dtype(f, rng):
    """the numbers are float64"""
    near("the dtype", kind(f.dequantize(*codes_example(rng))), "float64")


check_back_drawn = drawn_cases("dequantize", codes, changing=(1, 2), part="dequantize", shape=any_shape)
check_back_inputs = inputs_kept("dequantize", codes_example, part="dequantize")


@part("channels")
def check_channels(f, rng):
    """6 inputs, 4 outputs of very different size"""
    return f.quantize_per_channel(*weights_example(rng))


@part("channels")
def check_channels_square(f, rng):
    """as many inputs as outputs, where the wrong axis still fits"""
    return f.quantize_per_channel(*weights(rng, 4, 4))


@part("channels")
def check_channel_zero(f, rng):
    """a column of zeros"""
    W = weights(rng, 5, 3)[0]
    W[:, int(rng.integers(3))] = 0
    return f.quantize_per_channel(W)


@part("channels")
def check_channel_negative(f, rng):
    """columns whose largest magnitude is below 0, one with no positive number at all"""
    W = weights(rng, 5, 3)[0]
    W[2] = -3 * np.abs(W).max(axis=0)
    W[:, 0] = -np.abs(W[:, 0])
    return f.quantize_per_channel(W)


@part("channels")
def check_one_channel(f, rng):
    """a single column, and a single row"""
    cases = weights(rng, 5, 1), weights(rng, 1, 4)
    return {
        name: dict(zip(("q", "scales"), f.quantize_per_channel(*case), strict=True))
        for name, case in zip(("column", "row"), cases, strict=True)
    }


@part("channels")
def check_channel_halves(f, rng):
    """numbers halfway between two codes"""
    column = np.array([63.5, 0.25, 0.75, 1.25, 1.75, -0.25, -0.75, -1.25])
    return f.quantize_per_channel(np.stack([column, -2 * rng.permutation(column)], axis=1))


@part("channels")
def check_channel_dtype(f, rng):
    """the codes are int8"""
    near("the dtype of q", kind(f.quantize_per_channel(*weights_example(rng))[0]), "int8")


check_channels_drawn = returns("q", "scales")(
    drawn_cases("quantize_per_channel", weights, part="channels", n=(1, 6, 24), k=(1, 6, 24))
)
check_channels_inputs = inputs_kept("quantize_per_channel", weights_example, part="channels")
check_channels_warnings = no_warnings(
    "quantize_per_channel", lambda rng: (np.diag([1.0, 0.0, 2.0]),), part="channels"
)
check_plain = plain_arrays("quantize_per_channel", weights_example, part="channels")
