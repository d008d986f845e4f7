"""Hidden checks of `beam-search`."""

import numpy as np

from nnprep.checks import drawn_cases, given, near, same_twice

ROWS = 61


def log_softmax(logits):
    top = logits.max(axis=-1, keepdims=True)
    return logits - top - np.log(np.exp(logits - top).sum(axis=-1, keepdims=True))


def reading(table):
    """A model that looks at the number of tokens and at the last two: table[length, both of them]."""
    longest, rows, V = len(table) - 1, table.shape[1], table.shape[-1]

    def next_logprobs(tokens):
        padded = [V, V, *(int(token) for token in tokens)]
        return table[min(len(padded) - 2, longest), ((V + 1) * padded[-2] + padded[-1]) % rows].copy()

    return next_logprobs


def model(rng, V, max_len, eos, lead=0.0, spread=1.0):
    """A random model; `lead` is added to the logit of eos."""
    given(vocabulary_size=V)
    # Some of many pairs of tokens share a row: that is quicker to draw, and no search can rely on it.
    logits = spread * rng.standard_normal((max_len, min((V + 1) ** 2, ROWS), V))
    logits[..., eos] += lead
    return reading(log_softmax(logits))


def case(rng, V, width, max_len, eos=None, **more):
    """The arguments of one search; eos is neither the first token nor the last one, if there are three."""
    if eos is None:
        eos = int(rng.integers(1, V - 1)) if V > 2 else int(rng.integers(V))
    return model(rng, V, max_len, eos, **more), width, max_len, eos


def shown(beams):
    """Hypotheses by name, their tokens as text: shorter in a report than nested lists."""
    return [
        {"tokens": " ".join(str(int(token)) for token in tokens), "score": score} for tokens, score in beams
    ]


def example(rng):
    return case(rng, 5, 3, 4)


def check_search(f, rng):
    """5 tokens, width 3, at most 4 tokens"""
    return shown(f.beam_search(*example(rng)))


def check_longer_search(f, rng):
    """6 tokens, width 4, at most 5 tokens, eos the last token"""
    return shown(f.beam_search(*case(rng, 6, 4, 5, eos=5)))


def check_eos_first(f, rng):
    """token 0 ends a sequence"""
    return shown(f.beam_search(*case(rng, 5, 4, 4, eos=0)))


def check_greedy(f, rng):
    """width 1: the most likely token each time"""
    return shown(f.beam_search(*case(rng, 6, 1, 6, lead=-1.0)))


def check_trap(f, rng):
    """a first token that looks best and isn't"""
    table = np.full((2, 16, 3), 1 / 3)
    table[0, 15] = [0.05, 0.5, 0.45]
    table[1, 13], table[1, 14] = [0.4, 0.3, 0.3], [0.9, 0.05, 0.05]
    search = reading(np.log(table))
    return {f"width {width}": shown(f.beam_search(search, width, 2, 0)) for width in (1, 2, 3)}


def check_equal_sizes(f, rng):
    """as many tokens as places and steps"""
    return shown(f.beam_search(*case(rng, 4, 4, 4)))


def check_everything(f, rng):
    """a width larger than any search needs: finds every sequence"""
    beams = f.beam_search(*case(rng, 3, 50, 4))
    near("the sum of all probabilities", float(sum(np.exp(score) for _, score in beams)), 1.0)
    return shown(beams)


def check_one_token(f, rng):
    """sequences of at most one token, and a width above the vocabulary"""
    return {
        "width 3": shown(f.beam_search(*case(rng, 5, 3, 1))),
        "width 9": shown(f.beam_search(*case(rng, 5, 9, 1))),
    }


def check_rare_end(f, rng):
    """eos is rare: hypotheses are cut off at max_len"""
    return shown(f.beam_search(*case(rng, 5, 3, 5, lead=-6.0)))


def check_likely_end(f, rng):
    """eos is likely: hypotheses end at different times"""
    return shown(f.beam_search(*case(rng, 5, 5, 6, lead=2.0)))


def check_soon_finished(f, rng):
    """the best hypothesis ends at once, and others continue"""
    search, width, max_len, eos = case(rng, 6, 4, 5, lead=1.0, spread=1.5)
    start = np.full(6, -3.0)
    start[eos] = -0.2

    def next_logprobs(tokens):
        return search(tokens) if len(tokens) else log_softmax(start + np.arange(6) / 10)

    return shown(f.beam_search(next_logprobs, width, max_len, eos))


def check_ties(f, rng):
    """equal log-probabilities: the smaller list first"""
    first = log_softmax(np.array([0.0, 1.5, 1.0, 1.0, 1.0]))
    later = log_softmax(np.array([[2.0, 0.3, 2.0, -1.0, 2.0], [0.1, 0.9, 0.9, 0.0, 0.9]]))

    def next_logprobs(tokens):
        return later[int(tokens[-1]) % 2].copy() if len(tokens) else first.copy()

    return {
        "one step": shown(f.beam_search(next_logprobs, 3, 1, 0)),
        "two steps": shown(f.beam_search(next_logprobs, 2, 2, 3)),
        "all alike": shown(f.beam_search(lambda tokens: np.log(np.full(4, 0.25)), 2, 1, 1)),
    }


def check_unlikely(f, rng):
    """12 tokens with log-probabilities around -100: no product of probabilities survives"""
    table = -100.0 - 10 * rng.random((12, 25, 4))
    table[..., 2] -= 50.0
    return shown(f.beam_search(reading(table), 3, 12, 2))


def check_many(f, rng):
    """more than a hundred short searches, one after another"""
    cases = [case(rng, 3, int(rng.integers(1, 4)), 2) for _ in range(10)]
    # Equal ones first: together they are one request.
    often = f.several(95, "beam_search", *case(rng, 3, 2, 1))
    return [shown(each) for each in (*often[-1:], *(f.beam_search(*each) for each in cases))]


def any_case(rng, V, width, max_len):
    return case(rng, V, width, max_len, int(rng.integers(V)), lead=float(rng.normal()))


check_drawn = drawn_cases(
    "beam_search", any_case, changing=(3,), V=(2, 7, 16), width=(1, 5, 10), max_len=(1, 5, 7)
)
check_repeat = same_twice("beam_search", example)
