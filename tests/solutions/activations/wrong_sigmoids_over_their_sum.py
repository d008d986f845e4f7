# expect: derived:activation
# says: `softmax` returns the sigmoids of `z`, divided by their sum.
import numpy as np


def floating(z):
    # Integers can't hold fractions, and unsigned ones can't be negative.
    # float32 stays float32.
    z = np.asarray(z)
    return z if z.dtype.kind == "f" else z.astype(float)


def sigmoid(z):
    z = floating(z)
    # The exponential of a negative number lies between 0 and 1, however large
    # z is.
    e = np.exp(-np.abs(z))
    # Both forms give the same number; each sign of z uses the one that only
    # needs exp(-|z|).
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def sigmoid_grad(z):
    # The slope follows from the value alone, so the value is computed first.
    s = sigmoid(z)
    return s * (1 - s)


def relu(z):
    z = floating(z)
    # np.maximum works elementwise; np.max would find the largest element.
    return np.maximum(z, 0)


def relu_grad(z):
    z = floating(z)
    # ReLU has no derivative at 0; any slope from 0 to 1 would do, and 0 is the
    # usual choice.
    return (z > 0).astype(z.dtype)


def leaky_relu(z, alpha=0.01):
    z = floating(z)
    # Below zero the line is flatter but not flat, so some gradient still gets
    # through.
    return np.where(z > 0, z, alpha * z)


def tanh_grad(z):
    # NumPy's tanh is safe for every z, and the slope follows from its value.
    t = np.tanh(floating(z))
    return 1 - t**2


def softmax(z, axis=-1):
    z = floating(z)
    # Shifting every logit by the same amount cancels in the quotient. With the
    # largest at 0, no exponential overflows.
    shifted = z - z.max(axis=axis, keepdims=True)
    e = 1 / (1 + np.exp(-z))
    # keepdims leaves an axis of length 1, so every slice is divided by its own
    # sum.
    return e / e.sum(axis=axis, keepdims=True)


def softmax_jacobian(z):
    # Entry (i, j) is the slope of output i with respect to logit j.
    s = softmax(z)  # (K,)
    # Raising a logit raises its own output and lowers the others by the same
    # total.
    return np.diag(s) - np.outer(s, s)  # (K, K)
