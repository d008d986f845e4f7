"""Hidden checks of `dropout`. Masks are judged by statistics, since any order of draws is right."""

import numpy as np

from nnprep.checks import given, inputs_kept, keeps_float32, near, no_warnings, opaque, part, returns, robust

ROWS, COLUMNS = 60, 150
"""So many elements that chance moves a share by less than SLACK, at six standard deviations."""
SLACK = 0.032
MANY = 105
ONE_BY_ONE = "single elements"


DRAWS = 12
"""Calls in which as many elements as before are dropped by chance once in 10 ** 10 runs."""


def activations(rng, *shape):
    """Numbers of both signs, none of them near 0, so that a 0 in out is a dropped element."""
    return rng.choice([-1.0, 1.0], size=shape) * (1 + rng.random(shape))


def seed(rng):
    return int(rng.integers(1, 1_000_000))


def dropped(f, x, p, number):
    """out of a forward pass in training, with a generator of its own."""
    return np.asarray(f.dropout_forward(x, p, True, f.generator(number))[0])


def extremes(factors):
    """The smallest and the largest number."""
    return [float(factors.min()), float(factors.max())] if factors.size else []


def one_by_one(out):
    """Observe whether each element is dropped on its own. If it isn't, statistics depend on chance too much."""
    zeros = out == 0
    if zeros.shape != (ROWS, COLUMNS) or zeros.all() or not zeros.any():
        kind = "neither some nor all"
    elif (zeros == zeros[:1]).all():
        kind = "whole features"
    elif (zeros == zeros[:, :1]).all():
        kind = "whole rows"
    elif len(set(zeros.sum(axis=1).tolist())) == 1:
        kind = "as many in every row"
    else:
        kind = ONE_BY_ONE
    near("what is dropped", kind, ONE_BY_ONE)
    return kind == ONE_BY_ONE


def observe(out, x, p):
    """Observe what holds whatever was drawn: the share of zeros, and the factor of every survivor."""
    if one_by_one(out):
        near("share of zeros", float(np.mean(out == 0)), p, SLACK)
    near("smallest and largest out / x of a survivor", extremes((out / x)[out != 0]), [1 / (1 - p)] * 2)


def spread(zeros, axis, p):
    """The standard deviation of the share of zeros from line to line, as a share of what independent draws make."""
    return float(np.std(zeros.mean(axis=axis)) / np.sqrt(p * (1 - p) / zeros.shape[axis]))


def same_fate(first, other):
    """Observe that two masks agree as often as chance makes them, 0.3² + 0.7²."""
    if one_by_one(first):
        near(
            "share of elements with the same fate", float(np.mean((first == 0) == (other == 0))), 0.58, SLACK
        )


@part("forward")
def check_rate(f, rng):
    """p = 0.3: three tenths dropped, the others scaled"""
    x = activations(rng, ROWS, COLUMNS)
    observe(dropped(f, x, 0.3, seed(rng)), x, 0.3)


@part("forward")
def check_half(f, rng):
    """p = 0.5"""
    x = activations(rng, ROWS, COLUMNS)
    observe(dropped(f, x, 0.5, seed(rng)), x, 0.5)


@part("forward")
def check_mean(f, rng):
    """the mean stays the same, p = 0.3"""
    x = np.abs(activations(rng, ROWS, COLUMNS))
    out = dropped(f, x, 0.3, seed(rng))
    if one_by_one(out):
        near("mean of out / mean of x", float(out.mean() / x.mean()), 1.0, 0.045)


@part("forward")
def check_each_element(f, rng):
    """each element is dropped independently: no whole rows or features, no fixed number"""
    given(batch_size=ROWS, inputs=COLUMNS)
    x = activations(rng, ROWS, COLUMNS)
    out = dropped(f, x, 0.3, seed(rng))
    if not one_by_one(out):
        return
    zeros = out == 0
    near("spread of the share of zeros from row to row, 1 by chance", spread(zeros, 1, 0.3), 1.0, 0.6)
    near("spread of the share of zeros from feature to feature, 1 by chance", spread(zeros, 0, 0.3), 1.0, 0.4)
    near("share of neighbors that are both 0", float(np.mean(zeros[:, 1:] & zeros[:, :-1])), 0.09, SLACK)


@part("forward")
def check_any_number(f, rng):
    """how many elements are dropped differs from call to call"""
    x, generator = activations(rng, 6, 8), f.generator(seed(rng))
    results = f.several(DRAWS, "dropout_forward", x, 0.5, True, generator)
    counts = {int(np.sum(np.asarray(result[0]) == 0)) for result in results}
    near(f"different numbers of zeros in {DRAWS} calls, cut at 2", min(len(counts), 2), 2)


@part("forward")
def check_same_seed(f, rng):
    """generators with the same seed give the same mask"""
    x, number = activations(rng, ROWS, COLUMNS), seed(rng)
    first, again = (dropped(f, x, 0.3, number) == 0 for _ in range(2))
    near("share of elements with the same fate", float(np.mean(first == again)), 1.0, 1e-9)


@part("forward")
def check_fresh_mask(f, rng):
    """the next call with the same generator gives another mask"""
    x, number = activations(rng, ROWS, COLUMNS), seed(rng)
    generator = f.generator(number)
    first, other = (np.asarray(f.dropout_forward(x, 0.3, True, generator)[0]) for _ in range(2))
    same_fate(first, other)


@part("forward")
def check_other_seed(f, rng):
    """generators with other seeds give other masks"""
    x, number = activations(rng, ROWS, COLUMNS), seed(rng)
    first, other = dropped(f, x, 0.3, number), dropped(f, x, 0.3, number + 1)
    same_fate(first, other)


@part("forward")
@returns("out", "mask")
def check_inference(f, rng):
    """training=False: returns x, and the mask is None"""
    x = activations(rng, 5, 4)
    return f.dropout_forward(x, 0.4, False, f.generator(seed(rng)))


@part("forward")
@returns("out", "mask")
def check_p_of_0(f, rng):
    """p = 0 in training: returns x, and the mask is None"""
    x = activations(rng, 5, 4)
    return f.dropout_forward(x, 0.0, True, f.generator(seed(rng)))


@part("forward")
def check_almost_all(f, rng):
    """p = 0.99: the few survivors are a hundred times as large"""
    x = activations(rng, ROWS, COLUMNS)
    out = dropped(f, x, 0.99, seed(rng))
    near("share of zeros", float(np.mean(out == 0)), 0.99, 0.05)
    factors = (out / x)[out != 0]
    near("smallest and largest out / x of a survivor", extremes(factors) or [100.0, 100.0], [100.0, 100.0])


@part("forward")
def check_another_p(f, rng):
    """the same x and seed with p = 0.2, then with p = 0.6"""
    x, number = activations(rng, ROWS, COLUMNS), seed(rng)
    for p in (0.2, 0.6):
        out = dropped(f, x, p, number)
        if one_by_one(out):
            near(f"share of zeros, p = {p}", float(np.mean(out == 0)), p, SLACK)


def any_layout(rng, x):
    """The same numbers as every other column of a wider array, or read-only."""
    if rng.random() < 0.5:
        return np.repeat(x, 2, axis=-1)[..., ::2]
    x.flags.writeable = False
    return x


def sizes(rng):
    """Shapes of one to four axes that nobody can foresee; one is large."""
    small = [tuple(rng.integers(3, 6, size=axes).tolist()) for axes in (2, 3, 4)]
    return [(int(rng.integers(9, 16)),), *small, tuple(rng.integers(60, 90, size=2).tolist())]


@part("forward")
def check_drawn(f, rng):
    """random shapes and rates, one to four axes, by position and by name"""
    cases = [
        (any_layout(rng, activations(rng, *shape)), 0.1 + 0.3 * float(rng.random())) for shape in sizes(rng)
    ]
    numbers = [seed(rng) for _ in cases]
    for (x, p), number in zip(cases, numbers, strict=True):
        name = "×".join(map(str, x.shape))
        if number % 2:
            out = np.asarray(f.dropout_forward(x=x, p=p, training=True, rng=f.generator(number))[0])
        else:
            out = dropped(f, x, p, number)
        factors = (out / x)[out != 0] * (1 - p)
        near(f"{name}: shape", str(out.shape), str(x.shape))
        near(f"{name}: factors of survivors times 1 - p", extremes(factors) or [1.0, 1.0], [1.0, 1.0])
    if not (out == 0).all(axis=0).any() and not (out == 0).all(axis=1).any():
        near(f"{name}: share of zeros", float(np.mean(out == 0)), p, 0.06)


@part("forward")
def check_many_calls(f, rng):
    """105 calls with one generator, by name"""
    x, generator = activations(rng, 5, 30), f.generator(seed(rng))
    results = f.several(MANY, "dropout_forward", x=x, p=0.4, training=True, rng=generator)
    outs = [np.asarray(result[0]) for result in results]
    near("share of zeros", float(np.mean([out == 0 for out in outs])), 0.4, 0.15)
    near("share of zeros in the last twenty", float(np.mean([out == 0 for out in outs[-20:]])), 0.4, 0.15)


def forward_only(f, x):
    return f.dropout_forward(x, 0.3, True, f.generator(1))[0]


check_inputs = inputs_kept(forward_only, lambda rng: (activations(rng, 5, 4),), part="forward")


@part("forward")
@returns("mask")
def check_mask(f, rng):
    """the mask of a training pass, in any form"""
    x = activations(rng, 5, 4)
    return [opaque(f.dropout_forward(x, 0.3, True, f.generator(seed(rng)))[1])]


@part("forward")
@robust
def check_float32_values(f, rng):
    """float32 activations"""
    x = activations(rng, ROWS, COLUMNS).astype(np.float32)
    out = dropped(f, x, 0.3, seed(rng)).astype(float)
    near("share of zeros", float(np.mean(out == 0)), 0.3, SLACK)
    near("smallest and largest out / x of a survivor", extremes((out / x)[out != 0]), [1 / 0.7] * 2, 1e-5)


check_float32 = keeps_float32(forward_only, lambda rng: (activations(rng, 20, 30),), part="forward")


def observe_gradient(x, out, dout, dx):
    """Observe that dx is 0 where out is, and as many times dout as out is x elsewhere."""
    out, dx = np.asarray(out), np.asarray(dx)
    near("shape of dx", str(dx.shape), str(dout.shape))
    zeros = out == 0
    near(
        "share of dx that is 0 where out is 0",
        float(np.mean(dx[zeros] == 0)) if zeros.any() else 1.0,
        1.0,
        0.05,
    )
    near(
        "share of dx that is not 0 elsewhere",
        float(np.mean(dx[~zeros] != 0)) if not zeros.all() else 1.0,
        1.0,
        0.05,
    )
    alike = (dx != 0) & ~zeros
    factors = (dx[alike] / dout[alike]) / (out[alike] / x[alike])
    near("smallest and largest dx / dout, as a share of out / x", extremes(factors) or [1.0, 1.0], [1.0, 1.0])


@part("backward")
def check_gradient(f, rng):
    """dx is 0 where an element was dropped, and dout with the factor of the forward pass elsewhere"""
    x, dout = activations(rng, ROWS, COLUMNS), activations(rng, ROWS, COLUMNS)
    out, mask = f.dropout_forward(x, 0.3, True, f.generator(seed(rng)))
    observe_gradient(x, out, dout, f.dropout_backward(dout, mask))


@part("backward")
@returns("dx")
def check_nothing_dropped(f, rng):
    """training=False: returns dout"""
    x, dout = activations(rng, 5, 4), rng.standard_normal((5, 4))
    _, mask = f.dropout_forward(x, 0.4, False, f.generator(seed(rng)))
    return f.dropout_backward(dout, mask)


@part("backward")
@returns("dx")
def check_gradient_at_0(f, rng):
    """p = 0 in training: returns dout"""
    x, dout = activations(rng, 5, 4), rng.standard_normal((5, 4))
    _, mask = f.dropout_forward(x, 0.0, True, f.generator(seed(rng)))
    return f.dropout_backward(dout, mask)


@part("backward")
def check_two_forward_passes(f, rng):
    """another forward pass between forward and backward"""
    x, dout, number = activations(rng, ROWS, COLUMNS), activations(rng, ROWS, COLUMNS), seed(rng)
    generator = f.generator(number)
    out, mask = f.dropout_forward(x, 0.3, True, generator)
    f.dropout_forward(x, 0.6, True, generator)
    observe_gradient(x, out, dout, f.dropout_backward(dout, mask))


@part("backward")
def check_twice(f, rng):
    """two backward passes with one mask"""
    x, number = activations(rng, ROWS, COLUMNS), seed(rng)
    first, second = activations(rng, ROWS, COLUMNS), activations(rng, ROWS, COLUMNS)
    out, mask = f.dropout_forward(x, 0.3, True, f.generator(number))
    f.dropout_backward(first, mask)
    observe_gradient(x, out, second, f.dropout_backward(second, mask))


@part("backward")
def check_drawn_gradients(f, rng):
    """random shapes and rates, one to four axes, by position and by name"""
    cases = []
    for shape in sizes(rng):
        x, dout = any_layout(rng, activations(rng, *shape)), any_layout(rng, activations(rng, *shape))
        cases.append((x, dout, 0.1 + 0.3 * float(rng.random()), seed(rng)))
    for x, dout, p, number in cases:
        out, mask = f.dropout_forward(x, p, True, f.generator(number))
        dx = f.dropout_backward(dout=dout, mask=mask) if number % 2 else f.dropout_backward(dout, mask)
        observe_gradient(x, out, dout, dx)


def backward_only(f, x, dout):
    _, mask = f.dropout_forward(x, 0.3, True, f.generator(1))
    return f.dropout_backward(dout, mask)


def both_arrays(rng):
    return activations(rng, 20, 30), rng.standard_normal((20, 30))


check_backward_inputs = inputs_kept(backward_only, both_arrays, part="backward")
check_warnings = no_warnings(backward_only, both_arrays, part="backward")
check_backward_float32 = keeps_float32(backward_only, both_arrays, part="backward")
