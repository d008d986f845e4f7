"""Hidden checks of `dpo`."""

import numpy as np

from nnprep.checks import (
    directions,
    drawn_cases,
    given,
    inputs_kept,
    near,
    no_warnings,
    order_irrelevant,
    returns,
    robust,
    same_twice,
    slopes_agree,
    vectorized,
)


def pairs(rng, m, beta):
    """Log-probabilities like those of answers of some ten tokens, with z from -5 to 5.

    The references of w and l differ: otherwise they cancel, and nobody sees that they are missing.
    """
    given(batch_size=m)
    ref_w, ref_l = (-20 + 2 * rng.standard_normal(m)) / beta, (-17 + 2 * rng.standard_normal(m)) / beta
    moves = 5 * (rng.random((2, m)) - 0.5) / beta
    return ref_w + moves[0], ref_l + moves[1], ref_w, ref_l, beta


def with_margins(rng, margins, beta=0.5):
    """Pairs whose z is given, up to rounding."""
    z = np.array(margins, dtype=float)
    _, pi_l, ref_w, ref_l, _ = pairs(rng, len(z), beta)
    return ref_w + (pi_l - ref_l) + z / beta, pi_l, ref_w, ref_l, beta


def example(rng):
    return pairs(rng, 5, 0.3)


def check_pairs(f, rng):
    """5 pairs, beta 0.1"""
    return f.dpo_loss(*pairs(rng, 5, 0.1))


def check_more_pairs(f, rng):
    """7 pairs, beta 0.5"""
    return f.dpo_loss(*pairs(rng, 7, 0.5))


def check_large_beta(f, rng):
    """4 pairs, beta 2"""
    return f.dpo_loss(*pairs(rng, 4, 2.0))


def check_beta_1(f, rng):
    """6 pairs, beta 1"""
    return f.dpo_loss(*pairs(rng, 6, 1.0))


def check_one_pair(f, rng):
    """a single pair"""
    return f.dpo_loss(*pairs(rng, 1, 0.3))


def check_at_the_reference(f, rng):
    """a policy that equals its reference: every loss is ln 2"""
    _, _, ref_w, ref_l, beta = pairs(rng, 6, 0.3)
    return f.dpo_loss(ref_w.copy(), ref_l.copy(), ref_w, ref_l, beta)


def check_equal_answers(f, rng):
    """two identical answers: nothing to prefer"""
    pi, _, ref, _, beta = pairs(rng, 4, 0.7)
    return f.dpo_loss(pi, pi.copy(), ref, ref.copy(), beta)


def check_balance(f, rng):
    """pi_w's gain is pi_l's loss"""
    loss, d_pi_w, d_pi_l = f.dpo_loss(*pairs(rng, 5, 0.4))
    near("the sum of the two gradients", np.asarray(d_pi_w) + np.asarray(d_pi_l), np.zeros(5))
    return loss


def check_shifted(f, rng):
    """making both answers more likely, in policy and reference alike, changes nothing"""
    pi_w, pi_l, ref_w, ref_l, beta = pairs(rng, 5, 0.4)
    shift_w, shift_l = rng.standard_normal((2, 5))
    loss, d_pi_w, _ = f.dpo_loss(pi_w, pi_l, ref_w, ref_l, beta)
    moved, d_moved, _ = f.dpo_loss(pi_w + shift_w, pi_l + shift_l, ref_w + shift_w, ref_l + shift_l, beta)
    near("the loss", moved, loss, 1e-10)
    near("d_pi_w", d_moved, d_pi_w, 1e-10)


def check_finite_differences(f, rng):
    """the gradients agree with central differences of the loss"""
    pi_w, pi_l, ref_w, ref_l, beta = pairs(rng, 6, 0.4)
    along = directions(rng, [pi_w, pi_l])
    _, d_pi_w, d_pi_l = f.dpo_loss(pi_w, pi_l, ref_w, ref_l, beta)

    def loss(moved):
        return float(np.mean(np.logaddexp(0, -beta * (moved[0] - ref_w - moved[1] + ref_l))))

    slopes_agree("the loss", loss, [pi_w, pi_l], [d_pi_w, d_pi_l], along)


def check_unlike_margins(f, rng):
    """z from -6 to 9"""
    return f.dpo_loss(*with_margins(rng, [-6.0, -4.0, -1.0, 3.0, 9.0]))


def wide(rng):
    return with_margins(rng, [-40.0, 40.0, -100.0, 1000.0, -1000.0])


@robust
def check_wide(f, rng):
    """z of ±40, -100 and ±1,000"""
    return f.dpo_loss(*wide(rng))


@robust
def check_one_wide(f, rng):
    """one pair at a time, further and further in the wrong order"""
    return {
        f"z = {z:g}": f.dpo_loss(*with_margins(rng, [z], beta=0.25)) for z in (-35.0, -60.0, -400.0, -1000.0)
    }


def check_settled(f, rng):
    """pairs clearly in the right order: no loss and almost no gradient"""
    return f.dpo_loss(*with_margins(rng, [5.0, 7.0, 8.0]))


def check_long_answers(f, rng):
    """answers of many hundred tokens: log-probabilities from -1,000 to -3,000"""
    ref = -1000 - 2000 * rng.random((2, 5))
    moves = 25 * (2 * rng.random((2, 5)) - 1)
    given(batch_size=5)
    return f.dpo_loss(ref[0] + moves[0], ref[1] + moves[1], ref[0], ref[1], 0.1)


@robust
def check_far_from_the_reference(f, rng):
    """log-probabilities from -1,000 to -3,000, far from the reference"""
    given(batch_size=5)
    pi_w, pi_l, ref_w, ref_l = -1000 - 2000 * rng.random((4, 5))
    pi_w[0] -= 2000.0
    return f.dpo_loss(pi_w, pi_l, ref_w, ref_l, 0.1)


def any_pairs(rng, m):
    """Short answers, so that z stays below 6 whichever of the arguments is another one."""
    return *(-0.5 - 3 * rng.random((4, m))), float(0.1 + 0.8 * rng.random())


check_drawn = returns("loss", "d_pi_w", "d_pi_l")(
    drawn_cases("dpo_loss", any_pairs, changing=(1, 2, 3, 4), m=(1, 9, 300))
)
check_order = order_irrelevant("dpo_loss", example, batched=(0, 1, 2, 3))
check_repeat = same_twice("dpo_loss", example)
check_inputs = inputs_kept("dpo_loss", example)
check_warnings = no_warnings("dpo_loss", wide, title="no warning from NumPy, z of ±1,000")
check_large = vectorized("dpo_loss", lambda rng: pairs(rng, 6000, 0.3))
