"""Hidden checks of `grpo`."""

import numpy as np

from nnprep.checks import (
    directions,
    drawn_cases,
    given,
    inputs_kept,
    near,
    no_warnings,
    order_irrelevant,
    part,
    redraw,
    returns,
    robust,
    rows_independent,
    same_twice,
    slopes_agree,
    tolerance,
)

EDGE = 1e-3
"""No ratio is closer to the ends of the band than this: the slope differs on the two sides."""


def groups(rng, n, G):
    """Rewards of n prompts that differ in level and spread."""
    given(batch_size=n)
    return 3 * rng.standard_normal((n, 1)) + (0.5 + rng.random((n, 1))) * rng.standard_normal((n, G))


def samples(rng, m, clip=0.2, spread=0.4):
    """Samples inside the band and on both sides of it, with advantages of both signs."""
    given(batch_size=m)
    old = -1 - 3 * rng.random(m)
    moves = redraw(
        lambda: spread * rng.standard_normal(m),
        lambda moves: np.abs(np.abs(np.exp(moves) - 1) - clip).min() > EDGE,
        tries=1000,
    )
    adv = rng.standard_normal(m)
    adv += 0.1 * np.sign(adv)
    return old + moves, old, adv, clip


def mean_loss(new, old, adv, clip):
    """The loss, for finite differences."""
    ratio = np.exp(new - old)
    return -float(np.mean(np.minimum(ratio * adv, np.clip(ratio, 1 - clip, 1 + clip) * adv)))


def example(rng):
    return samples(rng, 8)


def one_group_example(rng):
    return (groups(rng, 4, 5),)


@part("advantages")
def check_groups(f, rng):
    """4 prompts with 5 answers each"""
    return f.group_advantages(groups(rng, 4, 5))


@part("advantages")
def check_square(f, rng):
    """as many answers as prompts, where the wrong axis still fits"""
    return f.group_advantages(groups(rng, 4, 4))


@part("advantages")
def check_one_group(f, rng):
    """one prompt with 6 answers"""
    return f.group_advantages(groups(rng, 1, 6))


@part("advantages")
def check_two_answers(f, rng):
    """two answers to each prompt"""
    return f.group_advantages(groups(rng, 5, 2))


@part("advantages")
def check_single_answers(f, rng):
    """one answer to each prompt: nothing to compare it with"""
    return f.group_advantages(np.rint(4 * rng.standard_normal((3, 1))))


@part("advantages")
def check_binary(f, rng):
    """rewards of 0 and 1"""
    return f.group_advantages(np.array([[0.0, 1.0, 1.0, 0.0, 1.0], [1.0, 0.0, 0.0, 0.0, 0.0]]))


@part("advantages")
def check_equal_rewards(f, rng):
    """groups with equal rewards, next to one that differs"""
    rewards = np.repeat(np.array([[1.0], [0.0], [-2.5], [3.0]]), 4, axis=1)
    rewards[3, int(rng.integers(4))] += 1.0
    return f.group_advantages(rewards)


@part("advantages")
@tolerance(rtol=1e-9, atol=1e-9)
def check_small_spread(f, rng):
    """rewards that differ by 0.0001"""
    return f.group_advantages(2.0 + 1e-4 * rng.standard_normal((3, 5)))


@part("advantages")
@tolerance(rtol=1e-7, atol=1e-7)
def check_large_rewards(f, rng):
    """rewards around a million"""
    return f.group_advantages(1e6 + groups(rng, 3, 5))


@part("advantages")
def check_standardized(f, rng):
    """each group has mean 0 and standard deviation 1, up to the 1e-8"""
    advantages = np.asarray(f.group_advantages(groups(rng, 4, 6)))
    near("the mean of each group", advantages.mean(axis=1), np.zeros(4), 1e-7)
    near("the standard deviation of each group", advantages.std(axis=1), np.ones(4), 1e-7)


check_groups_alone = part("advantages")(rows_independent("group_advantages", one_group_example))
check_groups_drawn = drawn_cases(
    "group_advantages", lambda rng, n, G: (groups(rng, n, G),), part="advantages", n=(1, 8, 60), G=(2, 8, 60)
)


@part("clipped-loss")
def check_samples(f, rng):
    """8 samples"""
    return f.clipped_loss(*samples(rng, 8))


@part("clipped-loss")
def check_wide(f, rng):
    """12 samples, many of them far outside the band"""
    return f.clipped_loss(*samples(rng, 12, spread=1.2))


@part("clipped-loss")
def check_default_clip(f, rng):
    """7 samples and the default band"""
    return f.clipped_loss(*samples(rng, 7)[:3])


@part("clipped-loss")
def check_other_clip(f, rng):
    """a band of 0.05, and one of 0.4, given by name"""
    narrow, broad = samples(rng, 9, 0.05, 0.1), samples(rng, 9, 0.4, 0.6)
    return {"clip = 0.05": f.clipped_loss(*narrow), "clip = 0.4": f.clipped_loss(*broad[:3], clip=0.4)}


@part("clipped-loss")
def check_inside(f, rng):
    """all ratios inside the band"""
    new, old, adv, clip = samples(rng, 6)
    return f.clipped_loss(old + np.clip(new - old, -0.15, 0.15), old, adv, clip)


@part("clipped-loss")
def check_outside(f, rng):
    """all ratios outside the band"""
    new, old, adv, clip = samples(rng, 6)
    return f.clipped_loss(old + np.sign(new - old) * (0.4 + rng.random(6)), old, adv, clip)


@part("clipped-loss")
def check_four_signs(f, rng):
    """ratios of 1.5 and 0.5, each with advantages of 2 and -2"""
    old = -1 - rng.random(4)
    new = old + np.log(np.array([1.5, 1.5, 0.5, 0.5]))
    loss, grad = f.clipped_loss(new, old, np.array([2.0, -2.0, 2.0, -2.0]), 0.2)
    names = (
        "ratio 1.5, advantage 2",
        "ratio 1.5, advantage -2",
        "ratio 0.5, advantage 2",
        "ratio 0.5, advantage -2",
    )
    return {"loss": loss, "d_logp_new": dict(zip(names, np.asarray(grad), strict=True))}


@part("clipped-loss")
def check_on_policy(f, rng):
    """the new policy is the old one: the gradient isn't zero"""
    _, old, adv, clip = samples(rng, 6)
    return f.clipped_loss(old.copy(), old, adv, clip)


@part("clipped-loss")
def check_one_sample(f, rng):
    """a single sample"""
    return f.clipped_loss(*samples(rng, 1))


@part("clipped-loss")
def check_no_advantage(f, rng):
    """advantages of 0, all of them and every other one"""
    new, old, adv, clip = samples(rng, 6)
    some = adv * (np.arange(6) % 2)
    return {
        "all": f.clipped_loss(new, old, 0 * adv, clip),
        "every other": f.clipped_loss(new, old, some, clip),
    }


@part("clipped-loss")
def check_extreme_ratios(f, rng):
    """ratios of e to the 20 and to the -20"""
    old = -25 - rng.random(4)
    moves = np.array([20.0, 20.0, -20.0, -20.0])
    return f.clipped_loss(old + moves, old, np.array([1.0, -1.0, 1.0, -1.0]), 0.2)


@part("clipped-loss")
def check_finite_differences(f, rng):
    """the gradient agrees with central differences of the loss"""
    new, old, adv, clip = samples(rng, 9)
    along = directions(rng, [new])
    _, grad = f.clipped_loss(new, old, adv, clip)
    slopes_agree("the loss", lambda moved: mean_loss(moved[0], old, adv, clip), [new], [grad], along)


@part("clipped-loss")
@robust
def check_long_answers(f, rng):
    """answers of many hundred tokens: log-probabilities below -1,000"""
    new, old, adv, clip = samples(rng, 6)
    shift = 1000 + 1000 * rng.random(6)
    return f.clipped_loss(new - shift, old - shift, adv, clip)


def any_samples(rng, m):
    """Moves of three sizes, so that the ratio stays away from the band whichever argument is another one."""
    clip = float(rng.choice([0.1, 0.3]))
    old = -2.0 - 6.0 * rng.integers(0, 2, size=m) - 0.01 * rng.random(m)
    moves = np.array([-6.0, 0.0, 6.0])[rng.integers(0, 3, size=m)] + 0.01 * rng.random(m)
    adv = rng.standard_normal(m)
    return old + moves, old, adv, clip


check_drawn = returns("loss", "d_logp_new")(
    drawn_cases("clipped_loss", any_samples, changing=(1, 2, 3), part="clipped-loss", m=(1, 9, 300))
)
check_order = part("clipped-loss")(order_irrelevant("clipped_loss", example, batched=(0, 1, 2)))
check_repeat = same_twice("group_advantages", one_group_example, part="advantages")
check_loss_repeat = same_twice("clipped_loss", example, part="clipped-loss")
check_inputs = inputs_kept("group_advantages", one_group_example, part="advantages")
check_loss_inputs = inputs_kept("clipped_loss", example, part="clipped-loss")
check_warnings = no_warnings(
    "group_advantages",
    lambda rng: (np.ones((2, 3)),),
    part="advantages",
    title="no warning from NumPy for a group with equal rewards",
)
