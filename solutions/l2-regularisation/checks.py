"""Hidden checks of `l2-regularisation`."""

import numpy as np

from nnprep.checks import (
    directions,
    drawn_cases,
    float32_values,
    inputs_kept,
    keeps_float32,
    same_twice,
    slopes_agree,
    vectorized,
)

SHAPES = ((4, 3), (3, 5), (5, 2))


def arrays(rng, shapes):
    return [rng.standard_normal(shape) for shape in shapes]


def network(rng, shapes=SHAPES):
    """The loss of the data, gradients, weights and lam."""
    return rng.random() + 0.2, arrays(rng, shapes), arrays(rng, shapes), 0.05 + 0.5 * rng.random()


def check_three_layers(f, rng):
    """three layers"""
    return f.l2_loss_and_grads(*network(rng))


def check_one_layer(f, rng):
    """one layer"""
    return f.l2_loss_and_grads(*network(rng, [(4, 3)]))


def check_narrow(f, rng):
    """layers with one input or one output, and a single weight"""
    return f.l2_loss_and_grads(*network(rng, [(1, 4), (4, 1), (1, 1)]))


def check_square(f, rng):
    """square layers"""
    return f.l2_loss_and_grads(*network(rng, [(3, 3), (3, 3)]))


def check_axes(f, rng):
    """weights with one, three and four axes"""
    return f.l2_loss_and_grads(*network(rng, [(5,), (2, 3, 2), (4, 3, 2, 2)]))


def check_lambda_zero(f, rng):
    """lam = 0: adds nothing"""
    data_loss, grads, weights, _ = network(rng)
    return f.l2_loss_and_grads(data_loss, grads, weights, 0.0)


def check_small_lambda(f, rng):
    """lam = 3, and lam = 1e-4 with gradients of 0"""
    data_loss, grads, weights, _ = network(rng)
    large = f.l2_loss_and_grads(data_loss, grads, weights, 3.0)
    small = f.l2_loss_and_grads(0.0, [0 * g for g in grads], weights, 1e-4)
    return {"lam = 3": large, "lam = 1e-4": small}


def check_weights_zero(f, rng):
    """weights of 0: adds nothing"""
    data_loss, grads, _, lam = network(rng)
    return f.l2_loss_and_grads(data_loss, grads, [np.zeros(g.shape) for g in grads], lam)


def check_consistent(f, rng):
    """the gradients are the slopes of the loss"""
    _, _, weights, lam = network(rng)
    nothing = [np.zeros(W.shape) for W in weights]
    along = directions(rng, weights)
    grads = f.l2_loss_and_grads(0.0, nothing, weights, lam)[1]
    slopes_agree(
        "the loss", lambda moved: f.l2_loss_and_grads(0.0, nothing, moved, lam)[0], weights, grads, along
    )


def any_shapes(rng, large):
    if large:
        widths = rng.integers(25, 50, size=4).tolist()
        return [(widths[k], widths[k + 1]) for k in range(3)]
    return [tuple(rng.integers(1, 6, size=rng.integers(1, 5)).tolist()) for _ in range(rng.integers(1, 6))]


def drawn_network(rng, shapes):
    return network(rng, shapes)


check_drawn = drawn_cases("l2_loss_and_grads", drawn_network, changing=(2, 3), shapes=any_shapes)
check_repeat = same_twice("l2_loss_and_grads", network)
check_inputs = inputs_kept("l2_loss_and_grads", network)


def only_grads(f, *arguments):
    return f.l2_loss_and_grads(*arguments)[1]


def network32(rng):
    data_loss, grads, weights, lam = network(rng)
    return data_loss, [g.astype(np.float32) for g in grads], [W.astype(np.float32) for W in weights], lam


check_float32_values = float32_values("l2_loss_and_grads", network32)
check_float32 = keeps_float32(only_grads, network32)
check_large = vectorized("l2_loss_and_grads", lambda rng: network(rng, [(150, 100), (100, 80), (80, 10)]))
