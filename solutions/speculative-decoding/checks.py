"""Hidden checks of `speculative-decoding`."""

import numpy as np

from nnprep.checks import drawn_cases, given, inputs_kept, near, no_warnings, part, redraw, robust, same_twice

EDGE = 1e-7
"""No number may be closer to a ratio or a total than this: rounding would decide."""


def distributions(rng, rows, V):
    """Distributions without zeros, some flat and some sharp."""
    w = rng.random((rows, V)) ** 2 + 0.02
    return w / w.sum(axis=1, keepdims=True)


def leftover(p, q):
    """The residual, for finding numbers that rounding can't move."""
    r = np.maximum(p - q, 0)
    return r / r.sum() if r.sum() > 0 else p


def pick(probs, v):
    return int(np.searchsorted(np.cumsum(probs), v, side="right"))


def clear(probs, v):
    """Whether v is far from every total."""
    return bool(np.abs(np.cumsum(probs) - v).min() > EDGE)


def step_case(rng, k, V, rejected=None):
    """The arguments of one step. `rejected` is where the first rejection is; k for none, None to leave it to chance.

    The numbers are such that a draw from p, from q and from the residual give different tokens, if V allows it.
    """
    given(vocabulary_size=V)
    p, q = distributions(rng, k + 1, V), distributions(rng, k, V)
    draft = [int(rng.integers(V)) for _ in range(k)]
    u = rng.random(k)
    for i, token in enumerate(draft):
        if rejected is None or i > rejected:
            continue
        if i == rejected:
            draft[i] = token = int(np.argmin(p[i] - q[i]))  # the draft proposes it too often
        ratio = min(1.0, p[i, token] / q[i, token])
        u[i] = ratio + (1 - ratio) * (0.1 + 0.8 * u[i]) if i == rejected else 0.95 * ratio * u[i]
    return p, q, draft, u, float(rng.random() if rejected is None else drawn_v(rng, p, q, rejected))


def drawn_v(rng, p, q, place):
    """A number for the draw at a place. That of the residual differs from those of p and q for most of such numbers."""
    k = len(q)
    if place >= k:
        others = [p[-2]] if k else []
        right = p[-1]
    else:
        right, others = leftover(p[place], q[place]), [p[place], q[place]]

    def telling(v):
        apart = all(pick(other, v) != pick(right, v) for other in others)
        return (
            apart
            and pick(right, v) != int(np.argmax(right))
            and all(clear(each, v) for each in (right, *others))
        )

    try:
        return redraw(rng.random, telling, tries=40)
    except RuntimeError:
        return redraw(rng.random, lambda v: clear(right, v))


def safe(case):
    """Whether no number of a case is close to where it decides."""
    p, q, draft, u, v = case
    for i, token in enumerate(draft):
        ratio = p[i, token] / q[i, token]
        if abs(u[i] - ratio) < EDGE:
            return False
        if u[i] > ratio:
            return clear(leftover(p[i], q[i]), v)
    return clear(p[len(draft)], v)


def mixture(rng, k, V):
    """A step in which rejections are left to chance."""
    return redraw(lambda: step_case(rng, k, V), safe)


def pair(rng, V=6):
    p, q = distributions(rng, 2, V)
    return p, q


@part("residual")
def check_residual(f, rng):
    """6 tokens"""
    return f.residual(*pair(rng))


@part("residual")
def check_residual_of_zeros(f, rng):
    """tokens that one of the two rules out"""
    p, q = pair(rng)
    p[1], q[4] = 0.0, 0.0
    p, q = p / p.sum(), q / q.sum()
    return f.residual(p, q)


@part("residual")
def check_residual_equal(f, rng):
    """equal distributions: p itself"""
    p, _ = pair(rng)
    return f.residual(p, p.copy())


@part("residual")
def check_residual_disjoint(f, rng):
    """nothing in common: all of p is left"""
    p, q = pair(rng)
    p[:3], q[3:] = 0.0, 0.0
    return f.residual(p / p.sum(), q / q.sum())


@part("residual")
def check_law(f, rng):
    """accepting and drawing after a rejection add up to p"""
    p, q = pair(rng, 5)
    accepted = np.minimum(p, q)
    rest = 1 - accepted.sum()
    near("the distribution of the token", accepted + rest * np.asarray(f.residual(p, q)), p)


check_residual_drawn = drawn_cases("residual", pair, changing=(1,), part="residual", V=(2, 9, 400))
check_residual_repeat = same_twice("residual", pair, part="residual")
check_residual_inputs = inputs_kept("residual", pair, part="residual")


@part("residual")
def check_residual_is_new(f, rng):
    """equal distributions give a new array with the same numbers"""
    p = np.array([0.25, 0.75])
    first = f.residual(p, p)
    near("the sum of the residual", float(np.sum(np.asarray(first))), 1.0)
    return first


@part("step")
def check_accepted(f, rng):
    """3 tokens drafted, all of them kept"""
    return f.speculative_step(*step_case(rng, 3, 5, rejected=3))


@part("step")
def check_first_rejected(f, rng):
    """the first of 3 is rejected"""
    return f.speculative_step(*step_case(rng, 3, 5, rejected=0))


@part("step")
def check_middle_rejected(f, rng):
    """the second of 3 is rejected"""
    return f.speculative_step(*step_case(rng, 3, 5, rejected=1))


@part("step")
def check_last_rejected(f, rng):
    """the last of 4 is rejected"""
    return f.speculative_step(*step_case(rng, 4, 6, rejected=3))


@part("step")
def check_one_drafted(f, rng):
    """one token drafted: kept, and rejected"""
    kept, rejected = step_case(rng, 1, 4, rejected=1), step_case(rng, 1, 4, rejected=0)
    return {"kept": f.speculative_step(*kept), "rejected": f.speculative_step(*rejected)}


@part("step")
def check_square(f, rng):
    """as many tokens drafted as there are in the vocabulary"""
    cases = [step_case(rng, 4, 4, rejected) for rejected in (2, 4)]
    return [f.speculative_step(*each) for each in cases]


@part("step")
def check_none_drafted(f, rng):
    """no draft: one draw from the target"""
    given(vocabulary_size=5)
    p = distributions(rng, 1, 5)
    return f.speculative_step(p, np.zeros((0, 5)), [], np.zeros(0), drawn_v(rng, p, np.zeros((0, 5)), 0))


@part("step")
def check_mixtures(f, rng):
    """twelve steps in which chance decides"""
    cases = [mixture(rng, 4, int(rng.integers(3, 9))) for _ in range(12)]
    return [f.speculative_step(*each) for each in cases]


@part("step")
def check_equal_models(f, rng):
    """a draft model that equals the target: everything is kept"""
    p, _, draft, u, _ = step_case(rng, 3, 5)
    return f.speculative_step(p, p[:3].copy(), draft, u, drawn_v(rng, p, p[:3], 3))


@part("step")
def check_ruled_out(f, rng):
    """a proposal that the target rules out, and u = 0: it is not kept"""
    p, q, draft, u, v = step_case(rng, 2, 5, rejected=1)
    p[1, draft[1]] = 0.0
    p[1] /= p[1].sum()
    u[1] = 0.0
    v = redraw(rng.random, lambda v: clear(leftover(p[1], q[1]), v))
    return f.speculative_step(p, q, draft, u, v)


@part("step")
def check_on_the_edge(f, rng):
    """u exactly at the ratio: not kept"""
    p = np.array([[0.25, 0.25, 0.5], [0.5, 0.25, 0.25]])
    q = np.array([[0.5, 0.25, 0.25]])
    return [f.speculative_step(p, q, [0], np.array([u]), 0.3) for u in (0.5, 0.49)]


@part("step")
def check_v_of_0(f, rng):
    """v = 0 and a first token of probability 0"""
    p = np.array([[0.5, 0.5, 0.0], [0.0, 0.25, 0.75]])
    q = np.array([[0.75, 0.0, 0.25]])
    return {
        "all kept": f.speculative_step(p, q, [0], np.array([0.1]), 0.0),
        "rejected": f.speculative_step(p, q, [2], np.array([0.1]), 0.0),
    }


@part("step")
def check_edges_of_v(f, rng):
    """v exactly on a total"""
    p = np.array([[0.25, 0.25, 0.5]])
    return [f.speculative_step(p, np.zeros((0, 3)), [], np.zeros(0), v) for v in (0.25, 0.5, 0.75)]


@part("step")
@robust
def check_rounded_total(f, rng):
    """v just below 1, and a total that rounding leaves no larger"""
    p = np.array([[0.1] * 10 + [0.0] * 2])
    return f.speculative_step(p, np.zeros((0, 12)), [], np.zeros(0), 1 - 2.0**-53)


def step_example(rng):
    return mixture(rng, 4, 6)


check_step_drawn = drawn_cases(
    "speculative_step", mixture, changing=(2, 3), part="step", k=(1, 5, 12), V=(2, 9, 80)
)
check_step_repeat = same_twice("speculative_step", step_example, part="step")
check_step_inputs = inputs_kept("speculative_step", step_example, part="step")
check_warnings = no_warnings(
    "residual", lambda rng: (np.array([0.5, 0.5]), np.array([0.5, 0.5])), part="residual"
)
