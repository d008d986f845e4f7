"""Hidden checks of `info-nce`."""

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
    robust,
    same_twice,
    slopes_agree,
)


def batch(rng, m, d, temperature=0.5):
    """Embeddings of unlike lengths, those of A longer; partners are somewhat alike."""
    given(batch_size=m, embedding_size=d)
    A = rng.standard_normal((m, d))
    B = 0.7 * A + rng.standard_normal((m, d))
    A *= 1.5 + 2 * rng.random((m, 1))
    B *= 0.4 + 0.5 * rng.random((m, 1))
    return A, B, temperature


def example(rng):
    return batch(rng, 5, 3)


def mean_loss(S):
    """The loss from logits, for finite differences."""
    return float(sum(np.mean(np.log(np.exp(T).sum(axis=1)) - np.diag(T)) for T in (S, S.T)) / 2)


def logits(A, B, temperature):
    a, b = (each / np.sqrt((each**2).sum(axis=1, keepdims=True)) for each in (A, B))
    return a @ b.T / temperature


def signs(rng):
    """One feature: all cosines are 1 or -1."""
    return np.array([[2.0], [-0.5], [3.0], [-1.0]]), np.array([[1.0], [4.0], [-2.0], [-0.25]]), 0.5


@part("loss")
def check_loss(f, rng):
    """5 pairs with 3 features, temperature 0.5"""
    return f.info_nce(*example(rng))


@part("loss")
def check_square(f, rng):
    """4 pairs with 4 features, where a norm along the wrong axis still fits; temperature 0.2"""
    return f.info_nce(*batch(rng, 4, 4, 0.2))


@part("loss")
def check_one_pair(f, rng):
    """a single pair: nothing to confuse it with"""
    return f.info_nce(*batch(rng, 1, 4))


@part("loss")
def check_wide(f, rng):
    """3 pairs with 40 features, temperature 1.7"""
    return f.info_nce(*batch(rng, 3, 40, 1.7))


@part("loss")
def check_one_feature(f, rng):
    """one feature: every cosine is 1 or -1"""
    return f.info_nce(*signs(rng))


@part("loss")
def check_cold(f, rng):
    """temperature 0.07"""
    return f.info_nce(*batch(rng, 6, 5, 0.07))


@part("loss")
def check_same_rows(f, rng):
    """all embeddings equal: a uniform guess, ln m"""
    row = rng.standard_normal(4)
    given(batch_size=3)
    return f.info_nce(np.tile(row, (3, 1)), np.tile(2 * row, (3, 1)), 0.3)


@part("loss")
def check_aligned(f, rng):
    """B is three times A"""
    A, _, temperature = batch(rng, 4, 3, 0.4)
    return f.info_nce(A, 3 * A, temperature)


@part("loss")
def check_lengths(f, rng):
    """embeddings a million times as long, and as short, change nothing"""
    A, B, temperature = example(rng)
    loss = f.info_nce(A, B, temperature)
    near("A a million times as long", f.info_nce(1e6 * A, B, temperature), loss)
    near("B a million times as short", f.info_nce(A, 1e-6 * B, temperature), loss)
    return loss


@part("loss")
def check_exchanged(f, rng):
    """A and B swapped: the loss is symmetric"""
    A, B, temperature = example(rng)
    near("the loss", f.info_nce(B, A, temperature), f.info_nce(A, B, temperature))


check_order = part("loss")(order_irrelevant("info_nce", example, batched=(0, 1)))


def any_batch(rng, m, d):
    return batch(rng, m, d, float(rng.choice([0.06 + 0.6 * rng.random(), 1.3 + rng.random()])))


check_loss_drawn = drawn_cases(
    "info_nce", any_batch, changing=(1, 2), part="loss", m=(2, 8, 60), d=(1, 7, 40)
)


@part("gradient")
def check_gradient(f, rng):
    """the gradient for 5 pairs with 3 features, temperature 0.5"""
    return f.info_nce_logit_grad(*example(rng))


@part("gradient")
def check_square_gradient(f, rng):
    """the gradient for 4 pairs with 4 features, temperature 0.2"""
    return f.info_nce_logit_grad(*batch(rng, 4, 4, 0.2))


@part("gradient")
def check_one_pair_gradient(f, rng):
    """a single pair: no gradient"""
    return f.info_nce_logit_grad(*batch(rng, 1, 4))


@part("gradient")
def check_wide_gradient(f, rng):
    """the gradient for 3 pairs with 40 features, temperature 1.7"""
    return f.info_nce_logit_grad(*batch(rng, 3, 40, 1.7))


@part("gradient")
def check_one_feature_gradient(f, rng):
    """the gradient if every cosine is 1 or -1"""
    return f.info_nce_logit_grad(*signs(rng))


@part("gradient")
def check_cold_gradient(f, rng):
    """the gradient at temperature 0.07"""
    return f.info_nce_logit_grad(*batch(rng, 6, 5, 0.07))


@part("gradient")
def check_total(f, rng):
    """all entries of the gradient sum to zero"""
    grad = np.asarray(f.info_nce_logit_grad(*example(rng)))
    near("the sum of all entries", float(grad.sum()), 0.0)
    return grad


@part("gradient")
def check_exchanged_gradient(f, rng):
    """A and B swapped: the gradient is transposed"""
    A, B, temperature = example(rng)
    grad = np.asarray(f.info_nce_logit_grad(A, B, temperature))
    near("the gradient", f.info_nce_logit_grad(B, A, temperature), grad.T)


@part("gradient")
def check_finite_differences(f, rng):
    """the gradient agrees with central differences of the loss in each logit"""
    A, B, temperature = example(rng)
    S = logits(A, B, temperature)
    along = directions(rng, [S])
    grad = f.info_nce_logit_grad(A, B, temperature)
    slopes_agree("the loss", lambda moved: mean_loss(moved[0]), [S], [grad], along)


check_gradient_drawn = drawn_cases(
    "info_nce_logit_grad", any_batch, changing=(1, 2), part="gradient", m=(2, 8, 60), d=(1, 7, 40)
)


def near_zero(rng):
    return batch(rng, 5, 4, 1e-3)


@part("loss")
@robust
def check_tiny_temperature(f, rng):
    """temperature 0.001: logits of ±1,000"""
    return f.info_nce(*near_zero(rng))


@part("gradient")
@robust
def check_tiny_temperature_gradient(f, rng):
    """the gradient at temperature 0.001"""
    return f.info_nce_logit_grad(*near_zero(rng))


check_repeat = same_twice("info_nce", example, part="loss")
check_gradient_repeat = same_twice("info_nce_logit_grad", example, part="gradient")
check_inputs = inputs_kept("info_nce", example, part="loss")
check_gradient_inputs = inputs_kept("info_nce_logit_grad", example, part="gradient")
check_warnings = no_warnings(
    "info_nce", near_zero, part="loss", title="no warning from NumPy at temperature 0.001"
)
