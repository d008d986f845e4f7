"""Hidden checks of `sampling`."""

import numpy as np

from nnprep.checks import (
    drawn_cases,
    given,
    inputs_kept,
    near,
    no_warnings,
    part,
    redraw,
    robust,
    same_twice,
)

EDGE = 1e-9
"""No total may be closer to top_p or to u than this: rounding would decide."""


def totals(z, temperature, top_k):
    """Cumulative probabilities after temperature and top-k, the most likely token first."""
    s = np.sort(z)[::-1][:top_k] / temperature
    w = np.exp(s - s[0])
    return np.cumsum(w / w.sum())


def nucleus(z, temperature, top_k, top_p):
    """How many tokens are left."""
    return int(np.searchsorted(totals(z, temperature, top_k), top_p)) + 1


def clear(z, temperature, top_k, top_p):
    """Whether rounding doesn't decide how many tokens are left."""
    return np.abs(totals(z, temperature, top_k)[:-1] - top_p).min(initial=1.0) > EDGE


def telling(z, temperature, top_k, top_p):
    """Whether another order of temperature, top-k and top-p would keep another number of tokens."""
    n = nucleus(z, temperature, top_k, top_p)
    others = (
        min(top_k, nucleus(z, temperature, None, top_p)),
        nucleus(z, 1.0, top_k, top_p),
    )
    return 1 < n < top_k and n not in others and clear(z, temperature, top_k, top_p)


def logits(rng, V, scale=1.5):
    given(vocabulary_size=V)
    return scale * rng.standard_normal(V)


def telling_logits(rng, V, temperature, top_k, top_p):
    """Logits for which the order of the three steps shows, whatever the seed."""
    given(vocabulary_size=V)
    return redraw(
        lambda: 1.5 * rng.standard_normal(V), lambda z: telling(z, temperature, top_k, top_p), tries=2000
    )


def clear_logits(rng, V, top_p, temperature=1.0, top_k=None, least=2):
    """Logits of which top_p keeps some, but not all."""
    given(vocabulary_size=V)
    return redraw(
        lambda: 1.5 * rng.standard_normal(V),
        lambda z: (
            least <= nucleus(z, temperature, top_k, top_p) < min(V, top_k or V)
            and clear(z, temperature, top_k, top_p)
        ),
        tries=2000,
    )


@part("temperature-and-top-k")
def check_plain(f, rng):
    """temperature 1, no filter: the softmax"""
    return f.filter_logits(logits(rng, 6))


@part("temperature-and-top-k")
def check_low_temperature(f, rng):
    """temperature 0.5"""
    return f.filter_logits(logits(rng, 6), 0.5)


@part("temperature-and-top-k")
def check_high_temperature(f, rng):
    """temperature 2, given by name"""
    return f.filter_logits(logits(rng, 6), temperature=2.0)


@part("temperature-and-top-k")
def check_very_high_temperature(f, rng):
    """logits around 120 and temperature 30"""
    return f.filter_logits(120.0 + 40.0 * rng.standard_normal(6), 30.0)


@part("temperature-and-top-k")
def check_top_k(f, rng):
    """the three largest"""
    return f.filter_logits(logits(rng, 7), top_k=3)


@part("temperature-and-top-k")
def check_temperature_and_top_k(f, rng):
    """temperature 0.7 and the four largest"""
    return f.filter_logits(logits(rng, 9), 0.7, 4)


@part("temperature-and-top-k")
def check_top_k_all(f, rng):
    """top_k larger than the vocabulary, and exactly as large"""
    z = logits(rng, 5)
    return {"top_k = 9": f.filter_logits(z, top_k=9), "top_k = 5": f.filter_logits(z, top_k=5)}


@part("temperature-and-top-k")
def check_top_1(f, rng):
    """only the largest"""
    return f.filter_logits(logits(rng, 6), 1.7, 1)


@part("temperature-and-top-k")
def check_ties(f, rng):
    """equal logits at the edge of top-k: exactly k stay, the lower index first"""
    given(vocabulary_size=7)
    low, middle, high = np.sort(rng.standard_normal(3)) + np.array([-1.0, 0.0, 1.0])
    z = np.array([middle, low, middle, high, middle, low, middle])
    return {"top_k = 3": f.filter_logits(z, top_k=3), "top_k = 2": f.filter_logits(z, top_k=2)}


@part("temperature-and-top-k")
def check_equal_logits(f, rng):
    """four equal logits, top_k = 2"""
    return f.filter_logits(np.full(4, rng.standard_normal()), top_k=2)


@part("temperature-and-top-k")
def check_many_ties(f, rng):
    """40 tokens with logits of three values: sorting must keep equal ones in order"""
    z = rng.permutation(np.arange(40) % 3).astype(float)
    given(vocabulary_size=40)
    return {f"top_k = {k}": f.filter_logits(z, top_k=k) for k in (5, 20, 33)}


@part("temperature-and-top-k")
def check_temperature_0(f, rng):
    """temperature 0: the largest logit gets all the mass"""
    return f.filter_logits(logits(rng, 6), temperature=0.0)


@part("temperature-and-top-k")
def check_temperature_0_ties(f, rng):
    """temperature 0 and several largest logits: the first one, whatever the filters"""
    low, high = np.sort(rng.standard_normal(2)) + np.array([-1.0, 1.0])
    z = np.array([low, high, low, high, high])
    return {"no filter": f.filter_logits(z, 0), "both filters": f.filter_logits(z, 0, 3, 0.9)}


@part("temperature-and-top-k")
def check_one_token(f, rng):
    """a vocabulary of one token"""
    z = logits(rng, 1)
    return [f.filter_logits(z), f.filter_logits(z, 0.5, 1, 0.5), f.filter_logits(z, 0.0)]


def any_temperature(rng, tokens):
    temperature = float(rng.choice([0.3 + 0.5 * rng.random(), 1.2 + 2 * rng.random()]))
    return 1.5 * rng.standard_normal(tokens), temperature, int(rng.integers(1, tokens + 2))


check_drawn = drawn_cases(
    "filter_logits", any_temperature, changing=(1, 2), part="temperature-and-top-k", tokens=(2, 20, 2000)
)


@part("top-p")
def check_top_p(f, rng):
    """top_p = 0.75"""
    return f.filter_logits(clear_logits(rng, 6, 0.75), top_p=0.75)


@part("top-p")
def check_all_three(f, rng):
    """temperature 2, top_k = 5 and top_p = 0.7"""
    return f.filter_logits(telling_logits(rng, 9, 2.0, 5, 0.7), 2.0, 5, 0.7)


@part("top-p")
def check_all_three_cold(f, rng):
    """temperature 0.6, top_k = 6 and top_p = 0.93, given by name"""
    z = telling_logits(rng, 20, 0.6, 6, 0.93)
    return f.filter_logits(z, top_p=0.93, top_k=6, temperature=0.6)


@part("top-p")
def check_both_filters(f, rng):
    """top_k = 4, then top_p = 0.8 of what is left"""
    z = redraw(
        lambda: rng.standard_normal(8),
        lambda z: nucleus(z, 1.0, 4, 0.8) < min(4, nucleus(z, 1.0, None, 0.8)) and clear(z, 1.0, 4, 0.8),
        tries=2000,
    )
    given(vocabulary_size=8)
    return f.filter_logits(z, top_k=4, top_p=0.8)


@part("top-p")
def check_p_of_1(f, rng):
    """top_p = 1 keeps every token"""
    return f.filter_logits(logits(rng, 6), top_p=1.0)


@part("top-p")
def check_tiny_p(f, rng):
    """top_p = 0.01: one token stays"""
    return f.filter_logits(logits(rng, 6), top_p=0.01)


@part("top-p")
def check_equal_p(f, rng):
    """four equal logits, top_p = 0.5: two of them reach it exactly"""
    given(vocabulary_size=4)
    return f.filter_logits(np.zeros(4), top_p=0.5)


@part("top-p")
def check_equal_eight(f, rng):
    """eight equal logits, top_p = 0.4: it takes four of them"""
    given(vocabulary_size=8)
    return f.filter_logits(np.full(8, rng.standard_normal()), top_p=0.4)


@part("top-p")
def check_flat(f, rng):
    """30 nearly equal logits"""
    given(vocabulary_size=30)
    z = redraw(lambda: 0.05 * rng.standard_normal(30), lambda z: clear(z, 1.0, None, 0.9))
    return f.filter_logits(z, top_p=0.9)


@part("top-p")
def check_fifty(f, rng):
    """50 tokens, temperature 1.5, top_k = 20 and top_p = 0.85"""
    return f.filter_logits(telling_logits(rng, 50, 1.5, 20, 0.85), 1.5, 20, 0.85)


def any_filters(rng, tokens):
    temperature = float(rng.choice([0.4 + 0.5 * rng.random(), 1.2 + rng.random()]))
    k, p = int(rng.integers(2, tokens + 2)), float(0.05 + 0.93 * rng.random())
    z = redraw(lambda: 1.5 * rng.standard_normal(tokens), lambda z: clear(z, temperature, k, p))
    return z, temperature, k, p


check_drawn_top_p = drawn_cases("filter_logits", any_filters, part="top-p", tokens=(3, 30, 300))


def drawn_probabilities(rng, V):
    """Probabilities, of which a few are 0."""
    w = rng.random(V) * (rng.random(V) > 0.2)
    w[rng.integers(V)] += 0.5
    return w / w.sum()


def away_from_edges(rng, probs):
    """A u that rounding can't move into another interval."""
    return float(redraw(rng.random, lambda u: np.abs(np.cumsum(probs) - u).min() > EDGE))


@part("sample")
def check_middle(f, rng):
    """u in the middle of each interval"""
    w = 0.2 + rng.random(5)
    probs = w / w.sum()
    given(vocabulary_size=5)
    return [f.sample(probs, float(u)) for u in np.cumsum(probs) - probs / 2]


@part("sample")
def check_zero_first(f, rng):
    """u = 0 and a first token of probability 0, then a last one"""
    rest = 0.2 + rng.random(3)
    probs = np.concatenate([[0.0], rest / rest.sum()])
    return {"first": f.sample(probs, 0.0), "last": f.sample(probs[::-1], 0.0)}


@part("sample")
def check_edges(f, rng):
    """u on the edges of [0.25, 0.25, 0.5]"""
    probs = np.array([0.25, 0.25, 0.5])
    return {f"u = {u}": f.sample(probs, u) for u in (0.0, 0.25, 0.5)}


@part("sample")
def check_zero_between(f, rng):
    """tokens of probability 0 in between and at the end"""
    probs = np.array([0.5, 0.0, 0.0, 0.5, 0.0])
    return {f"u = {u}": f.sample(probs, u) for u in (0.25, 0.5, 0.999)}


def any_draw(rng, tokens):
    probs = drawn_probabilities(rng, tokens)
    return probs, away_from_edges(rng, probs)


check_drawn_draws = drawn_cases("sample", any_draw, changing=(1,), part="sample", tokens=(1, 9, 500))


@part("sample")
def check_filtered_draws(f, rng):
    """the two together: draws from what your filter_logits returned"""
    z, numbers = telling_logits(rng, 9, 2.0, 5, 0.7), rng.random(5)
    filtered = np.asarray(f.filter_logits(z, 2.0, 5, 0.7))
    drawn = np.searchsorted(np.cumsum(filtered), numbers, side="right")
    near("the tokens", [f.sample(filtered, float(u)) for u in numbers], drawn.tolist())


def large_logits(rng):
    return 1e4 * rng.permutation(np.array([-1.0, 0.3, 0.9999, 1.0, 1.00005])), 2.0, 4


@part("temperature-and-top-k")
@robust
def check_large_logits(f, rng):
    """logits of 10,000"""
    return f.filter_logits(*large_logits(rng))


@part("temperature-and-top-k")
@robust
def check_near_0(f, rng):
    """temperature 0.001"""
    return f.filter_logits(logits(rng, 6), 1e-3)


@part("temperature-and-top-k")
@robust
def check_ruled_out(f, rng):
    """tokens ruled out by a logit of minus infinity"""
    z = logits(rng, 6)
    z[rng.permutation(6)[:2]] = -np.inf
    return [f.filter_logits(z, 0.5), f.filter_logits(z, top_k=5)]


@part("sample")
@robust
def check_rounded_total(f, rng):
    """u just below 1, and a total that rounding leaves no larger"""
    probs = np.array([0.1] * 10 + [0.0] * 2)
    return f.sample(probs, 1 - 2.0**-53)


def example(rng):
    return redraw(
        lambda: (1.5 * rng.standard_normal(7), 0.8, 4, 0.7), lambda each: clear(each[0], 0.8, 4, 0.7)
    )


def example_draw(rng):
    probs = drawn_probabilities(rng, 6)
    return probs, away_from_edges(rng, probs)


check_repeat = part("top-p")(same_twice("filter_logits", example))
check_draw_repeat = same_twice("sample", example_draw, part="sample")
check_inputs = inputs_kept("filter_logits", example, part="temperature-and-top-k")
check_draw_inputs = inputs_kept("sample", example_draw, part="sample")
check_warnings = no_warnings(
    "filter_logits",
    large_logits,
    part="temperature-and-top-k",
    title="no warning from NumPy, logits of 10,000",
)
