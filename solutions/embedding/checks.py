"""Hidden checks of `embedding`."""

import numpy as np

from nnprep.checks import (
    any_order,
    drawn_cases,
    float32_values,
    given,
    inputs_kept,
    keeps_float32,
    near,
    part,
    plain_arrays,
    same_twice,
)

TYPES = ("int16", "int32", "int64", "uint16")
"""Integers that hold every id of an ordinary vocabulary."""
REPEATS = np.array([4, 1, 4, 0, 4, 1])
"""Ids with repeats, of a vocabulary of 7: not all of it, and not its last token."""
PAIRS = np.array([[2, 5, 2, 2], [5, 0, 5, 2], [3, 3, 2, 0]])
"""Ids that repeat within sequences and between them, of a vocabulary of 8."""


def table(rng, vocab, width):
    return rng.standard_normal((vocab, width)) + np.arange(vocab)[:, None]


def gradients(rng, idx, width):
    return rng.standard_normal((*idx.shape, width))


def lookup_example(rng):
    return table(rng, 8, 3), rng.permutation(PAIRS)


def backward_example(rng):
    return gradients(rng, PAIRS, 3), rng.permutation(PAIRS), 8


def any_shape(rng, large):
    """Up to three axes."""
    return (4, 15) if large else tuple(rng.integers(1, 5, size=rng.integers(1, 4)).tolist())


def any_lookup(rng, shape, vocab, width):
    return [10 ** rng.uniform(0, 3) * rng.standard_normal((vocab, width)), rng.integers(0, vocab, shape)]


def any_gradients(rng, shape, vocab, width):
    """Ids from a part of the vocabulary, so that some repeat and others don't occur."""
    idx = rng.integers(0, max(1, 2 * vocab // 3), shape)
    return [10 ** rng.uniform(-1, 3) * gradients(rng, idx, width), idx, vocab]


SIZES = {"shape": any_shape, "vocab": (2, 9, 120), "width": (1, 6, 20)}


@part("forward")
def check_sentence(f, rng):
    """the rows of 6 tokens, some of them repeated"""
    given(sequence_length=6, vocabulary_size=7, embedding_size=3)
    return f.embedding_forward(table(rng, 7, 3), REPEATS)


@part("forward")
def check_batch(f, rng):
    """a batch of 3 sequences of 4 tokens"""
    given(batch_size=3, sequence_length=4, vocabulary_size=8, embedding_size=5)
    return f.embedding_forward(table(rng, 8, 5), PAIRS)


@part("forward")
def check_few(f, rng):
    """a single token, three axes of ids, and rows of a single number"""
    E, deep = table(rng, 6, 6), rng.integers(0, 6, (2, 2, 3))
    return {
        "of a single token": f.embedding_forward(E, np.array([5])),
        "of ids of shape (2, 2, 3)": f.embedding_forward(E, deep),
        "of rows of one number": f.embedding_forward(E[:, :1], np.array([[0, 3], [3, 2]])),
    }


check_lookup_drawn = drawn_cases(
    "embedding_forward", any_lookup, labels=(1,), types=TYPES, part="forward", **SIZES
)
check_lookup_inputs = inputs_kept("embedding_forward", lookup_example, part="forward")
check_lookup_fortran = any_order("embedding_forward", lookup_example, part="forward")
check_lookup_float32 = keeps_float32("embedding_forward", lookup_example, part="forward")


@part("backward")
def check_different_tokens(f, rng):
    """3 tokens, each of them once, of a vocabulary of 6"""
    given(sequence_length=3, vocabulary_size=6, embedding_size=3)
    idx = np.array([3, 0, 4])
    return f.embedding_backward(gradients(rng, idx, 3), idx, 6)


@part("backward")
def check_repeated_tokens(f, rng):
    """6 tokens, some of them twice or three times"""
    given(sequence_length=6, vocabulary_size=7, embedding_size=4)
    return f.embedding_backward(gradients(rng, REPEATS, 4), REPEATS, 7)


@part("backward")
def check_repeats_in_a_batch(f, rng):
    """3 sequences, with repeats within them and between them"""
    given(batch_size=3, sequence_length=4, vocabulary_size=8, embedding_size=5)
    return f.embedding_backward(gradients(rng, PAIRS, 5), PAIRS, 8)


@part("backward")
def check_one_token_only(f, rng):
    """the same token everywhere"""
    idx = np.full((2, 3), 1)
    return f.embedding_backward(gradients(rng, idx, 3), idx, 4)


@part("backward")
def check_few_gradients(f, rng):
    """a single token, three axes of ids, and rows of a single number"""
    one, deep = np.array([5]), rng.integers(0, 5, (2, 2, 3))
    return {
        "of a single token": f.embedding_backward(gradients(rng, one, 6), one, 6),
        "of ids of shape (2, 2, 3)": f.embedding_backward(gradients(rng, deep, 4), deep, 6),
        "of rows of one number": f.embedding_backward(gradients(rng, PAIRS, 1), PAIRS, 7),
    }


@part("backward")
def check_nothing_is_lost(f, rng):
    """the rows sum to the sum of all gradients"""
    given(batch_size=3, sequence_length=4, vocabulary_size=8, embedding_size=3)
    dout, idx, vocab = backward_example(rng)
    dE = np.asarray(f.embedding_backward(dout, idx, vocab))
    near("the sum over the rows", dE.reshape(-1, 3).sum(axis=0), dout.sum(axis=(0, 1)), 1e-9)


check_gradients_drawn = drawn_cases(
    "embedding_backward",
    any_gradients,
    labels=(1,),
    types=TYPES,
    changing=(0, 1),
    part="backward",
    **SIZES,
)
check_repeat = same_twice("embedding_backward", backward_example, part="backward")
check_gradient_inputs = inputs_kept("embedding_backward", backward_example, part="backward")
check_kinds = plain_arrays("embedding_backward", backward_example, part="backward")
check_gradient_fortran = any_order("embedding_backward", backward_example, part="backward")
check_gradient_values = float32_values("embedding_backward", backward_example, part="backward")
check_gradient_float32 = keeps_float32("embedding_backward", backward_example, part="backward")
