# expect: derived:in-one-use
import numpy as np


def sigmoid(z):
    """Return the sigmoid of every element: an array of z's shape, with values from 0 to 1."""
    z = 1.0 * np.asarray(z)
    return np.exp(-np.logaddexp(0, -z))


def sigmoid_grad(z):
    """Return the slope of the sigmoid at the pre-activation z, in z's shape."""
    a = sigmoid(z)
    return a - a * a


def relu(z):
    """Return the larger of 0 and z for every element, in z's shape."""
    z = 1.0 * np.asarray(z)
    return z * (z > 0)


def relu_grad(z):
    """Return the slope of ReLU at the pre-activation z: 0.0 or 1.0, in z's shape."""
    z = 1.0 * np.asarray(z)
    return np.where(z > 0, np.ones_like(z), np.zeros_like(z))


def leaky_relu(z, alpha=0.01):
    """Return z where it's positive and alpha times z elsewhere; alpha is a float, at least 0 and below 1."""
    z = 1.0 * np.asarray(z)
    return np.maximum(z, alpha * z)


def tanh_grad(z):
    """Return the slope of tanh at the pre-activation z, in z's shape."""
    z = 1.0 * np.asarray(z)
    return 1 - np.square(np.tanh(z))


def softmax(z, axis=-1):
    """Return probabilities in z's shape that sum to 1 along `axis`; z has one, two or three axes."""
    z = 1.0 * np.asarray(z)
    shifted = z - np.amax(z, axis, keepdims=True)
    logsum = np.log(np.sum(np.exp(z), axis, keepdims=True))
    return np.exp(shifted - logsum)


def softmax_jacobian(z):
    """Return the (K, K) matrix of softmax's slopes for one vector z of shape (K,)."""
    s = softmax(z).reshape(-1, 1)
    return np.diagflat(s) - s @ s.T
