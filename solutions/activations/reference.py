import numpy as np


def floating(z):
<<<<<<< HEAD
    # Integers can't hold fractions, and unsigned ones no sign, so they become
    # floats; float32 stays float32.
=======
    # Integers can't hold fractions, and unsigned ones can't be negative.
    # float32 stays float32.
>>>>>>> room/english
    z = np.asarray(z)
    return z if z.dtype.kind == "f" else z.astype(float)


def sigmoid(z):
    z = floating(z)
    # The exponential of a negative number lies between 0 and 1, however large
    # z is.
    e = np.exp(-np.abs(z))
<<<<<<< HEAD
    # The two forms are equal; each sign of z gets the one that only needs
    # exp(-|z|).
=======
    # Both forms give the same number; each sign of z uses the one that only
    # needs exp(-|z|).
>>>>>>> room/english
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def sigmoid_grad(z):
    # The slope is a function of the value, so compute the value first.
    s = sigmoid(z)
    return s * (1 - s)


def relu(z):
    z = floating(z)
<<<<<<< HEAD
    # np.maximum compares elementwise; np.max would return the largest element.
=======
    # np.maximum works elementwise; np.max would find the largest element.
>>>>>>> room/english
    return np.maximum(z, 0)


def relu_grad(z):
    z = floating(z)
    # ReLU has no derivative at 0; any slope from 0 to 1 would do, and 0 is the
    # usual choice.
    return (z > 0).astype(z.dtype)


def leaky_relu(z, alpha=0.01):
    z = floating(z)
<<<<<<< HEAD
    # Below zero the slope is small but not zero, so a gradient still gets
=======
    # Below zero the line is flatter but not flat, so some gradient still gets
>>>>>>> room/english
    # through.
    return np.where(z > 0, z, alpha * z)


def tanh_grad(z):
    # np.tanh is safe for every z, and the slope is a function of its value.
    t = np.tanh(floating(z))
    return 1 - t**2


def softmax(z, axis=-1):
    z = floating(z)
<<<<<<< HEAD
    # A common shift cancels in the quotient; with the maximum at 0, no
    # exponential overflows.
    shifted = z - z.max(axis=axis, keepdims=True)
    e = np.exp(shifted)
    # keepdims keeps an axis of length 1, so every slice is divided by its own
=======
    # Shifting every logit by the same amount cancels in the quotient. With the
    # largest at 0, no exponential overflows.
    shifted = z - z.max(axis=axis, keepdims=True)
    e = np.exp(shifted)
    # keepdims leaves an axis of length 1, so every slice is divided by its own
>>>>>>> room/english
    # sum.
    return e / e.sum(axis=axis, keepdims=True)


def softmax_jacobian(z):
    # Entry (i, j) is the slope of output i with respect to logit j.
    s = softmax(z)  # (K,)
    # Raising a logit raises its own output and lowers the others by the same
    # total.
    return np.diag(s) - np.outer(s, s)  # (K, K)
