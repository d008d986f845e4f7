"""Hidden checks of `init-schemes`. Weights are judged by statistics, since any order of draws is right."""

import numpy as np

from nnprep.checks import Raised, given, near, style

SIZES = (120, 280)
"""So many weights that chance moves their standard deviation by less than SLACK, at six standard deviations."""
SLACK = 0.025
LARGEST = {"normal": (5.1, 1.9), "uniform": (3**0.5, 0.05)}
"""The largest of 33,600 weights, in standard deviations, and how far chance moves it: less than once in ten million."""
KURTOSIS = {"normal": 3.0, "uniform": 1.8}
MANY = 105
SCHEMES = ("he_normal", "he_uniform", "xavier_normal", "xavier_uniform", "lecun_normal")


def seed(rng):
    return int(rng.integers(1, 1_000_000))


def wanted(scheme, fan_in, fan_out):
    """The standard deviation of a scheme."""
    name = scheme.partition("_")[0]
    return np.sqrt({"he": 2 / fan_in, "xavier": 2 / (fan_in + fan_out), "lecun": 1 / fan_in}[name])


def centered(W):
    """The mean in standard deviations of the weights themselves, whatever their scale."""
    std = float(np.std(W))
    return float(np.mean(W)) / std if std else 0.0


def observe(f, scheme, rng):
    """Observe shape, scale, center and form of the weights of one scheme."""
    fan_in, fan_out = SIZES
    given(inputs=fan_in, outputs=fan_out)
    W = np.asarray(f.init_weights(fan_in, fan_out, scheme, f.generator(seed(rng))), dtype=float)
    near("shape", str(W.shape), str(SIZES))
    std, kind = float(np.std(W)), scheme.partition("_")[2]
    share = std / wanted(scheme, fan_in, fan_out)
    near("standard deviation, as a share of the scheme's", share, 1.0, SLACK, relative=True)
    near("mean, in standard deviations", centered(W), 0.0, 0.035)
    z = (W - np.mean(W)) / std if std else W
    near(
        "mean fourth power, 3 for normal and 1.8 for uniform weights",
        float(np.mean(np.square(z * z))),
        KURTOSIS[kind],
        0.25,
    )
    largest, slack = LARGEST[kind]
    near("largest weight, in standard deviations", float(np.abs(z).max()), largest, slack)


def check_he_normal(f, rng):
    """he_normal"""
    observe(f, "he_normal", rng)


def check_he_uniform(f, rng):
    """he_uniform"""
    observe(f, "he_uniform", rng)


def check_xavier_normal(f, rng):
    """xavier_normal"""
    observe(f, "xavier_normal", rng)


def check_xavier_uniform(f, rng):
    """xavier_uniform"""
    observe(f, "xavier_uniform", rng)


def check_lecun_normal(f, rng):
    """lecun_normal"""
    observe(f, "lecun_normal", rng)


def check_drawn(f, rng):
    """random sizes, arguments by name, every scheme"""
    cases = [
        (scheme, *rng.integers(70, 140, size=2).tolist(), seed(rng)) for scheme in rng.permutation(SCHEMES)
    ]
    for scheme, fan_in, fan_out, number in cases:
        W = f.init_weights(fan_in=fan_in, fan_out=fan_out, scheme=str(scheme), rng=f.generator(number))
        std, name = wanted(scheme, fan_in, fan_out), f"{scheme}, {fan_in} to {fan_out}"
        near(f"{name}: shape", str(np.shape(W)), str((fan_in, fan_out)))
        W = np.asarray(W, dtype=float)
        share = float(np.std(W) / std)
        near(f"{name}: standard deviation, as a share of the scheme's", share, 1.0, 0.07, relative=True)
        near(f"{name}: mean, in standard deviations", centered(W), 0.0, 0.09)


def check_small(f, rng):
    """one input, one output, and both"""
    for fan_in, fan_out in ((1, 4), (5, 1), (1, 1)):
        W = f.init_weights(fan_in, fan_out, "he_normal", f.generator(seed(rng)))
        near(f"shape for {fan_in} and {fan_out}", str(np.shape(W)), str((fan_in, fan_out)))


def equal_share(one, other):
    one, other = np.asarray(one), np.asarray(other)
    return float(np.mean(one == other)) if one.shape == other.shape else 0.0


def check_same_seed(f, rng):
    """generators with the same seed give the same weights"""
    number = seed(rng)
    for scheme in ("xavier_normal", "he_uniform"):
        first, again = (f.init_weights(20, 30, scheme, f.generator(number)) for _ in range(2))
        near(f"share of equal weights, {scheme}", equal_share(first, again), 1.0)


def check_next_call(f, rng):
    """the next call with the same generator gives other weights"""
    for scheme in ("xavier_normal", "he_uniform"):
        generator = f.generator(seed(rng))
        first, other = (f.init_weights(20, 30, scheme, generator) for _ in range(2))
        near(f"share of equal weights, {scheme}", equal_share(first, other), 0.0)


def check_other_seed(f, rng):
    """generators with other seeds give other weights"""
    number = seed(rng)
    first, other = (f.init_weights(20, 30, "he_normal", f.generator(number + k)) for k in range(2))
    near("share of equal weights", equal_share(first, other), 0.0)


def check_many_layers(f, rng):
    """105 layers from one generator"""
    generator = f.generator(seed(rng))
    results = f.several(MANY, "init_weights", 6, 9, "he_normal", generator)
    layers = [np.asarray(result, dtype=float) for result in results]
    for name, some in (("all", layers), ("the last twenty", layers[-20:])):
        near(
            f"standard deviation of {name}, as a share of the scheme's",
            float(np.std(some) * np.sqrt(3)),
            1.0,
            0.15,
        )
        near(f"mean of {name}, in standard deviations", centered(some), 0.0, 0.2)
    near("share of weights that are equal in two of them", equal_share(layers[0], layers[-1]), 0.0)


def outcome(f, scheme, number):
    """What an unknown scheme does."""
    try:
        result = f.init_weights(4, 3, scheme, f.generator(number))
    except Raised as error:
        if error.type_name == "NotImplementedError":  # not attempted yet
            raise
        return error.type_name
    return "None" if result is None else "weights"


def check_unknown(f, rng):
    """an unknown scheme"""
    for scheme in ("orthogonal", "he"):
        near(f"for {scheme!r}", outcome(f, scheme, seed(rng)), "ValueError")


@style
def check_dtype(f, rng):
    """the weights are float64"""
    W = f.init_weights(4, 3, "xavier_uniform", f.generator(seed(rng)))
    near("dtype", str(np.asarray(W).dtype), "float64")
