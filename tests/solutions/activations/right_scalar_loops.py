# One number at a time with the standard library, results as nested lists.
import math

import numpy as np


def each(function, z):
    array = np.asarray(z)
    if array.ndim == 0:
        return function(float(array))
    return [each(function, item) for item in array]


def one_sigmoid(x):
    if x < 0:
        return math.exp(x) / (1 + math.exp(x))
    return 1 / (1 + math.exp(-x))


def sigmoid(z):
    return each(one_sigmoid, z)


def sigmoid_grad(z):
    return each(lambda x: one_sigmoid(x) * one_sigmoid(-x), z)


def relu(z):
    return each(lambda x: max(x, 0.0), z)


def relu_grad(z):
    return each(lambda x: 1.0 if x > 0 else 0.0, z)


def leaky_relu(z, alpha=0.01):
    return each(lambda x: x if x >= 0 else alpha * x, z)


def tanh_grad(z):
    return each(lambda x: (1 - math.tanh(x)) * (1 + math.tanh(x)), z)


def softmax_of_list(values):
    top = max(values)
    weights = [math.exp(value - top) for value in values]
    return [weight / math.fsum(weights) for weight in weights]


def softmax(z, axis=-1):
    return np.apply_along_axis(
        lambda v: np.array(softmax_of_list(v.tolist())), axis, np.asarray(z, dtype=float)
    )


def softmax_jacobian(z):
    s = softmax_of_list(np.asarray(z, dtype=float).tolist())
    return [[si * ((i == j) - sj) for j, sj in enumerate(s)] for i, si in enumerate(s)]
