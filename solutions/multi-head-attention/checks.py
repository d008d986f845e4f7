"""Hidden checks of `multi-head-attention`."""

import numpy as np

from nnprep.checks import (
    any_order,
    drawn_cases,
    given,
    inputs_kept,
    near,
    no_warnings,
    robust,
    rows_independent,
    same_twice,
)


def drawn(rng, batch, tokens, features, heads, scale=1.0):
    """X, the four weights and the number of heads; scores have a standard deviation of about 1."""
    X = rng.standard_normal((batch, tokens, features))
    Wq, Wk, Wv, Wo = (rng.standard_normal((features, features)) / np.sqrt(features) for _ in range(4))
    return X, scale * Wq, Wk, Wv, Wo, heads


def arguments(rng, batch, tokens, features, heads, scale=1.0):
    """The same, of sizes that a report may name."""
    given(batch_size=batch, sequence_length=tokens, embedding_size=features, heads=heads)
    return drawn(rng, batch, tokens, features, heads, scale)


def visible(rng, *shape):
    """A random mask that isn't symmetric, with something visible for every token."""
    mask = rng.random(shape) < 0.5
    mask[..., -1] = True
    mask[..., -1, 0] = False
    mask[..., 0, 0] = mask[..., 0, -1]
    return mask


def lower(tokens):
    return np.arange(tokens)[:, None] >= np.arange(tokens)


def example(rng):
    return arguments(rng, batch=2, tokens=5, features=8, heads=2)


def masked_example(rng):
    return (*example(rng), visible(rng, 5, 5))


def blind_example(rng):
    """A mask for each sample; one token of one sample sees nothing."""
    mask = visible(rng, 2, 5, 5)
    mask[1, 2] = False
    return (*example(rng), mask)


def check_batch(f, rng):
    """2 sequences of 5 tokens, 8 features, 2 heads"""
    return f.mha(*example(rng))


def check_one_head(f, rng):
    """a single head"""
    return f.mha(*arguments(rng, batch=2, tokens=5, features=6, heads=1))


def check_heads_of_width_one(f, rng):
    """as many heads as features: each head is one column"""
    return f.mha(*arguments(rng, batch=2, tokens=5, features=4, heads=4))


def check_square(f, rng):
    """as many sequences as tokens and features, where the wrong axis still fits"""
    return f.mha(*arguments(rng, batch=4, tokens=4, features=4, heads=2))


def check_equal_axes(f, rng):
    """as many heads as tokens, each as wide, where the wrong axis still fits"""
    return f.mha(*arguments(rng, batch=2, tokens=3, features=9, heads=3))


def check_one_sequence(f, rng):
    """a batch of one"""
    return f.mha(*arguments(rng, batch=1, tokens=4, features=6, heads=3))


def check_one_token(f, rng):
    """a single token, which attends to itself"""
    return f.mha(*arguments(rng, batch=3, tokens=1, features=6, heads=3))


def check_sharp(f, rng):
    """scores several times as large"""
    return f.mha(*arguments(rng, batch=2, tokens=6, features=8, heads=4, scale=6.0))


def check_shuffled_tokens(f, rng):
    """without a mask, shuffling the tokens only shuffles the rows of the result"""
    X, *others = example(rng)
    order = np.array([2, 4, 0, 3, 1])
    out = np.asarray(f.mha(X, *others))
    near("the result for shuffled tokens", f.mha(X[:, order], *others), out[:, order])


def check_causal(f, rng):
    """a causal mask"""
    return f.mha(*example(rng), lower(5))


def check_future(f, rng):
    """with a causal mask, a later token doesn't change earlier ones"""
    X, *others = example(rng)
    later = X + np.eye(5)[:, -1:]
    out, changed = f.mha(X, *others, lower(5)), f.mha(later, *others, lower(5))
    near("the first 4 tokens", np.asarray(changed)[:, :4], np.asarray(out)[:, :4])


def check_mask(f, rng):
    """a mask that isn't symmetric"""
    return f.mha(*masked_example(rng))


def check_mask_for_each(f, rng):
    """a mask for each of 2 samples, shared by 4 heads"""
    return f.mha(*arguments(rng, batch=2, tokens=5, features=8, heads=4), visible(rng, 2, 5, 5))


def check_mask_for_each_of_three(f, rng):
    """a mask for each of 3 samples, shared by 3 heads: the wrong axis still fits"""
    return f.mha(*arguments(rng, batch=3, tokens=4, features=6, heads=3), visible(rng, 3, 4, 4))


def any_sizes(rng, batch, tokens, heads, width, masks):
    values = drawn(rng, batch, tokens, heads * width, heads)
    return (
        *values,
        {0: None, 1: visible(rng, tokens, tokens), 2: visible(rng, batch, tokens, tokens)}[masks],
    )


check_drawn = drawn_cases(
    "mha",
    any_sizes,
    changing=(2, 3, 4, 6),
    batch=(1, 4, 6),
    tokens=(2, 6, 12),
    heads=(1, 4, 6),
    width=(1, 4, 8),
    masks=lambda rng, large: int(rng.integers(3)),
)
check_rows_alone = rows_independent("mha", masked_example)
check_fortran = any_order("mha", masked_example)
check_repeat = same_twice("mha", masked_example)
check_inputs = inputs_kept("mha", masked_example)


@robust
def check_blind_token(f, rng):
    """a token that sees nothing, in one sample"""
    return f.mha(*blind_example(rng))


@robust
def check_large_scores(f, rng):
    """scores in the thousands"""
    return f.mha(*arguments(rng, batch=2, tokens=5, features=8, heads=2, scale=3e3))


@robust
def check_large_causal_scores(f, rng):
    """scores in the thousands, with a causal mask"""
    return f.mha(*arguments(rng, batch=2, tokens=5, features=8, heads=2, scale=3e3), lower(5))


check_warnings = no_warnings(
    "mha", blind_example, title="no warning from NumPy for a token that sees nothing"
)
