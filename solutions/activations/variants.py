"""How people write these functions: right solutions, with what they compute instead in each place."""

import numpy as np

from nnprep.checks.choices import GUARD, either


def floating(z):
    z = np.asarray(z)
    return z if z.dtype.kind == "f" else z.astype(float)


def sigmoid(z):
    z = floating(z)
    z = either(
        z,
        "z had the opposite sign",
        -z,
        "z were doubled",
        2 * z,
        "z were clipped to ±20",
        np.clip(z, -20, 20),
        "z were clipped to ±10",
        np.clip(z, -10, 10),
        "the largest z were subtracted first",
        z - np.max(z),
    )
    e = np.exp(-np.abs(z))
    value = either(
        np.where(z >= 0, 1 / (1 + e), e / (1 + e)),
        "it were e^z / (1 + e^z) for every z",
        np.exp(z) / (1 + np.exp(z)),
        "it were e^z / (1 - e^z)",
        np.exp(z) / (1 - np.exp(z)),
        "it were tanh(z)",
        np.tanh(z),
        "the denominator were 1 - e^-z",
        1 / (1 - np.exp(-z)),
        "the 1 in the denominator were missing",
        1 / np.exp(-z),
        "1 / 1 + e^-z had lost its parentheses",
        1 + np.exp(-z),
        "it were (1 + tanh(z)) / 2 with z in place of z/2",
        (1 + np.tanh(z)) / 2,
        "the negative branch divided by 1 - e^z",
        np.where(z >= 0, 1 / (1 + e), e / (1 - e)),
        "the branch of positive z were used for every z",
        1 / (1 + e),
        "the branch of negative z were used for every z",
        e / (1 + e),
        "it were e^-z / (1 + e^-z)",
        np.exp(-z) / (1 + np.exp(-z)),
    )
    return either(
        value,
        "the value were rounded to 4 decimals",
        np.round(value, 4),
        "the value were clipped to between {0} and 1 - {0}",
        np.clip(value, GUARD, 1 - GUARD),
    )


def sigmoid_grad(z):
    s = either(
        sigmoid(z),
        "z were the value of the sigmoid already",
        floating(z),
        "the sigmoid were applied twice",
        sigmoid(sigmoid(z)),
        "the tanh stood in the place of the sigmoid",
        np.tanh(floating(z)),
        "e^-z stood in the place of the sigmoid",
        np.exp(-floating(z)),
        "the sigmoid's argument were doubled",
        sigmoid(2 * floating(z)),
    )
    other = either(
        1 - s,
        "the factor 1 - s were missing",
        1.0,
        "the second factor were s instead of 1 - s",
        s,
        "the second factor were 1 + s",
        1 + s,
        "the second factor were 1 - s²",
        1 - s**2,
        "the second factor were (1 - s)²",
        (1 - s) ** 2,
        "the second factor had z instead of the sigmoid's value",
        1 - floating(z),
    )
    slope = (
        either(
            s,
            "the factor s were missing",
            1.0,
            "the first factor were z",
            floating(z),
            "the first factor were s²",
            s**2,
        )
        * other
    )
    return either(
        slope,
        "the slope had the opposite sign",
        -slope,
        "the slope were doubled",
        2 * slope,
        "the slope were squared",
        slope**2,
        "the slope were halved",
        slope / 2,
        "the slope were four times as large",
        4 * slope,
        "the slope were multiplied by z",
        slope * floating(z),
    )


def leaky_relu(z, alpha=0.01):
    z = floating(z)
    alpha = either(
        alpha,
        "alpha were always 0.01",
        0.01,
        "alpha were 1 - alpha",
        1 - alpha,
        "alpha were always 0.1",
        0.1,
    )
    positive = either(
        z,
        "positive values became 1",
        np.ones_like(z),
        "positive values were multiplied by alpha",
        alpha * z,
        "positive values were multiplied by 1 + alpha",
        (1 + alpha) * z,
        "positive values were multiplied by 1 - alpha",
        (1 - alpha) * z,
        "positive values became 0",
        np.zeros_like(z),
        "positive values had the opposite sign",
        -z,
    )
    negative = either(
        alpha * z,
        "negative values became alpha itself",
        np.full_like(z, alpha),
        "negative values became 0",
        np.zeros_like(z),
        "negative values lost their sign and were multiplied by alpha",
        -alpha * z,
        "negative values stayed as they are",
        z,
        "negative values were divided by alpha",
        np.divide(z, alpha),
        "negative values became alpha·(e^z - 1)",
        alpha * (np.exp(z) - 1),
        "alpha were subtracted from negative values",
        z - alpha,
        "alpha were added to negative values",
        z + alpha,
        "negative values became -alpha",
        np.full_like(z, -alpha),
    )
    return either(
        np.where(z > 0, positive, negative),
        "the sides above and below 0 were swapped",
        np.where(z > 0, negative, positive),
        "the sides met at alpha instead of 0",
        np.where(z > alpha, positive, negative),
        "the sides met at 1 instead of 0",
        np.where(z > 1, positive, negative),
        "the sides above and below 0 were added",
        positive + negative,
    )


def tanh_grad(z):
    z = floating(z)
    t = either(
        np.tanh(z),
        "z were the value of tanh already",
        z,
        "tanh were e^z - e^-z divided by e^z + e^-z",
        (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z)),
        "the sigmoid stood in the place of tanh",
        sigmoid(z),
        "tanh were taken of z/2",
        np.tanh(z / 2),
        "tanh were taken of 2z",
        np.tanh(2 * z),
        "tanh were applied twice",
        np.tanh(np.tanh(z)),
        "cosh stood in the place of tanh",
        np.cosh(z),
    )
    slope = either(
        1 - t**2,
        "the slope were 1 - t",
        1 - t,
        "the slope were t·(1 - t)",
        t * (1 - t),
        "the slope were 1 + t²",
        1 + t**2,
        "the slope were tanh itself",
        t,
        "the slope were (1 - t)²",
        (1 - t) ** 2,
        "the slope were t²",
        t**2,
        "the slope were 1/t²",
        1 / t**2,
        "the slope were 1/(1 - t²)",
        1 / (1 - t**2),
        "the slope were 1/(1 + t²)",
        1 / (1 + t**2),
        "the slope were t·(1 - t²)",
        t * (1 - t**2),
    )
    return either(
        slope,
        "the slope had the opposite sign",
        -slope,
        "the slope were doubled",
        2 * slope,
        "the slope were halved",
        slope / 2,
        "the slope were squared",
        slope**2,
        "the slope were multiplied by z",
        slope * z,
        "the slope were a quarter",
        slope / 4,
        "the slope were four times as large",
        4 * slope,
    )


def softmax(z, axis=-1):
    z = floating(z)
    z = either(
        z,
        "the logits had the opposite sign",
        -z,
        "the logits were clipped to ±500",
        np.clip(z, -500, 500),
        "the logits were clipped to ±50",
        np.clip(z, -50, 50),
        "the logits were clipped to ±700",
        np.clip(z, -700, 700),
    )
    axis = either(
        axis,
        "the last axis were always used",
        -1,
        "axis 0 were always used",
        0,
        "axis 1 were used wherever there is one",
        min(1, z.ndim - 1),
        "axis 0 were used instead of the last",
        0 if axis == -1 else axis,
    )
    shift = either(
        z.max(axis=axis, keepdims=True),
        "no maximum were subtracted",
        z.dtype.type(0),
        "the maximum of the whole array were subtracted",
        z.max(),
        "the mean along the axis were subtracted instead of the maximum",
        z.mean(axis=axis, keepdims=True),
        "the minimum along the axis were subtracted instead of the maximum",
        z.min(axis=axis, keepdims=True),
        "the largest absolute value along the axis were subtracted instead of the maximum",
        np.abs(z).max(axis=axis, keepdims=True),
        "the maximum were taken along axis 0",
        z.max(axis=0),
        "the maximum were taken along the last axis",
        z.max(axis=-1, keepdims=True),
    )
    shifted = z - shift
    e = either(
        np.exp(shifted),
        "nothing were exponentiated",
        shifted,
    )
    total = either(
        e.sum(axis=axis, keepdims=True),
        "the whole array summed to 1",
        np.exp(z.max() - shift) * np.exp(z - z.max()).sum(),
        "the exponentials were divided by the sum of the whole array",
        e.sum(),
        "the exponentials were divided by their sums along axis 0",
        e.sum(axis=0, keepdims=True),
        "the exponentials were divided by their sums along the last axis",
        e.sum(axis=-1, keepdims=True),
        "1e-8 were added to the sum of the exponentials",
        e.sum(axis=axis, keepdims=True) + 1e-8,
        "the exponentials weren't divided by their sum",
        1.0,
        "the exponentials were divided by their mean",
        e.mean(axis=axis, keepdims=True),
        "the exponentials were divided by the root of the sum of their squares",
        np.sqrt((e**2).sum(axis=axis, keepdims=True)),
        "1e-6 were added to the sum of the exponentials",
        e.sum(axis=axis, keepdims=True) + 1e-6,
    )
    s = e / total
    return either(
        s,
        "the logarithms of the probabilities were returned",
        np.log(s),
        "the probabilities were rounded to 4 decimals",
        np.round(s, 4),
        "{} were added to each probability",
        s + GUARD,
        "probabilities below {} were raised to it",
        np.maximum(s, GUARD),
        "the probabilities were rounded to 3 decimals",
        np.round(s, 3),
    )


def softmax_jacobian(z):
    s = either(
        softmax(z),
        "the logits were probabilities already",
        floating(z),
        "the probabilities came from exponentials without a maximum subtracted",
        np.exp(floating(z)) / np.exp(floating(z)).sum(),
        "the sigmoid stood in the place of the softmax",
        sigmoid(z),
        "the softmax were applied twice",
        softmax(softmax(z)),
        "the exponentials weren't divided by their sum",
        np.exp(floating(z)),
        "the logits had the opposite sign",
        softmax(-floating(z)),
    )
    eye = np.eye(len(s), dtype=s.dtype)
    products = either(
        np.outer(s, s),
        "the products s_i·s_j were added instead of subtracted",
        -np.outer(s, s),
        "every entry had the squared probability of its column instead of s_i·s_j",
        np.broadcast_to(s * s, eye.shape),
        "the second factor of s_i·s_j were a logit",
        np.outer(s, floating(z)),
        "the inner product s·s stood in the place of s_i·s_j",
        np.full_like(eye, s @ s),
        "the first factor of s_i·s_j were missing",
        np.broadcast_to(s, eye.shape),
        "every entry had the squared probability of its row instead of s_i·s_j",
        np.broadcast_to((s * s)[:, None], eye.shape),
        "both factors of s_i·s_j were logits",
        np.outer(floating(z), floating(z)),
    )
    beside = either(
        -products,
        "the entries off the diagonal were 0",
        np.zeros_like(products),
        "the entries off the diagonal had the opposite sign",
        products,
        "the entries off the diagonal were s_i·(1 - s_j)",
        np.outer(s, 1 - s),
        "the entries off the diagonal were s_j·(1 - s_i)",
        np.outer(1 - s, s),
        "the entries off the diagonal were doubled",
        -2 * products,
    )
    own = either(
        s - np.diag(products),
        "s were missing on the diagonal",
        -np.diag(products),
        "the products on the diagonal were added",
        s + np.diag(products),
        "the products weren't subtracted on the diagonal",
        s,
        "the diagonal had 1 in the place of s",
        1 - np.diag(products),
        "the diagonal had 1 - s_i without the factor s_i",
        1 - s,
        "the diagonal were s_i²",
        s**2,
        "the diagonal had the opposite sign",
        np.diag(products) - s,
        "the square were subtracted twice on the diagonal",
        s - 2 * np.diag(products),
        "the diagonal were 0",
        np.zeros_like(s),
        "the diagonal were s_i·(1 - z_i)",
        s * (1 - floating(z)),
    )
    jacobian = np.where(eye == 1, own, beside)
    cut = either(
        jacobian,
        "everything below the diagonal were 0",
        np.triu(jacobian),
        "everything above the diagonal were 0",
        np.tril(jacobian),
        "only the diagonal were returned",
        np.diag(jacobian),
        "only the diagonal and the entries next to it were filled",
        np.tril(np.triu(jacobian, -1), 1),
    )
    return either(
        cut,
        "the Jacobian had the opposite sign",
        -cut,
        "the Jacobian were divided by the number of classes",
        cut / len(s),
        "the Jacobian were doubled",
        2 * cut,
        "the Jacobian were multiplied by the number of classes",
        cut * len(s),
        "the Jacobian were halved",
        cut / 2,
    )


def relu(z):
    z = floating(z)
    return either(
        np.maximum(z, 0),
        "it were a leaky ReLU with 0.01·z below 0",
        np.where(z > 0, z, 0.01 * z),
        "it were a leaky ReLU with 0.0001·z below 0",
        np.where(z > 0, z, 0.0001 * z),
        "it were a leaky ReLU with 0.001·z below 0",
        np.where(z > 0, z, 0.001 * z),
        "it were a leaky ReLU with 0.1·z below 0",
        np.where(z > 0, z, 0.1 * z),
    )


def relu_grad(z):
    z = floating(z)
    below = either(
        0.0,
        "it were 0.01 below 0",
        0.01,
        "it were 0.0001 below 0",
        0.0001,
        "it were 0.001 below 0",
        0.001,
        "it were 0.1 below 0",
        0.1,
    )
    at_zero = either(z > 0, "it were 1 at exactly 0", z >= 0)
    return np.where(at_zero, 1.0, below).astype(z.dtype)
