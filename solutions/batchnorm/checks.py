"""Hidden checks of `batchnorm`."""

import numpy as np

from nnprep.checks import (
    any_order,
    directions,
    drawn_cases,
    given,
    inputs_kept,
    keeps_float32,
    near,
    no_warnings,
    opaque,
    order_irrelevant,
    part,
    returns,
    robust,
    rows_independent,
    same_twice,
    slopes_agree,
    tolerance,
)

TINY_EPS = 1e-12
"""So small that properties which hold without eps hold to about ten digits."""
STATISTICS = ("out", "running_mean", "running_var")


def parameters(rng, D):
    """gamma, beta and running statistics that no mistake with any of them can hide behind."""
    gamma = 0.5 + rng.random(D) + np.arange(D) / D
    return gamma, 1 + rng.standard_normal(D), 2 + rng.standard_normal(D), 0.5 + 2 * rng.random(D)


def batch(rng, m, D):
    """The columns of x differ in mean and scale."""
    return 1 + rng.standard_normal(D) + (0.5 + rng.random(D)) * rng.standard_normal((m, D))


def arguments(rng, m=8, D=4):
    return batch(rng, m, D), *parameters(rng, D)


def learning(rng):
    return *arguments(rng), True


def inferring(rng):
    return *arguments(rng), False


def forward(f, *values):
    """Without the cache, since its form is free; whatever else came back stays as it is."""
    result = f.batchnorm_forward(*values)
    return list(result[:3]) if isinstance(result, tuple | list) and len(result) == 4 else result


def out_only(f, *values):
    return f.batchnorm_forward(*values)[0]


def both(f, x, gamma, beta, dout, *eps):
    """The three gradients, after a forward pass of the learner's own in training."""
    start = np.zeros(x.shape[1], x.dtype), np.ones(x.shape[1], x.dtype)
    cache = f.batchnorm_forward(x, gamma, beta, *start, True, 0.1, *eps)[3]
    return f.batchnorm_backward(dout, cache)


def with_dout(rng, m=8, D=4):
    """x, gamma, beta and dout."""
    x, gamma, beta, *_ = arguments(rng, m, D)
    return x, gamma, beta, rng.standard_normal((m, D))


def with_a_constant_column(x):
    """One feature without any spread, whose mean is exact."""
    x[:, 1] = 2.0
    return x


@part("forward")
@returns(*STATISTICS, "cache")
def check_training(f, rng):
    """training with 8 samples and 4 features"""
    given(batch_size=8, inputs=4)
    out, mean, var, cache = f.batchnorm_forward(*learning(rng))
    return out, mean, var, opaque(cache)


@part("forward")
@returns(*STATISTICS)
def check_momentum(f, rng):
    """training with a momentum of 0.3, given by name"""
    given(batch_size=8, inputs=4)
    return f.batchnorm_forward(*arguments(rng), training=True, momentum=0.3)[:3]


@part("forward")
@returns(*STATISTICS)
def check_eps(f, rng):
    """training with another eps"""
    given(batch_size=8, inputs=4)
    return f.batchnorm_forward(*learning(rng), 0.1, 0.25)[:3]


@part("forward")
@returns(*STATISTICS)
def check_square(f, rng):
    """training with as many samples as features, where the wrong axis still fits"""
    given(batch_size=4, inputs=4)
    return forward(f, *arguments(rng, 4, 4), True)


@part("forward")
@returns(*STATISTICS)
def check_two_samples(f, rng):
    """training with 2 samples"""
    given(batch_size=2, inputs=4)
    return forward(f, *arguments(rng, 2, 4), True)


@part("forward")
@returns(*STATISTICS)
def check_one_sample(f, rng):
    """training with a single sample: leaves only beta"""
    given(batch_size=1, inputs=4)
    return forward(f, *arguments(rng, 1, 4), True)


@part("forward")
@returns(*STATISTICS)
def check_one_feature(f, rng):
    """training with a single feature"""
    given(batch_size=8, inputs=1)
    return forward(f, *arguments(rng, 8, 1), True)


@part("forward")
@returns(*STATISTICS)
def check_tiny(f, rng):
    """training with features so small that their variance is about eps"""
    given(batch_size=8, inputs=4)
    x, *rest = arguments(rng)
    return forward(f, 3e-3 * x, *rest, True)


@part("forward")
@returns(*STATISTICS)
def check_constant_feature(f, rng):
    """training with a feature that is the same in all samples: only its beta is left"""
    given(batch_size=8, inputs=4)
    x, *rest = arguments(rng)
    return forward(f, with_a_constant_column(x), *rest, True)


@part("forward")
def check_normalized(f, rng):
    """in training, each feature of (out - beta) / gamma has mean 0 and variance 1"""
    given(batch_size=8, inputs=4)
    x, gamma, beta, *rest = arguments(rng)
    xhat = (np.asarray(out_only(f, x, gamma, beta, *rest, True, 0.1, TINY_EPS)) - beta) / gamma
    near("the mean of each feature", xhat.mean(axis=0), np.zeros(4), 1e-8)
    near("the variance of each feature", (xhat**2).mean(axis=0), np.ones(4), 1e-8)


@part("forward")
@returns(*STATISTICS)
def check_two_batches(f, rng):
    """two batches in training, then inference with the statistics that you returned"""
    given(batch_size=8, inputs=4)
    x, gamma, beta, mean, var = arguments(rng)
    others, third = batch(rng, 5, 4), batch(rng, 3, 4)
    mean, var = f.batchnorm_forward(x, gamma, beta, mean, var, True)[1:3]
    mean, var = f.batchnorm_forward(others, gamma, beta, mean, var, True, 0.2)[1:3]
    return forward(f, third, gamma, beta, mean, var, False)


@part("forward")
@returns(*STATISTICS)
def check_inference(f, rng):
    """inference with 8 samples and 4 features"""
    given(batch_size=8, inputs=4)
    return forward(f, *inferring(rng))


@part("forward")
@returns(*STATISTICS)
def check_inference_of_one(f, rng):
    """inference for a single sample"""
    given(batch_size=1, inputs=4)
    return forward(f, *arguments(rng, 1, 4), False)


@part("forward")
@returns(*STATISTICS)
def check_inference_eps(f, rng):
    """inference for as many samples as features, with another eps and small running variances"""
    given(batch_size=4, inputs=4)
    *rest, var = arguments(rng, 4, 4)
    return forward(f, *rest, 0.01 * var, False, 0.3, 0.05)


def with_options(rng, m, D):
    """All arguments of a forward pass."""
    training, momentum = bool(rng.random() < 0.7), float(rng.choice([0.1, 0.25, 0.01]))
    return *arguments(rng, m, D), training, momentum, float(rng.choice([1e-5, 1e-3, 0.1]))


SIZES = {"m": (2, 9, 200), "D": (1, 7, 40)}
check_drawn = returns(*STATISTICS)(
    drawn_cases(forward, with_options, changing=(1, 2, 3, 4), part="forward", **SIZES)
)
check_rows_alone = rows_independent(out_only, inferring, part="forward")
check_order = order_irrelevant(forward, learning, part="forward")
check_forward_repeat = same_twice(forward, learning, part="forward")
check_forward_inputs = inputs_kept(forward, learning, part="forward")


@part("forward")
@robust
@tolerance(rtol=1e-6, atol=1e-6)
@returns(*STATISTICS)
def check_far_from_zero(f, rng):
    """features around a million"""
    given(batch_size=8, inputs=4)
    x, *rest = arguments(rng)
    return forward(f, x + 1e6, *rest, True)


@part("forward")
@robust
@tolerance(rtol=1e-2, atol=1e-2)
@returns("out")
def check_float32_far_from_zero(f, rng):
    """float32 features around 10,000"""
    given(batch_size=8, inputs=4)
    x, *rest = (value.astype(np.float32) for value in arguments(rng))
    # Whole numbers, which float32 holds exactly.
    return out_only(f, np.rint(8 * x) + np.float32(1e4), *rest, True)


@part("forward")
@robust
def check_integers(f, rng):
    """integers in x, of 64, 32 and 8 bits"""
    given(batch_size=8, inputs=4)
    x, *rest = arguments(rng)
    kinds = (np.int64, np.int32, np.int8)
    return {kind.__name__: forward(f, np.rint(4 * x).astype(kind), *rest, True) for kind in kinds}


@part("forward")
@robust
@tolerance(rtol=1e-4, atol=1e-5)
@returns(*STATISTICS)
def check_float32_values(f, rng):
    """float32 arrays"""
    given(batch_size=8, inputs=4)
    return forward(f, *(value.astype(np.float32) for value in arguments(rng)), True)


def constant(rng):
    x, *rest = arguments(rng)
    return with_a_constant_column(x), *rest, True


check_warnings = no_warnings(
    forward, constant, part="forward", title="no warning from NumPy for a constant feature"
)
check_forward_fortran = any_order(forward, learning, part="forward")
check_forward_float32 = keeps_float32(forward, learning, part="forward")


@part("backward")
@returns("dx", "dgamma", "dbeta")
def check_gradients(f, rng):
    """the gradients for 8 samples with 4 features"""
    given(batch_size=8, inputs=4)
    return both(f, *with_dout(rng))


@part("backward")
@returns("dx", "dgamma", "dbeta")
def check_square_gradients(f, rng):
    """as many samples as features, where the wrong axis still fits"""
    given(batch_size=4, inputs=4)
    return both(f, *with_dout(rng, 4, 4))


@part("backward")
@returns("dx", "dgamma", "dbeta")
def check_two_sample_gradients(f, rng):
    """2 samples"""
    given(batch_size=2, inputs=4)
    return both(f, *with_dout(rng, 2, 4))


@part("backward")
@returns("dx", "dgamma", "dbeta")
def check_one_sample_gradients(f, rng):
    """a single sample: out doesn't depend on x"""
    given(batch_size=1, inputs=4)
    return both(f, *with_dout(rng, 1, 4))


@part("backward")
@returns("dx", "dgamma", "dbeta")
def check_one_feature_gradients(f, rng):
    """a single feature"""
    given(batch_size=8, inputs=1)
    return both(f, *with_dout(rng, 8, 1))


@part("backward")
@returns("dx", "dgamma", "dbeta")
def check_tiny_gradients(f, rng):
    """features so small that their variance is about eps"""
    given(batch_size=8, inputs=4)
    x, *rest = with_dout(rng)
    return both(f, 3e-3 * x, *rest)


@part("backward")
@returns("dx", "dgamma", "dbeta")
def check_eps_gradients(f, rng):
    """another eps"""
    given(batch_size=8, inputs=4)
    return both(f, *with_dout(rng), 0.25)


@part("backward")
@returns("dx", "dgamma", "dbeta")
def check_constant_feature_gradients(f, rng):
    """a feature that is the same in all samples"""
    given(batch_size=8, inputs=4)
    x, *rest = with_dout(rng)
    return both(f, with_a_constant_column(x), *rest)


@part("backward")
def check_directions(f, rng):
    """each column of dx sums to 0 and is orthogonal to x - mean, up to eps"""
    given(batch_size=8, inputs=4)
    x, gamma, beta, dout = with_dout(rng)
    centered = x - x.mean(axis=0)
    dx = np.asarray(both(f, x, gamma, beta, dout, TINY_EPS)[0])
    near("the sum of each column of dx", dx.sum(axis=0), np.zeros(4), 1e-8)
    near("each column of dx times x - mean", (dx * centered).sum(axis=0), np.zeros(4), 1e-8)


@part("backward")
def check_equal_dout(f, rng):
    """a dout that is the same for all samples: dx is 0"""
    given(batch_size=8, inputs=4)
    x, gamma, beta, dout = with_dout(rng)
    dx = both(f, x, gamma, beta, np.repeat(dout[:1], 8, axis=0))[0]
    near("dx", dx, np.zeros((8, 4)), 1e-9)


@part("backward")
def check_finite_differences(f, rng):
    """the gradients agree with central differences"""
    given(batch_size=6, inputs=3)
    x, gamma, beta, dout = with_dout(rng, 6, 3)
    along = directions(rng, [x, gamma, beta])

    def loss(moved):
        centered = moved[0] - moved[0].mean(axis=0)
        xhat = centered / np.sqrt((centered**2).mean(axis=0) + 1e-5)
        return float(np.sum(dout * (moved[1] * xhat + moved[2])))

    slopes_agree("the sum of dout · out", loss, [x, gamma, beta], both(f, x, gamma, beta, dout), along)


@part("backward")
@returns("dx", "dgamma", "dbeta")
def check_two_forward_passes(f, rng):
    """another forward pass between forward and backward"""
    given(batch_size=8, inputs=4)
    x, gamma, beta, dout = with_dout(rng)
    others = learning(rng)
    cache = f.batchnorm_forward(x, gamma, beta, np.zeros(4), np.ones(4), True)[3]
    f.batchnorm_forward(*others)
    return f.batchnorm_backward(dout, cache)


check_drawn_gradients = returns("dx", "dgamma", "dbeta")(
    drawn_cases(both, with_dout, changing=(1, 3), part="backward", m=(3, 9, 200), D=(1, 7, 40))
)
check_repeat = same_twice(both, with_dout, part="backward")


@part("backward")
@robust
@tolerance(rtol=1e-4, atol=1e-5)
@returns("dx", "dgamma", "dbeta")
def check_float32_gradients(f, rng):
    """float32 arrays"""
    given(batch_size=8, inputs=4)
    return both(f, *(value.astype(np.float32) for value in with_dout(rng)))


check_backward_inputs = inputs_kept(both, with_dout, part="backward")
check_backward_fortran = any_order(both, with_dout, part="backward")
check_backward_float32 = keeps_float32(both, with_dout, part="backward")
