"""Hidden checks of `kv-cache`."""

import numpy as np

from nnprep.checks import (
    Raised,
    attribute,
    drawn_cases,
    given,
    inputs_kept,
    near,
    no_warnings,
    part,
    premise,
    returns,
    robust,
    same_twice,
)


def drawn(rng, tokens, features, heads, scale=1.0):
    """The tokens, the four weights and the number of heads; scores have a standard deviation of about 1."""
    X = rng.standard_normal((tokens, features))
    Wq, Wk, Wv, Wo = (rng.standard_normal((features, features)) / np.sqrt(features) for _ in range(4))
    return X, scale * Wq, Wk, Wv, Wo, heads


def arguments(rng, tokens, features, heads, scale=1.0):
    """The same, of sizes that a report may name."""
    given(sequence_length=tokens, embedding_size=features, heads=heads)
    return drawn(rng, tokens, features, heads, scale)


def example(rng):
    return arguments(rng, tokens=6, features=8, heads=2)


def fed(f, X, *weights):
    """The outputs of one new instance that is fed all tokens."""
    return f.each(f.CachedAttention(*weights).step, [[x] for x in X])


def one_by_one(f, X, *weights):
    """The same, with what each step changes or warns of."""
    cache = f.CachedAttention(*weights)
    return [cache.step(x) for x in X]


def counted(cache):
    """What the learner's `length` says, unless it has to be called."""
    length = cache.length
    return "a method" if callable(length) else length


def causal_pass(X, Wq, Wk, Wv, Wo, heads):
    """Multi-head attention of all tokens at once, under the causal mask."""
    out = np.zeros(X.shape)
    for own in np.split(np.arange(X.shape[1]), heads):
        scores = (X @ Wq[:, own]) @ (X @ Wk[:, own]).T / np.sqrt(len(own))
        weights = np.tril(np.exp(scores))
        out += weights / weights.sum(axis=1, keepdims=True) @ (X @ Wv[:, own]) @ Wo[own]
    return out


@premise(
    "A new instance doesn't start with an empty cache, so one check's tokens get into the next. Create the lists in "
    "__init__, not in the class body or in a default argument."
)
def check_new_instance(f, rng):
    """a new instance starts with an empty cache"""
    X, *weights = example(rng)
    near("the first output of the second instance", fed(f, X, *weights)[0], fed(f, X[:1], *weights)[0])
    near("the first output of the third instance", fed(f, X, *weights)[0], fed(f, X[:1], *weights)[0])


@returns("out of token 0")
def check_one_token(f, rng):
    """the first token, which sees only itself"""
    return fed(f, *arguments(rng, tokens=1, features=6, heads=3))


def check_steps(f, rng):
    """6 tokens, 8 features, 2 heads"""
    return fed(f, *example(rng))


def check_one_head(f, rng):
    """a single head"""
    return fed(f, *arguments(rng, tokens=4, features=6, heads=1))


def check_heads_of_width_one(f, rng):
    """as many heads as features: each head is one column"""
    return fed(f, *arguments(rng, tokens=5, features=4, heads=4))


def check_square(f, rng):
    """as many tokens as features, where the wrong axis still fits"""
    return fed(f, *arguments(rng, tokens=4, features=4, heads=2))


def check_equal_axes(f, rng):
    """as many heads as tokens, each as wide, where the wrong axis still fits"""
    return fed(f, *arguments(rng, tokens=3, features=9, heads=3))


def check_repeated_tokens(f, rng):
    """the same tokens again and again, each time after different ones"""
    X, *weights = arguments(rng, tokens=3, features=6, heads=2)
    return fed(f, X[[0, 1, 0, 2, 1, 0]], *weights)


def check_many_tokens(f, rng):
    """40 tokens: the cache has to grow"""
    return fed(f, *arguments(rng, tokens=40, features=4, heads=2))[-3:]


def check_full_pass(f, rng):
    """the outputs are the rows of one pass with a causal mask"""
    X, *weights = arguments(rng, tokens=5, features=6, heads=2)
    near("the outputs of 5 steps", np.array(fed(f, X, *weights)), causal_pass(X, *weights))


def check_two_instances(f, rng):
    """two instances, used alternately"""
    X, *weights = example(rng)
    Y, *others = arguments(rng, tokens=6, features=6, heads=3)
    one, other = f.CachedAttention(*weights), f.CachedAttention(*others)
    return [(one.step(x), other.step(y)) for x, y in zip(X, Y, strict=True)]


def any_sizes(rng, tokens, heads, width):
    return drawn(rng, tokens, heads * width, heads)


check_drawn = drawn_cases(
    fed, any_sizes, changing=(2, 3), tokens=(2, 7, 20), heads=(1, 4, 6), width=(1, 4, 8)
)
check_repeat = same_twice(fed, example)
check_inputs = inputs_kept(one_by_one, example)


@part("state")
def check_length(f, rng):
    """the length before the first step and after each one"""
    X, *weights = arguments(rng, tokens=4, features=6, heads=2)
    cache = f.CachedAttention(*weights)
    lengths = [counted(cache)]
    for x in X:
        cache.step(x)
        lengths.append(counted(cache))
    return lengths


@part("state")
def check_reset(f, rng):
    """a reset after 4 tokens, then 3 more"""
    X, *weights = arguments(rng, tokens=7, features=8, heads=2)
    cache = f.CachedAttention(*weights)
    before = f.each(cache.step, [[x] for x in X[:4]])
    cache.reset()
    lengths = [counted(cache)]
    after = f.each(cache.step, [[x] for x in X[4:]])
    return {
        "out before the reset": before,
        "length after the reset": lengths[0],
        "out after the reset": after,
        "length at the end": counted(cache),
    }


@part("state")
def check_two_resets(f, rng):
    """reset before the first token, and twice in a row"""
    X, *weights = arguments(rng, tokens=6, features=6, heads=3)
    cache = f.CachedAttention(*weights)
    cache.reset()
    first = [cache.step(x) for x in X[:3]]
    cache.reset()
    cache.reset()
    return {"out": first, "out after two resets": [cache.step(x) for x in X[3:]], "length": counted(cache)}


@part("state")
def check_reset_of_one(f, rng):
    """resetting one instance doesn't affect another"""
    X, *weights = arguments(rng, tokens=4, features=6, heads=2)
    one, other = f.CachedAttention(*weights), f.CachedAttention(*weights)
    for x in X[:3]:
        one.step(x)
        other.step(x)
    one.reset()
    return {"length of the other": counted(other), "out of the other": other.step(X[3])}


@robust
def check_large_scores(f, rng):
    """scores in the thousands"""
    return fed(f, *arguments(rng, tokens=5, features=8, heads=2, scale=3e3))


@robust
def check_buffer(f, rng):
    """one array for all tokens, overwritten between the steps"""
    X, *weights = arguments(rng, tokens=5, features=6, heads=2)
    cache, numbers = f.CachedAttention(*weights), f.generator(int(rng.integers(10**6)))
    try:
        cache.array_of_the_caller = X[0]
    except Raised:  # a class with slots can't hold it
        return
    tokens, outputs = [], []
    for _ in X:
        # The generator writes into the very array that the last step was given.
        tokens.append(numbers.standard_normal(out=attribute(cache, "array_of_the_caller")))
        outputs.append(cache.step(attribute(cache, "array_of_the_caller")))
    near("the outputs", np.array(outputs), np.array(fed(f, tokens, *weights)))


check_warnings = no_warnings(one_by_one, example)
