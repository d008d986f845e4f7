# nnprep: activations
"""Activation functions and their slopes.

Write eight short functions. Interviewers like them because each has a trap: a slope taken from the wrong variable,
an exponential that overflows, an axis that gets lost.

    sigmoid(z) = 1 / (1 + e^-z)       relu(z) = max(0, z)       leaky_relu(z) = z above 0, alpha·z below
    softmax(z)[i] = e^z[i] / (sum of all e^z[j] along the axis)       jacobian[i, j] = ∂softmax[i] / ∂z[j]

Conventions
    Every *_grad takes the pre-activation z, not the value of the activation.
    All but the softmax functions work elementwise and return an array of z's shape.
    The slope of ReLU at exactly 0 is 0.
    Everything must be stable: z of ±10,000 gives finite, correct values. A logit of -inf has probability 0.
    Integers must give the same results as equal floats, and those of one byte should; float32 should stay float32.
    Don't modify your arguments.
    One file, NumPy and the standard library only.

Worked example
    sigmoid([0, 2])         [0.5, 0.880797]             sigmoid_grad([0, 2])   [0.25, 0.104994]
    relu([-3, 0, 2])        [0, 0, 2]                   relu_grad([-3, 0, 2])  [0, 0, 1]
    leaky_relu([-3, 2])     [-0.03, 2]                  tanh_grad([0, 1])      [1, 0.419974]
    softmax([1, 2, 3])      [0.090031, 0.244728, 0.665241]
    softmax_jacobian([0, 0])                            [[0.25, -0.25], [-0.25, 0.25]]
"""

import numpy as np


def sigmoid(z):
    """Return the sigmoid of every element: an array of z's shape, with values from 0 to 1."""
    raise NotImplementedError


def sigmoid_grad(z):
    """Return the slope of the sigmoid at the pre-activation z, in z's shape."""
    raise NotImplementedError


def relu(z):
    """Return the larger of 0 and z for every element, in z's shape."""
    raise NotImplementedError


def relu_grad(z):
    """Return the slope of ReLU at the pre-activation z: 0.0 or 1.0, in z's shape."""
    raise NotImplementedError


def leaky_relu(z, alpha=0.01):
    """Return z where it's positive and alpha times z elsewhere; alpha is a float, at least 0 and below 1."""
    raise NotImplementedError


def tanh_grad(z):
    """Return the slope of tanh at the pre-activation z, in z's shape."""
    raise NotImplementedError


def softmax(z, axis=-1):
    """Return probabilities in z's shape that sum to 1 along `axis`; z has one, two or three axes."""
    raise NotImplementedError


def softmax_jacobian(z):
    """Return the (K, K) matrix of softmax's slopes for one vector z of shape (K,)."""
    raise NotImplementedError
